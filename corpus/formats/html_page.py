"""What of a web page is the document: page in, main node, title and stated facts out.

The main node is where the prose stands; menus, footers, related links and tool bars hold none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from corpus.formats.html_facts import (
    is_fact_line,
    mark_labels,
    metas_of,
    n_facts,
    stated_facts,
    title_of,
)
from corpus.formats.html_furniture import drop_furniture
from corpus.formats.html_rendering import PageLine, flat_text, rendered
from corpus.formats.html_totals import totals_below

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
    drop_furniture(root)
    mark_labels(root)
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


def _main(body: _Element, title: str) -> _Element:
    """Go down from the body as long as one child holds nearly all of the prose.

    A table or a heading beside that child belongs to the document too; its title does not count.
    """
    prose = {node: totals.prose_chars for node, totals in totals_below(body)}
    node = body
    while True:
        children = [child for child in node if child.tag in _CONTAINERS]
        if not children:
            return node
        weights = [prose[child] for child in children]
        best = max(range(len(children)), key=weights.__getitem__)
        if weights[best] == 0 or weights[best] < prose[node] * _MAIN_SHARE:
            return node
        rest = [child for child in node if child is not children[best]]
        if any(_holds_data(other) or _heads(other, title) for other in rest):
            return node
        node = children[best]


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
