"""Rows of a table without lines: its lines of glyphs in, rows of cells out.

Where rows stand further apart than the lines within them, white across parts them. Where all lines
stand evenly, a line goes on with the row above if each of its cells goes on with one that was full.
Cells set in the middle of their row part rows by how high each must be.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.formats.layout.content import Glyph, around
from corpus.formats.layout.segments import is_wide
from corpus.formats.layout.strips import Strip, columns_of

# In ems: white across that is so much more than the least parts rows.
_MIN_PART_EMS = 0.3
# How far a boundary that is worked out may lie from where it should.
_PLAY_EMS = 0.5
_SLACK_EMS = 0.6
_PADDING_EMS = 1.5
_MAX_ANCHOR_CHARS = 4
_NUMBER = re.compile(r"[-+]?[\d.,%\s]+$")
# What a line has to have room for: no line begins with a closing mark, none parts a number.
_WORD = re.compile(r"[(（《“]*.[，。；：、！？）》”]*[!-~]*[，。；：、！？）》”%]*")

_Line = Sequence[Glyph]
Row = list[list[Glyph]]


def rows_of(lines: Sequence[_Line], strips: Sequence[Strip], em: float) -> list[Row]:
    """Return the rows of a table, each with the glyphs of its cells by column."""
    cells = [columns_of(line, strips) for line in lines]
    bands = _bands(lines, em)
    groups = _even(cells, strips, em) if len(bands) == 1 else _parted(bands, cells)
    if any(not row[0] for row in map(_row, groups)):
        groups = _centred(lines, cells, em) or groups
    return [_row(group) for group in groups]


def _bands(lines: Sequence[_Line], em: float) -> list[list[int]]:
    """Return the numbers of lines between which no more white stands than within a row."""
    tops = [min(glyph.box.top for glyph in line) for line in lines]
    bottoms = [max(glyph.box.bottom for glyph in line) for line in lines]
    whites = [top - max(bottoms[: at + 1]) for at, top in enumerate(tops[1:])]
    least = max(min(whites, default=0.0), 0.0)
    bands = [[0]]
    for at, white in enumerate(whites, start=1):
        if white - least >= _MIN_PART_EMS * em:
            bands.append([])
        bands[-1].append(at)
    return bands


def _parted(bands: Sequence[Sequence[int]], cells: Sequence[Row]) -> list[list[Row]]:
    """Return the rows that white parts; a band of several numbers is several rows."""
    groups: list[list[Row]] = []
    for band in bands:
        groups.append([cells[band[0]]])
        for above, at in pairwise(band):
            if _is_number(cells[at][0]) and _is_number(cells[above][0]):
                groups.append([])
            groups[-1].append(cells[at])
    return groups


def _even(cells: Sequence[Row], strips: Sequence[Strip], em: float) -> list[list[Row]]:
    """Return the rows of lines that stand evenly."""
    edges = [
        max((_right(row[at]) for row in cells if row[at]), default=0.0)
        for at in range(len(cells[0]))
    ]
    # A column whose cells are all short reaches nearly to the next one.
    for at, (_, high) in enumerate(strips):
        edges[at] = max(edges[at], high - _PADDING_EMS * em)
    groups = [[cells[0]]]
    for above, row in pairwise(cells):
        if not _goes_on(row, above, edges, em):
            groups.append([])
        groups[-1].append(row)
    return groups


def _goes_on(row: Row, above: Row, edges: Sequence[float], em: float) -> bool:
    """Whether each cell of a line goes on with the one above, which had no room for its word."""
    return all(
        upper
        and _right(upper) + (_word_ems(cell) + _SLACK_EMS) * em > edges[at]
        and not (_is_number(upper) and _is_number(cell))
        for at, (cell, upper) in enumerate(zip(row, above, strict=True))
        if cell
    )


def _centred(lines: Sequence[_Line], cells: Sequence[Row], em: float) -> list[list[Row]] | None:
    """Return the rows where all cells are set in the middle; None where that does not come out.

    Each row reaches as far below the middle of its number as above it, and begins where the row
    above ends.
    """
    anchors = [around([glyph.box for glyph in row[0]]) for row in cells if row[0]]
    if any(len(row[0]) > _MAX_ANCHOR_CHARS for row in cells):
        return None
    boxes = [around([glyph.box for glyph in line]) for line in lines]
    edges = [boxes[0].top]
    for anchor in anchors:
        edges.append(2 * anchor.y - edges[-1])
    is_rising = all(low < high for low, high in pairwise(edges))
    if not is_rising or abs(edges[-1] - boxes[-1].bottom) > 2 * _PLAY_EMS * em:
        return None
    if any(box.top + _PLAY_EMS * em < edge < box.bottom - _PLAY_EMS * em
           for box in boxes for edge in edges):  # fmt: skip
        return None
    edges[-1] = max(edges[-1], boxes[-1].bottom)  # the last row takes the lines at its edge
    groups = [
        [row for row, box in zip(cells, boxes, strict=True) if low <= box.y < high]
        for low, high in pairwise(edges)
    ]
    return groups if all(groups) else None


def _word_ems(cell: _Line) -> float:
    match = _WORD.match("".join(glyph.text for glyph in cell))
    return sum(1.0 if is_wide(character) else 0.5 for character in (match[0] if match else ""))


def _is_number(cell: _Line) -> bool:
    return bool(cell) and _NUMBER.match("".join(glyph.text for glyph in cell)) is not None


def _right(cell: _Line) -> float:
    return around([glyph.box for glyph in cell]).right


def _row(lines: Sequence[Row]) -> Row:
    return [[glyph for line in lines for glyph in line[at]] for at in range(len(lines[0]))]
