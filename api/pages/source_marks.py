"""A paragraph of a source cut into pieces: what is doubtful, and marks that are not for reading.

The pieces together are the paragraph, character for character, so that offsets hold on the page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.pages.source_view import Paragraph
from corpus import INLINE_TAG, SourceDefect

# Left by the conversion to text: bold, the signs of a heading, tabs between the cells of a row, and
# tags, of which one between two paragraphs of a cell begins a line.
_CELL_END = r"(?<=\S)[^\S\n]*\t\s*(?=\S)"
_LINE_END = r"</p>[^\S\t]*<p>|<br\s*/?>"
_RAW = re.compile(
    rf"\*\*|^\s*#{{1,6}}\s+|(?P<cell>{_CELL_END})|(?P<line>{_LINE_END})|{INLINE_TAG.pattern}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a paragraph: `defect` counts from 1.

    `is_cell_end` parts the cells of a row, `is_line_end` the paragraphs of a cell.
    """

    text: str
    is_raw: bool = False
    is_cell_end: bool = False
    is_line_end: bool = False
    defect: int | None = None


def pieces(paragraph: Paragraph, defects: Sequence[SourceDefect]) -> list[Piece]:
    """Return the pieces of a paragraph; `defects` are those of the document, in order."""
    found: list[Piece] = []
    at, end = 0, len(paragraph.text)
    for number, defect in enumerate(defects, start=1):
        low = max(defect.start - paragraph.start, at)
        high = min(defect.end - paragraph.start, end)
        if low < high:
            found.extend(_plain(paragraph.text, at, low))
            found.append(Piece(paragraph.text[low:high], defect=number))
            at = high
    return [*found, *_plain(paragraph.text, at, end)]


def _plain(text: str, start: int, end: int) -> Iterator[Piece]:
    at = start
    for match in _RAW.finditer(text, start, end):
        if at < match.start():
            yield Piece(text[at : match.start()])
        kind = match.lastgroup
        yield Piece(
            match[0],
            is_raw=kind is None,
            is_cell_end=kind == "cell",
            is_line_end=kind == "line",
        )
        at = match.end()
    if at < end:
        yield Piece(text[at:end])
