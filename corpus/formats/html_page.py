"""What of a web page is the document: page in, main node, title and stated facts out.

The main node is where the prose stands; menus, footers, related links and tool bars hold none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from lxml.etree import XPath, _Element

from corpus.formats.html_facts import is_fact_line, metas_of, n_facts, stated_facts, title_of
from corpus.formats.html_rendering import PageLine, flat_text, rendered

_DROPPED = (
    "script style noscript template iframe frame object embed applet svg canvas audio video select "
    "button input textarea nav footer aside link base".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Names that sites give to what surrounds the text, as whole words of a class or id.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:top|head|left|right|bottom|page)?(?:foot|footer|nav|menu|navbar|breadcrumbs?|"
    r"crumbs?|sidebar|share|bdshare\w*|related|recommend|copyright|qrcode|ewm|toolbar|print|search|"
    r"login|banner|pagination)(?:box|bar|list|\d+)?(?:$|[\s_-])",
    re.IGNORECASE,
)
# Furniture never holds the prose: a name misleads where more than this share of it stands there.
_MAX_FURNITURE_SHARE = 0.3
# What sites owe to the law at their foot; a short block with one of these is no text of a document.
_IMPRINT = re.compile("版权所有|ICP备|公网安备|网站标识码|未经(?:授权|许可)[^。]{0,6}不得转载")
_MAX_IMPRINT_CHARS = 600
_MAX_IMPRINT_SHARE = 0.5
_MIN_TABS = 3
_WITHIN = re.compile(r"#\w")
_BLANK = re.compile(r"\s+")
_SENTENCE = re.compile("[，。；]")
_UNLINKED = XPath(".//text()[not(ancestor::a)]")
# One child holds the text where nearly all prose is in it; what is left are captions and notes.
_MAIN_SHARE = 0.9
_CONTAINERS = {"body", "div", "section", "article", "main", "form", "table", "tbody", "tr", "td",
               "center", "font"}  # fmt: skip
_DATA_TABLE_CHARS = 30
_ATTACHMENT = re.compile(r"\.(?:docx?|wps|xlsx?|et|pdf|ofd|zip|rar|pptx?|rtf|txt)(?:$|[?#])", re.I)
_MAX_HEAD_LINES = 8


@dataclass(frozen=True, slots=True)
class Page:
    """The document in a page. `facts` are (label, value) as the page states them."""

    title: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[PageLine, ...]
    attachments: tuple[str, ...]


def page_of(root: _Element) -> Page:
    """Find the document in a page; what is no part of any document is removed from it."""
    metas = metas_of(root)
    page_title = root.findtext(".//title") or ""
    _drop_furniture(root)
    body = root.find("body")
    title = title_of(root, metas, page_title)
    main = _main(root if body is None else body, title)
    lines = rendered(main)
    own = {line.text for line in lines}
    beside = [line.text for line in rendered(root) if line.text not in own]
    beside += [line.text for line in lines[:_MAX_HEAD_LINES] if is_fact_line(line.text)]
    return Page(
        title=title,
        facts=tuple(stated_facts(beside, metas)),
        lines=tuple(lines),
        attachments=tuple(_attachments(root, main)),
    )


def _drop_furniture(root: _Element) -> None:
    for node in list(root.iter(*_DROPPED)):
        _drop(node)
    for node in list(root.iter()):
        if _HIDDEN.search(node.get("style") or "") or node.get("hidden") is not None:
            _drop(node)
    for node in list(root.iter("ul", "ol", "div", "p", "td")):
        if _leads_within(node):
            _drop(node)
    prose = _prose(root)
    for node in list(root.iter("div", "ul", "table", "section", "p", "span", "header", "td")):
        name = f"{node.get('class') or ''} {node.get('id') or ''}"
        if _FURNITURE.search(name) and _prose(node) <= prose * _MAX_FURNITURE_SHARE:
            _drop(node)
    max_imprint = min(_MAX_IMPRINT_CHARS, int(len(flat_text(root)) * _MAX_IMPRINT_SHARE))
    for node in list(root.iter("div", "table", "p", "td")):
        text = flat_text(node)
        if len(text) <= max_imprint and _IMPRINT.search(text):
            _drop(node)


def _leads_within(node: _Element) -> bool:
    """Whether a node holds nothing but links to places of this page: tabs, a table of contents."""
    links = [link for link in node.iter("a") if flat_text(link)]
    if len(links) < _MIN_TABS or not all(_WITHIN.match(link.get("href") or "") for link in links):
        return False
    return sum(len(flat_text(link)) for link in links) == len(_BLANK.sub("", flat_text(node)))


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


def _main(body: _Element, title: str) -> _Element:
    """Go down from the body as long as one child holds nearly all of the prose.

    A table or a heading beside that child belongs to the document too; its title does not count.
    """
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
        if any(_holds_data(other) or _heads(other, title) for other in rest):
            return node
        node = children[best]


def _prose(node: _Element) -> int:
    """Return how many characters stand in texts that hold sentences and are no links."""
    # The types of lxml allow for every XPath; one of text() gives strings.
    texts = cast("list[str]", _UNLINKED(node))
    return sum(len(text.strip()) for text in texts if _SENTENCE.search(text))


def _heads(node: _Element, title: str) -> bool:
    is_heading = node.tag in ("h2", "h3", "h4", "h5", "h6")
    return is_heading and flat_text(node) not in ("", title)


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
    cells = ([flat_text(cell) for cell in row.iter("td", "th")] for row in rows)
    has_facts = n_facts(["\t".join(texts) for texts in cells]) > 1
    return len(rows) > 1 and len(text) - linked > _DATA_TABLE_CHARS and not has_facts


def _attachments(root: _Element, main: _Element) -> Iterator[str]:
    """Yield the names of attached files that the page lists outside the text."""
    inside = set(main.iter("a"))
    for link in root.iter("a"):
        name = flat_text(link)
        if link not in inside and name and _ATTACHMENT.search(link.get("href") or ""):
            yield name
