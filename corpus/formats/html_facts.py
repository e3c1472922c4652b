"""What a web page states of its document beside the text: title, 文号, dates, 来源."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml.etree import _Element

from corpus.formats.html_rendering import flat_text

# Meta tags of government sites (国办发〔2017〕47号, 政府网站发展指引, annex on page tags).
_META_TITLE = ("articletitle", "og:title")
_META_FACTS = (("pubdate", "发布日期"), ("contentsource", "来源"))
_FACT_LABELS = (
    "发文字号", "文号", "发文机关", "制定机关", "发布机构", "发布机关", "发布单位", "成文日期",
    "发文日期", "公布日期", "施行日期", "生效日期", "发布日期", "发布时间", "信息时间", "时间",
    "日期", "信息来源", "来源", "时效性", "有效性", "效力状态", "文件状态", "实施日期", "废止日期",
    "失效日期", "废止时间", "失效时间",
)  # fmt: skip
_OTHER_LABELS = (
    "索引号", "标题", "主题分类", "主题词", "浏览次数", "浏览量", "点击", "阅读", "作者",
    "责任编辑", "编辑", "字号", "字体", "分享", "打印", "关闭", "分类", "体裁", "体裁分类",
    "组配分类", "名称", "审核", "更新时间", "点击数", "发布人",
)  # fmt: skip
_ALL_LABELS = frozenset(_FACT_LABELS + _OTHER_LABELS)
_LABELS = "|".join(sorted(_FACT_LABELS + _OTHER_LABELS, key=len, reverse=True))
# A longer word may end in a short label (更新时间, 数据来源); long ones often lack a blank before.
_SHORT = "|".join(label for label in _FACT_LABELS if len(label) < 4)
_LONG = "|".join(label for label in _FACT_LABELS if len(label) >= 4)
_FACT = re.compile(
    rf"((?<![\u4e00-\u9fff])(?:{_SHORT})|{_LONG})\s*[:：]\s*([^\n\t|【】\[\]]{{1,50}}?)"
    rf"(?=\s*(?:[\n\t|【】\[\]]|$|(?:{_LABELS})\s*[:：]))"
)
_LABELLED = re.compile(rf"(?:{_LABELS})\s*[:：]")
_LABEL_START = re.compile(rf"[【\[(（\s]*({_LABELS})\s*[:：]")
_MAX_FACT_LINE_CHARS = 200
# Notices state when and where a meeting is in the same words: alone these say nothing of the page.
_WEAK_LABELS = ("时间", "日期", "标题", "名称", "作者", "分类", "施行日期", "实施日期")
_SAME_FACT = {
    "发布时间": "发布日期", "信息时间": "发布日期", "时间": "发布日期", "日期": "发布日期",
    "发文日期": "成文日期", "信息来源": "来源", "文号": "发文字号", "有效性": "时效性",
    "效力状态": "时效性", "文件状态": "时效性", "实施日期": "施行日期", "生效日期": "施行日期",
    "废止时间": "废止日期", "失效时间": "失效日期", "发布机构": "发布机关", "发布单位": "发布机关",
}  # fmt: skip
_TITLE_BREAK = re.compile(r"\s*[_|]\s*|\s+-\s+|(?<=[\u4e00-\u9fff）》”])-(?=[\u4e00-\u9fff])")
_MIN_TITLE_CHARS = 6
_SENTENCE = re.compile("[，。；]")
# What a portal puts before the title, a blank between them.
_PORTAL = re.compile(
    r"[\u4e00-\u9fff]{2,24}(?:门户网站|人民政府网|政府网站?|信息公开网|政务服务网|官方网站|官网)[\s:：—-]+(?=.{6})"
)
_SITE = re.compile("(?:网|网站|政府|门户|委员会|局|厅|办公室|平台)$")


def metas_of(root: _Element) -> dict[str, str]:
    """Return the meta tags of a page by name, in lower case."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def stated_facts(lines: Sequence[str], metas: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the page states of the document beside its text, each label once, in order."""
    text = "\n".join(map(labelled, lines))
    stated = [(match[1], match[2].strip()) for match in _FACT.finditer(text)]
    stated += [(label, metas.get(name, "")) for name, label in _META_FACTS]
    found: dict[str, str] = {}
    for label, value in stated:
        if value:
            found.setdefault(_SAME_FACT.get(label, label), value)
    for label in sorted(found, key=_FACT_LABELS.index):
        yield label, found[label]


