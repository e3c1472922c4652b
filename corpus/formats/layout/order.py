"""Reading order: segments of a page in, its lines in the order in which they are read out.

A run of lines that a white strip divides from top to bottom is two columns when both sides hold
several lines that fill them, as prose does; the left one is read first. Lines that cross the
strip (a title above both columns) stand where they are.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.formats.layout.content import Box, around
from corpus.formats.layout.segments import Segment

_MIN_COLUMN_LINES = 4
_MIN_COLUMN_EMS = 8
# The line in the middle of a column of prose fills at least this share of it; a table's does not.
_MIN_FILLED = 0.6
_MIN_GUTTER_EMS = 1.2
_ROW_SHARE = 0.5
# A page number stands in the middle, where it would close the strip between two columns.
_PAGE_NUMBER = re.compile(r"[-—–·]+\s*\d{1,4}\s*[-—–·]+|第\s*\d{1,4}\s*页.{0,8}")
# A page with more pieces than this is a drawing, not columns of prose; the search is quadratic.
_MAX_SEGMENTS = 1500


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a table. `column` is the strip of its column where the page has several."""

    text: str
    box: Box
    em: float
    column: Box | None = None
    rows: tuple[tuple[str, ...], ...] = ()


def lines_in_order(segments: Sequence[Segment], column: Box | None = None) -> list[Line]:
    """Return the lines of a page, or of one of its columns, as they are read."""
    cut = _column_cut(segments)
    if cut is None:
        return [_line(row, column) for row in _rows(segments)]
    above = [s for s in segments if s.box.y < cut.top]
    below = [s for s in segments if s.box.y > cut.bottom]
    between = [s for s in segments if cut.top <= s.box.y <= cut.bottom]
    left = [s for s in between if s.box.x < cut.left]
    right = [s for s in between if s.box.x >= cut.left]
    return [
        *lines_in_order(above, column),
        *lines_in_order(left, around([s.box for s in left])),
        *lines_in_order(right, around([s.box for s in right])),
        *lines_in_order(below, column),
    ]


def _line(row: Sequence[Segment], column: Box | None) -> Line:
    text = " ".join(segment.text for segment in row)
    em = max(row, key=lambda segment: len(segment.text)).em
    return Line(text, around([s.box for s in row]), em, column, row[0].rows)


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.box.y, s.box.left)):
        last = rows[-1][0] if rows else None
        if last and not (segment.rows or last.rows) and _is_level(last.box, segment.box):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.box.left) for row in rows]


def _is_level(first: Box, second: Box) -> bool:
    return abs(first.y - second.y) <= _ROW_SHARE * min(first.height, second.height)


def _column_cut(segments: Sequence[Segment]) -> Box | None:
    """Return the white strip that divides the most segments into two columns, as an empty box."""
    ems = [s.em for s in segments if not s.rows]
    if not ems or len(segments) > _MAX_SEGMENTS:
        return None
    em = median(ems)
    if em <= 0:
        return None
    found: tuple[int, Box] | None = None
    for x in _candidates(segments, em):
        for band in _bands(segments, x):
            left = [s for s in band if s.box.right <= x]
            right = [s for s in band if s.box.left >= x]
            if not (_is_column(left, em) and _is_column(right, em)):
                continue
            gutter = min(s.box.left for s in right) - max(s.box.right for s in left)
            if gutter >= _MIN_GUTTER_EMS * em and (found is None or len(band) > found[0]):
                box = around([s.box for s in band])
                found = len(band), Box(x, box.top, x, box.bottom)
    return found[1] if found else None


def _candidates(segments: Iterable[Segment], em: float) -> list[float]:
    """Return places just behind the ends of lines, one for each em of the page's width."""
    ends = {
        round(s.box.right / em): s.box.right for s in sorted(segments, key=lambda s: s.box.right)
    }
    return [end + _MIN_GUTTER_EMS * em / 2 for end in ends.values()]


def _bands(segments: Sequence[Segment], x: float) -> Iterable[list[Segment]]:
    """Return the runs of segments between those that cross x."""
    crossing = sorted(s.box.y for s in segments if _stands_across(s, x))
    bands: dict[int, list[Segment]] = defaultdict(list)
    for segment in segments:
        if not _stands_across(segment, x):
            bands[bisect_right(crossing, segment.box.y)].append(segment)
    return bands.values()


def _stands_across(segment: Segment, x: float) -> bool:
    """Whether a segment belongs to no column: it crosses x, or numbers the page below both."""
    is_over = segment.box.left < x < segment.box.right
    return is_over or _PAGE_NUMBER.fullmatch(segment.text.strip()) is not None


def _is_column(segments: Sequence[Segment], em: float) -> bool:
    if len(segments) < _MIN_COLUMN_LINES or any(s.rows for s in segments):
        return False
    width = around([s.box for s in segments]).width
    if width < _MIN_COLUMN_EMS * em:
        return False
    return median(row_width(row) for row in _rows(segments)) >= _MIN_FILLED * width


def row_width(row: Sequence[Segment]) -> float:
    """Return how much of its line a row's segments fill."""
    return sum(segment.box.width for segment in row)
