"""What of a web page is the document: page in, main node, title and stated facts out.

The main node is where the prose stands; menus, footers, related links and tool bars hold none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from lxml.etree import XPath, _Element

from corpus.formats.html_rendering import PageLine, flat_text, rendered

_DROPPED = (
    "script style noscript template iframe frame object embed applet svg canvas audio video select "
    "button input textarea nav footer aside link base".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Names that sites give to what surrounds the text, as whole words of a class or id.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:foot|footer|nav|menu|navbar|breadcrumbs?|crumbs?|sidebar|share|bdshare\w*|"
    r"related|recommend|copyright|qrcode|ewm|toolbar|print|search|login|banner|pagination)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Furniture never holds the prose: a name misleads where more than this share of it stands there.
_MAX_FURNITURE_SHARE = 0.3
_SENTENCE = re.compile("[，。；]")
_UNLINKED = XPath(".//text()[not(ancestor::a)]")
# One child holds the text where nearly all prose is in it; what is left are captions and notes.
_MAIN_SHARE = 0.9
_CONTAINERS = {"body", "div", "section", "article", "main", "form", "table", "tbody", "tr", "td",
               "center", "font"}  # fmt: skip
_DATA_TABLE_CHARS = 30
# Meta tags of government sites (国办发〔2017〕47号, 政府网站发展指引, annex on page tags).
_META_TITLE = ("articletitle", "og:title")
_META_FACTS = (("pubdate", "发布日期"), ("contentsource", "来源"))
_FACT_LABELS = (
    "发文字号", "文号", "发文机关", "制定机关", "发布机构", "发布机关", "发布单位", "成文日期",
    "发文日期", "公布日期", "施行日期", "生效日期", "发布日期", "发布时间", "信息时间", "时间",
    "日期", "信息来源", "来源", "时效性", "有效性", "效力状态",
)  # fmt: skip
_OTHER_LABELS = (
    "索引号", "标题", "主题分类", "主题词", "浏览次数", "浏览量", "点击", "阅读", "作者",
    "责任编辑", "编辑", "字号", "字体", "分享", "打印", "关闭", "分类", "体裁", "体裁分类",
    "组配分类", "名称", "审核",
)  # fmt: skip
_LABELS = "|".join(sorted(_FACT_LABELS + _OTHER_LABELS, key=len, reverse=True))
# A longer word may end in a short label (更新时间, 数据来源); long ones often lack a blank before.
_SHORT = "|".join(label for label in _FACT_LABELS if len(label) < 4)
_LONG = "|".join(label for label in _FACT_LABELS if len(label) >= 4)
_FACT = re.compile(
    rf"((?<![\u4e00-\u9fff])(?:{_SHORT})|{_LONG})\s*[:：]\s*([^\n\t|【】\[\]]{{1,50}}?)"
    rf"(?=\s*(?:[\n\t|【】\[\]]|$|(?:{_LABELS})\s*[:：]))"
)
_LABEL_START = re.compile(rf"[【\[(（\s]*({_LABELS})\s*[:：]")
_MAX_FACT_LINE_CHARS = 200
# Notices state when and where a meeting is in the same words: alone these say nothing of the page.
_WEAK_LABELS = ("时间", "日期", "标题", "名称", "作者", "分类", "施行日期")
_SAME_FACT = {
    "发布时间": "发布日期", "信息时间": "发布日期", "时间": "发布日期", "日期": "发布日期",
    "发文日期": "成文日期", "信息来源": "来源", "文号": "发文字号", "有效性": "时效性",
    "效力状态": "时效性", "发布机构": "发布机关", "发布单位": "发布机关",
}  # fmt: skip
_TITLE_BREAK = re.compile(r"\s*[_|]\s*|\s+-\s+|(?<=[\u4e00-\u9fff）》”])-(?=[\u4e00-\u9fff])")
_ATTACHMENT = re.compile(r"\.(?:docx?|wps|xlsx?|et|pdf|ofd|zip|rar|pptx?|rtf|txt)(?:$|[?#])", re.I)
_MAX_HEAD_LINES = 8
_SITE = re.compile("(?:网|网站|政府|门户|委员会|局|厅|办公室|平台)$")


@dataclass(frozen=True, slots=True)
class Page:
    """The document in a page. `facts` are (label, value) as the page states them."""

    title: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[PageLine, ...]
    attachments: tuple[str, ...]


def page_of(root: _Element) -> Page:
    """Find the document in a page; what is no part of any document is removed from it."""
    metas = _metas(root)
    page_title = root.findtext(".//title") or ""
    _drop_furniture(root)
    body = root.find("body")
    main = _main(root if body is None else body)
    lines = rendered(main)
    own = {line.text for line in lines}
    beside = [line.text for line in rendered(root) if line.text not in own]
    beside += [line.text for line in lines[:_MAX_HEAD_LINES] if is_fact_line(line.text)]
    return Page(
        title=_title(root, metas, page_title),
        facts=tuple(_facts(beside, metas)),
        lines=tuple(lines),
        attachments=tuple(_attachments(root, main)),
    )


def _metas(root: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _drop_furniture(root: _Element) -> None:
    for node in list(root.iter(*_DROPPED)):
        _drop(node)
    for node in list(root.iter()):
        if _HIDDEN.search(node.get("style") or "") or node.get("hidden") is not None:
            _drop(node)
    prose = _prose(root)
    for node in list(root.iter("div", "ul", "table", "section", "p", "span", "header", "td")):
        name = f"{node.get('class') or ''} {node.get('id') or ''}"
        if _FURNITURE.search(name) and _prose(node) <= prose * _MAX_FURNITURE_SHARE:
            _drop(node)


def _drop(node: _Element) -> None:
    """Remove a node, not the text behind it, which libxml2 hangs on the node."""
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def _main(body: _Element) -> _Element:
    """Go down from the body as long as one child holds nearly all of the prose."""
    node = body
    while True:
        children = [child for child in node if child.tag in _CONTAINERS]
        if not children:
            return node
        weights = [_prose(child) for child in children]
        best = max(range(len(children)), key=weights.__getitem__)
        if weights[best] == 0 or weights[best] < _prose(node) * _MAIN_SHARE:
            return node
        rest = [child for child in node if child is not children[best]]
        if any(_holds_data(other) for other in rest):
            return node
        node = children[best]


def _prose(node: _Element) -> int:
    """Return how many characters stand in texts that hold sentences and are no links."""
    # The types of lxml allow for every XPath; one of text() gives strings.
    texts = cast("list[str]", _UNLINKED(node))
    return sum(len(text.strip()) for text in texts if _SENTENCE.search(text))


def _holds_data(node: _Element) -> bool:
    """Whether a table of figures or names stands here, beside the prose and not within it."""
    tables = [node] if node.tag == "table" else list(node.iter("table"))
    return any(_is_data_table(table) for table in tables)


def _is_data_table(table: _Element) -> bool:
    if table.find(".//table") is not None:
        return False
    rows = [row for row in table.iter("tr") if sum(1 for _ in row.iter("td", "th")) > 1]
    text = flat_text(table)
    linked = sum(len(flat_text(link)) for link in table.iter("a"))
    has_facts = len(_FACT.findall(text)) > 1
    return len(rows) > 1 and len(text) - linked > _DATA_TABLE_CHARS and not has_facts


def _facts(lines: Sequence[str], metas: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the page states of the document beside its text, each label once, in order."""
    # In tables of facts the value stands in the next cell: 发文机关：<tab>国务院办公厅.
    text = re.sub(r"([:：])[ \t]*\t\s*", r"\1", "\n".join(lines))
    stated = [(match[1], match[2].strip()) for match in _FACT.finditer(text)]
    stated += [(label, metas.get(name, "")) for name, label in _META_FACTS]
    found: dict[str, str] = {}
    for label, value in stated:
        if value:
            found.setdefault(_SAME_FACT.get(label, label), value)
    for label in sorted(found, key=_FACT_LABELS.index):
        yield label, found[label]