def mark_labels(root: _Element) -> None:
    """Put a colon behind each label that a page sets apart from its value by markup alone.

    Such as a label and a span, or a term and its description, of one row: 文 号, 平政办〔2024〕9号.
    """
    for node in root.iter("label", "span", "b", "strong", "em", "i", "dt", "th", "td"):
        parent, value = node.getparent(), node.getnext()
        is_leaf = len(node) == 0 or (len(node) == 1 and len(node[0]) == 0)
        if parent is None or not is_leaf or _squeezed(flat_text(node)) not in _ALL_LABELS:
            continue
        is_first = node.getprevious() is None and not (parent.text or "").strip()
        if node.tag == "dt" and value is not None and value.tag == "dd":
            name, text = _squeezed(flat_text(node)), flat_text(value)
            _replace(node, f"{name}：{text}")
            node.tail = (node.tail or "") + (value.tail or "")  # goes with an element removed
            parent.remove(value)
        elif node.tag not in ("dt", "th", "td") and is_first and _is_beside(node):
            _replace(node, f"{_squeezed(flat_text(node))}：")


def _is_beside(label: _Element) -> bool:
    """Whether all that stands behind a label in its row is one value."""
    following = [label.tail or ""]
    following += [flat_text(sibling) + (sibling.tail or "") for sibling in label.itersiblings()]
    return len([text for text in following if text.strip(" \u3000\xa0:：")]) == 1


def _replace(node: _Element, text: str) -> None:
    for child in list(node):
        node.remove(child)
    node.text = text


def labelled(row: str) -> str:
    """Return a row with each label beside its value: 发文机关：<tab>国务院办公厅, 文　　号<tab>….

    In tables of facts a label is a cell of its own, set to one width by blanks, with a colon or
    without.
    """
    cells = row.split("\t")
    if len(cells) < 2:
        return row
    names = [_squeezed(cell).rstrip(":：") for cell in cells]
    if names[0] in _ALL_LABELS:
        cells = [f"{name}：" if name in _ALL_LABELS else cell
                 for name, cell in zip(names, cells, strict=True)]  # fmt: skip
    return re.sub(r"([:：])[ \t]*\t\s*", r"\1", "\t".join(cells))


def n_facts(rows: Sequence[str]) -> int:
    """Return how many facts of a document the rows of a table state, in cells set apart by tabs."""
    return len(_FACT.findall("\n".join(map(labelled, rows))))


def is_fact_line(text: str) -> bool:
    """Return whether a line states facts of the document and nothing else."""
    text = labelled(text)
    start = _LABEL_START.match(text)
    if start is None or len(text) > _MAX_FACT_LINE_CHARS or _SENTENCE.search(text):
        return False
    is_strong = start[1] not in _WEAK_LABELS or len(_LABELLED.findall(text)) > 1
    return is_strong and _FACT.search(text) is not None


def title_of(root: _Element, metas: Mapping[str, str], page_title: str) -> str:
    """Return the title of the document, without the names of column and site."""
    for name in _META_TITLE:
        if name in metas:
            return _without_site(metas[name])
    page_title = " ".join(page_title.split())
    headings = [text for heading in root.iter("h1") if (text := flat_text(heading))]
    for heading in headings:
        if _squeezed(page_title).startswith(_squeezed(heading)):
            return heading
    short = _without_site(page_title)
    # A title that the page itself does not show names the column, the site or the template.
    body = root.find("body")
    shown = _squeezed(flat_text(root if body is None else body))
    first = _TITLE_BREAK.split(page_title)[0]
    if _squeezed(short) not in shown and len(first) >= _MIN_TITLE_CHARS:
        short = first if _squeezed(first) in shown else short
    is_shown = bool(short) and _squeezed(short) in shown
    return headings[0] if len(headings) == 1 and not is_shown else short


def _without_site(title: str) -> str:
    """Return a page's title without the names of column and site: 办法_政策文件_某市人民政府."""
    title = _PORTAL.sub("", title, count=1) if _PORTAL.match(title) else title
    pieces = _TITLE_BREAK.split(title)
    return pieces[0] if len(pieces) > 1 and pieces[0] and _SITE.search(pieces[-1]) else title


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
