"""Rows of tables whose columns only blanks set apart, as in statistics: lines in, roles out.

商品名称      金额（万元）    比上年增长（%）
酒类            182600          23.4

Only where lines below each other have as many cells, and every one but the header has a number in
the same column, are blanks more than a way to set out a text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.structure.lines import Line, LineRole

_GAP = re.compile(r"[ \xa0\u3000]{2,}")
_NUMBER = re.compile(r"[-+−–]?\d[\d,.]*%?|[-—–/]+")
_HOLDS_DIGIT = re.compile(r"\d")
_MAX_CELL_CHARS = 40
_MIN_ROWS = 3  # the header among them


def with_spaced_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those that are rows of such a table marked as what they are."""
    rows = {at for run in _runs(lines) if _is_table(run, lines) for at in run}
    return [
        replace(line, role=LineRole.SPACED_ROW) if at in rows else line
        for at, line in enumerate(lines)
    ]


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """The places of lines below each other that have as many cells, two or more."""
    run: list[int] = []
    width = 0
    for at, line in enumerate(lines):
        n_cells = _n_cells(line)
        if n_cells != width:
            yield run
            run, width = [], n_cells
        if n_cells:
            run.append(at)
    yield run


def _n_cells(line: Line) -> int:
    """How many cells blanks make of a line; 0 where it is no row."""
    if line.role is not None or line.is_row or _GAP.search(line.raw) is None:
        return 0
    cells = spaced_cells(line.raw)
    return len(cells) if len(cells) > 1 and max(map(len, cells)) <= _MAX_CELL_CHARS else 0


def spaced_cells(raw: str) -> list[str]:
    """Return the texts of a line that wide blanks set apart."""
    return [raw[low:high] for low, high in spaced_ranges(raw)]


def spaced_ranges(raw: str) -> list[tuple[int, int]]:
    """Return where the texts of a line stand that wide blanks set apart."""
    low, high = len(raw) - len(raw.lstrip()), len(raw.rstrip())
    gaps = [gap.span() for gap in _GAP.finditer(raw, low, high)]
    starts = [low, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), high]
    return list(zip(starts, ends, strict=True))


def _is_table(run: Sequence[int], lines: Sequence[Line]) -> bool:
    if len(run) < _MIN_ROWS:
        return False
    header, *rows = [spaced_cells(lines[at].raw) for at in run]
    columns = list(zip(*rows, strict=True))
    names, *values = columns
    is_named = not any(map(_NUMBER.fullmatch, (*names, *header)))
    return is_named and any(
        all(map(_NUMBER.fullmatch, column)) and any(map(_HOLDS_DIGIT.search, column))
        for column in values
    )