def is_fact_line(text: str) -> bool:
    """Return whether a line states facts of the document and nothing else."""
    start = _LABEL_START.match(text)
    if start is None or len(text) > _MAX_FACT_LINE_CHARS or _SENTENCE.search(text):
        return False
    is_strong = start[1] not in _WEAK_LABELS or len(_FACT.findall(text)) > 1
    return is_strong and _FACT.search(text) is not None


def _title(root: _Element, metas: Mapping[str, str], page_title: str) -> str:
    for name in _META_TITLE:
        if name in metas:
            return _without_site(metas[name])
    page_title = " ".join(page_title.split())
    headings = [text for heading in root.iter("h1") if (text := flat_text(heading))]
    for heading in headings:
        if _squeezed(page_title).startswith(_squeezed(heading)):
            return heading
    short = _without_site(page_title)
    # A title that the page itself does not show names the site or the template.
    is_shown = bool(short) and _squeezed(short) in _squeezed(flat_text(root))
    return headings[0] if len(headings) == 1 and not is_shown else short


def _without_site(title: str) -> str:
    """Return a page's title without the names of column and site: 办法_政策文件_某市人民政府."""
    pieces = _TITLE_BREAK.split(title)
    return pieces[0] if len(pieces) > 1 and pieces[0] and _SITE.search(pieces[-1]) else title


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _attachments(root: _Element, main: _Element) -> Iterator[str]:
    """Yield the names of attached files that the page lists outside the text."""
    inside = set(main.iter("a"))
    for link in root.iter("a"):
        name = flat_text(link)
        if link not in inside and name and _ATTACHMENT.search(link.get("href") or ""):
            yield name
