"""What surrounds the document on a web page: page in, the same without it.

Scripts and hidden text, menus and tables of contents, tool bars, imprints.
"""

import re
from collections.abc import Collection

from lxml.etree import _Element

from corpus.formats.html_rendering import flat_text
from corpus.formats.html_totals import Totals, totals_below

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
_MIN_TABS, _MAX_TAB_CHARS = 3, 12
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# The shortest of what an imprint is told by.
_MIN_IMPRINT_CHARS = 4
_LISTS = frozenset({"ul", "ol", "div", "p", "td"})
_NAMED = frozenset({"div", "ul", "table", "section", "p", "span", "header", "td"})
_BLOCKS = frozenset({"div", "table", "p", "td"})


def drop_furniture(root: _Element) -> None:
    """Remove from a page what is no part of any document, but not the text behind it."""
    _drop(list(root.iter(*_DROPPED)))
    _drop([node for node in root.iter() if _is_hidden(node)])
    headings = {flat_text(node) for node in root.iter(*_HEADINGS)}
    _drop([
        node for node, totals in totals_below(root)
        if _leads_within(node, totals) or _names_headings(node, totals, headings)
    ])  # fmt: skip
    _drop(_named_furniture(root))
    _drop(_imprints(root))


def _is_hidden(node: _Element) -> bool:
    is_styled_away = _HIDDEN.search(node.get("style") or "") is not None
    return is_styled_away or node.get("hidden") is not None


def _leads_within(node: _Element, totals: Totals) -> bool:
    """Whether a node holds nothing but links to places of this page: tabs, a table of contents."""
    if node.tag not in _LISTS or totals.n_links < _MIN_TABS:
        return False
    return totals.n_within == totals.n_links and totals.link_chars == totals.chars


def _names_headings(node: _Element, totals: Totals, headings: Collection[str]) -> bool:
    """Whether a node holds nothing but names of headings, all but one: tabs without links."""
    most = _MAX_TAB_CHARS * len(node)
    if node.tag not in _LISTS or len(node) < _MIN_TABS or totals.chars > most:
        return False
    if any(child.tag in _HEADINGS or not _is_leaf(child) for child in node):
        return False
    names = [flat_text(child) for child in node]
    known = sum(1 for name in names if name in headings)
    own = sum(len(name.replace(" ", "")) for name in names)
    return known >= max(_MIN_TABS, len(names) - 1) and own == totals.chars


def _is_leaf(node: _Element) -> bool:
    """Whether a node holds text alone, or one that does, so that reading it costs little."""
    return len(node) == 0 or (len(node) == 1 and len(node[0]) == 0)


def _named_furniture(root: _Element) -> list[_Element]:
    prose = 0
    named: list[tuple[_Element, int]] = []
    for node, totals in totals_below(root):
        name = f"{node.get('class') or ''} {node.get('id') or ''}"
        if node.tag in _NAMED and _FURNITURE.search(name):
            named.append((node, totals.prose_chars))
        prose = totals.prose_chars  # that of the root comes last
    return [node for node, own in named if own <= prose * _MAX_FURNITURE_SHARE]


def _imprints(root: _Element) -> list[_Element]:
    most = min(_MAX_IMPRINT_CHARS, int(len(flat_text(root)) * _MAX_IMPRINT_SHARE))
    return [
        node
        for node, totals in totals_below(root)
        if node.tag in _BLOCKS
        and _MIN_IMPRINT_CHARS <= totals.chars <= most
        and len(text := flat_text(node)) <= most
        and _IMPRINT.search(text)
    ]


def _drop(nodes: Collection[_Element]) -> None:
    """Remove nodes, not the text behind them, which libxml2 hangs on the node.

    Of nodes side by side the texts are put together first: added one by one, the text before them
    would be copied for each.
    """
    left = set(nodes)
    for node in nodes:
        parent = node.getparent()
        if node not in left or parent is None:
            continue
        run = _beside(node, left)
        left.difference_update(run)
        behind = "".join(one.tail or "" for one in run)
        before = run[0].getprevious()
        if behind and before is not None:
            before.tail = (before.tail or "") + behind
        elif behind:
            parent.text = (parent.text or "") + behind
        for one in run:
            parent.remove(one)


def _beside(node: _Element, among: Collection[_Element]) -> list[_Element]:
    """Return the run of siblings around a node that are all among some nodes."""
    first = node
    while (before := first.getprevious()) is not None and before in among:
        first = before
    run = [first]
    while (following := run[-1].getnext()) is not None and following in among:
        run.append(following)
    return run
