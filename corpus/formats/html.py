"""Web pages: bytes in, the document that the page shows out.

The text begins with the title and what the page states of the document (文号, dates, 来源), a line
each; then follow the paragraphs of the main text. Menus, tool bars, related links, scripts and
hidden text are left out. Nothing that the page refers to is fetched.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import html

from corpus.errors import DocumentUnreadable
from corpus.formats.html_facts import is_fact_line
from corpus.formats.html_page import Page, page_of
from corpus.formats.html_rendering import PageLine
from corpus.formats.raw import RawDefect, RawDocument, damage_told_as

# The longest laws make pages of 2 MB; a tree takes ten times that of a page.
MAX_HTML_BYTES = 20 * 1024 * 1024
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_CHARSET_WITHIN = 4096
# GB2312 and GBK in a page mean what GB18030 reads: browsers do so too (WHATWG Encoding Standard).
_GB = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030"}
# A page with more wrong bytes than this share is in another encoding than it says.
_MAX_REPLACED_SHARE = 0.01
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HEAD_LINES = 8
_MAX_TITLE_LINES = 4
_MENU_TENTHS = 8
_IN_FRAMES = "网页由框架组成，正文在框架引用的另一个文件里，请打开那个文件另存后重试"
# 某市人民政府办公室 above 关于印发…的通知: a title set in two paragraphs.
_OFFICE = re.compile(
    "[\u4e00-\u9fff、 \u3000]{4,60}(?:政府|委员会|办公室|办公厅|厅|局|院|中心)[ \u3000]*$"
)
_SEPARATORS = re.compile(r"[\s|｜·>»]+")
_TOOLS = re.compile(
    "字号|字体|大|中|小|A[+-]|打印(?:本页|此页|文章)?|关闭(?:窗口|本页|此页)?|分享(?:到|至)?|微信|微博|"
    "新浪|腾讯|QQ空间|QQ|收藏(?:本页)?|返回(?:顶部|首页)?|繁體|简体|无障碍(?:阅读|浏览)?|保存|纠错|"
    r"[默认我要]|[\s【】\[\]|/:：·>]"
)
_TOOL_NAME = re.compile("字号|字体|打印|关闭|分享|收藏|返回|纠错")
_MAX_TOOL_CHARS = 60
_ASIDE = re.compile(
    r"[#\- ]*(?:上一篇|下一篇|责任编辑|浏览次数|浏览量|阅读次数|扫一扫|您?(?:现在|当前)的?位置|"
    r"您的位置|打开微信)"
)
_MAX_ASIDE_CHARS = 100
_RELATED = re.compile(
    "[#\\- ]*(?:相关(?:阅读|链接|文章|解读|新闻|文件|稿件|信息|政策)|延伸阅读|热点推荐|推荐阅读)"
    "[:：]?$"
)


def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the one text of the page."""
    if len(data) > MAX_HTML_BYTES:
        raise DocumentUnreadable(f"网页太大，上限是 {MAX_HTML_BYTES // 1024 // 1024} MB")
    source = _CONTROL.sub("", _decoded(data))
    with damage_told_as("网页已损坏，无法解析"):
        parser = html.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
        )
        root = html.document_fromstring(source.encode(), parser=parser)
        if root.find(".//frameset") is not None:
            raise DocumentUnreadable(_IN_FRAMES)
        text = _text(page_of(root))
    yield RawDocument(text, hashlib.sha256(data).hexdigest())


def _decoded(data: bytes) -> str:
    """Return the page as text: UTF-8 where the bytes are, else as the page says, else GB18030."""
    if not data.strip():
        raise DocumentUnreadable("文件是空的")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data, 0, _CHARSET_WITHIN)
    name = declared[1].decode().lower() if declared else "gb18030"
    for encoding in ("gb18030" if name in _GB else name, "gb18030", "utf-8"):
        try:
            text = data.decode(encoding, errors="replace")
        except LookupError:
            continue
        if text.count("\ufffd") <= len(text) * _MAX_REPLACED_SHARE:
            return text
    raise DocumentUnreadable("无法识别网页的文字编码，请另存为 UTF-8 后重试")


def _text(page: Page) -> str:
    """Return title, facts and paragraphs as one text.

    Raises:
        DocumentUnreadable: the page shows no text of its own.
    """
    lines = _document_lines(page)
    if not lines:
        raise DocumentUnreadable(
            "网页里没有正文（可能要运行脚本才会显示），请另存为 .docx 或 .txt 后重试"
        )
    head = [f"# {_full_title(page)}"] if page.title else []
    head += [f"{label}：{value}" for label, value in page.facts]
    own = "\n".join(lines)
    missing = [name for name in dict.fromkeys(page.attachments) if name not in own]
    if missing:
        lines.append(
            "附件：" + "\n".join(f"{at}.{_stem(name)}" for at, name in enumerate(missing, 1))
        )
    return "\n\n".join(head) + ("\n\n" if head else "") + _joined(lines)


def _full_title(page: Page) -> str:
    """Return the title, behind the offices that a line of their own names above it."""
    above = _offices_above(page, _title_lines(page))
    return " ".join([*(line.text.strip("# ") for line in above), page.title])


def _offices_above(page: Page, title: range) -> Sequence[PageLine]:
    if not title or not title.start or not page.title.startswith("关于"):
        return ()
    above = page.lines[title.start - 1]
    return (above,) if _OFFICE.match(above.text.strip("# ")) else ()


def _document_lines(page: Page) -> list[str]:
    found: list[str] = []
    title = _title_lines(page)
    title = range(title.start - len(_offices_above(page, title)), title.stop)
    for at, line in enumerate(page.lines):
        if _RELATED.match(line.text) and _is_links(page.lines[at + 1 :]):
            break
        if _is_tool_bar(line.text) or (at < _HEAD_LINES and is_fact_line(line.text)):
            continue
        # Links above the first line of text are a menu, whatever its name.
        n_chars = len(_SEPARATORS.sub("", line.text))
        is_menu = not found and line.link_chars * 10 >= n_chars * _MENU_TENTHS
        if at not in title and not is_menu:
            found.append(line.text)
    return found


def _title_lines(page: Page) -> range:
    """Return which of the first lines repeat the title, set in one line or in several."""
    title = _squeezed(page.title)
    for first in range(min(_HEAD_LINES, len(page.lines))):
        shown = ""
        for at in range(first, min(first + _MAX_TITLE_LINES, len(page.lines))):
            shown += _squeezed(page.lines[at].text)
            if shown and shown == title:
                return range(first, at + 1)
    return range(0)


def _is_tool_bar(text: str) -> bool:
    """Whether a line holds nothing but the buttons of the page, or speaks of the page."""
    if len(text) <= _MAX_ASIDE_CHARS and _ASIDE.match(text):
        return True
    is_short = len(text) <= _MAX_TOOL_CHARS
    return (
        is_short and _TOOL_NAME.search(text) is not None and not _TOOLS.sub("", text).strip("-# ")
    )


def _is_links(lines: Sequence[PageLine]) -> bool:
    chars = sum(len(line.text) for line in lines)
    return sum(line.link_chars for line in lines) >= chars // 2


def _joined(lines: Sequence[str]) -> str:
    """Join paragraphs by blank lines, rows of a table by line ends."""
    pieces = [lines[0]]
    for above, line in pairwise(lines):
        pieces += ["\n" if "\t" in above and "\t" in line else "\n\n", line]
    return "".join(pieces)


def _stem(name: str) -> str:
    return re.sub(r"^\d{1,2}[.、．]\s*", "", name)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s#]+", "", text)
