"""Running headers, footers and page numbers: pages of lines in, the same without them out.

A line at the edge of the page belongs to the page and not to the text when the next page, or the
one after it (left and right pages differ), has the like at the same height in type of the same
size; or when it is a page's number.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from corpus.formats.layout.order import Line
from corpus.structure.numbering import numbering_of

# Text begins 37 mm below the edge of an official document (GB/T 9704), 12 % of A4.
_EDGE_SHARE = 0.13
_MAX_EDGE_LINES = 3
# Pages of one document are alike to within this share of their height, scanned ones too.
_SAME_HEIGHT_SHARE = 0.015
# An office signs in smaller type than its letterhead has; scans of one size differ by 5 %.
_SAME_SIZE_SHARE = 0.15
# Recognition may get a character or two of a header wrong.
_MIN_LIKENESS = 0.8
_REACH_PAGES = 2
_PAGE_NUMBER = re.compile(
    r"[-—–─·•.\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})(?:\s*页)?"
    r"(?:\s*[/／，,]?\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-—–─·•.\s]*$"
    r"|Page\s*\d{1,4}(?:\s*of\s*\d{1,4})?$"
)
_DIGITS = re.compile(r"\d+")
_ANNEX = re.compile(r"附\s*(?:件|录|表|图)")


def without_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[float]
) -> list[list[Line]]:
    """Return the pages without what is repeated at their edges.

    Args:
        pages: for each page its lines in reading order.
        heights: for each page its height.
    """
    edges = [_edge_lines(lines, height) for lines, height in zip(pages, heights, strict=True)]
    kept: list[list[Line]] = []
    for at, lines in enumerate(pages):
        removed = {id(line) for line in edges[at] if _is_furniture(line, at, edges, heights)}
        kept.append([line for line in lines if id(line) not in removed])
    return kept


def _edge_lines(lines: Sequence[Line], height: float) -> list[Line]:
    texts = sorted((line for line in lines if not line.rows), key=lambda line: line.box.y)
    top = [line for line in texts[:_MAX_EDGE_LINES] if line.box.y < _EDGE_SHARE * height]
    bottom = [line for line in texts[-_MAX_EDGE_LINES:] if line.box.y > (1 - _EDGE_SHARE) * height]
    return top + bottom


def _is_furniture(
    line: Line, at: int, edges: Sequence[Sequence[Line]], heights: Sequence[float]
) -> bool:
    if _PAGE_NUMBER.match(line.text.strip()):
        return True
    height = line.box.y / heights[at]
    near = range(max(at - _REACH_PAGES, 0), min(at + _REACH_PAGES + 1, len(edges)))
    return any(
        abs(other.box.y / heights[page] - height) <= _SAME_HEIGHT_SHARE
        and abs(other.em - line.em) <= _SAME_SIZE_SHARE * max(other.em, line.em)
        and _are_alike(line, other)
        for page in near if page != at
        for other in edges[page]
    )  # fmt: skip


def _are_alike(line: Line, other: Line) -> bool:
    """Whether two lines say the same but for a number; a heading must be the same."""
    if _ANNEX.match(line.text):
        return False
    if line.text == other.text:
        return True
    if numbering_of(line.text, line.text):
        return False
    first, second = (_DIGITS.sub("#", text) for text in (line.text, other.text))
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _MIN_LIKENESS
