"""Pages of glyphs in, one running text out: columns in order, tables as rows, wrapped lines joined.

A paragraph is one line of the text, set in by two ideographic blanks where the page sets it in. A
row of a table is a line whose cells are set apart by tabs, as `corpus.structure.tables` reads them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from corpus.formats.layout.content import Page
from corpus.formats.layout.continued import PageRow, with_rows
from corpus.formats.layout.edges import TextArea
from corpus.formats.layout.furniture import without_furniture
from corpus.formats.layout.open_tables import split_open_tables
from corpus.formats.layout.order import Line, lines_in_order
from corpus.formats.layout.ruled_tables import split_tables
from corpus.formats.layout.segments import segments_of
from corpus.formats.layout.strips import Strip
from corpus.formats.layout.wrapping import is_indented, join_wrapped, wraps_into

_INDENT = "\u3000\u3000"
# Set in by more than this, a line is centred or set to the right.
_MAX_INDENT_EMS = 3.6
# Lines further apart than this many times the usual distance are not of one paragraph.
_MAX_PITCHES = 1.5


@dataclass(frozen=True, slots=True)
class PagedText:
    """A text with the offset where each page begins; an empty page begins where the next does."""

    text: str
    page_starts: tuple[int, ...]


@dataclass
class _Paragraph:
    """A line of the text on its way, with the pages that begin inside it and where."""

    text: str
    page: int
    breaks: list[tuple[int, int]] = field(default_factory=list)

    def go_on(self, text: str, page: int) -> None:
        """Add a wrapped line."""
        self.text = join_wrapped(self.text, text)
        self.breaks.append((page, len(self.text) - len(text)))


def read_pages(pages: Iterable[Page]) -> PagedText:
    """Return the text of pages in reading order; a page is let go once its lines are found."""
    lines: list[list[Line]] = []
    heights: list[float] = []
    widths: list[float] = []
    going_on: tuple[Strip, ...] = ()
    for page in pages:
        tables, glyphs = split_tables(page)
        opened = split_open_tables(glyphs, going_on)
        going_on = opened.going_on
        lines.append(lines_in_order([*segments_of(opened.glyphs), *tables, *opened.tables]))
        heights.append(page.height)
        widths.append(page.width)
    kept = without_furniture(lines, heights)
    return _written(_paragraphs(kept, TextArea(kept, widths)), len(kept))


def _paragraphs(pages: Sequence[Sequence[Line]], area: TextArea) -> Iterator[_Paragraph]:
    pitches = [_pitch(lines) for lines in pages]
    paragraph: _Paragraph | None = None
    rows: list[PageRow] = []
    last: tuple[Line, int] | None = None
    for page, line in ((at, line) for at, lines in enumerate(pages) for line in lines):
        if line.rows:
            if paragraph:
                yield paragraph
                paragraph = last = None
            if rows and (rows[-1].page == page or len(rows[0].cells) != len(line.rows[0])):
                yield from map(_row, rows)
                rows = []
            rows = with_rows(rows, page, line.rows)
            continue
        yield from map(_row, rows)
        rows = []
        column = area.around(line, page)
        if paragraph and last and _goes_on(last, (line, page), area, pitches):
            paragraph.go_on(line.text, page)
        else:
            if paragraph:
                yield paragraph
            is_set_in = is_indented(line, column)
            is_centred = line.box.left - column.left > _MAX_INDENT_EMS * line.em
            lead = _INDENT if is_set_in and not is_centred else ""
            paragraph = _Paragraph(lead + line.text, page)
        last = line, page
    if paragraph:
        yield paragraph
    yield from map(_row, rows)


def _row(row: PageRow) -> _Paragraph:
    return _Paragraph("\t".join(row.cells), row.page)


def _goes_on(
    last: tuple[Line, int], following: tuple[Line, int], area: TextArea, pitches: Sequence[float]
) -> bool:
    (line, page), (next_line, next_page) = last, following
    drop = next_line.box.y - line.box.y
    if page == next_page and drop > _MAX_PITCHES * pitches[page]:
        return False
    return wraps_into(line, next_line, area.around(line, page), area.around(next_line, next_page))


def _pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance of two lines; without two lines, any distance is usual."""
    drops = [low.box.y - high.box.y for high, low in pairwise(lines) if low.box.y > high.box.y]
    return median(drops) if drops else float("inf")


def _written(paragraphs: Iterable[_Paragraph], page_count: int) -> PagedText:
    starts: dict[int, int] = {}
    written: list[str] = []
    at = 0
    for paragraph in paragraphs:
        starts.setdefault(paragraph.page, at)
        for page, offset in paragraph.breaks:
            starts.setdefault(page, at + offset)
        written.append(paragraph.text)
        at += len(paragraph.text) + 1
    return PagedText("\n".join(written), _page_starts(starts, page_count, max(at - 1, 0)))


def _page_starts(starts: dict[int, int], page_count: int, end: int) -> tuple[int, ...]:
    found: list[int] = []
    following = end
    for page in reversed(range(page_count)):
        following = min(starts.get(page, following), following)
        found.append(following)
    return tuple(reversed(found))
