"""Tables of pages and documents: cells with their spans in, lines of text out.

A row becomes a line with its cells set apart by tabs, as `corpus.structure.tables` reads them. A
header of several rows becomes one; a cell that spans rows is told in each of them; a row of one
cell above or below the table (its title, its notes) is a line of plain text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.errors import DocumentUnreadable

# Wider spans are mistakes or attacks: spreadsheets of offices have some thirty columns.
_MAX_COLUMNS = 200
# A few spans can claim any number of places; 100,000 rows of ten columns are half of this.
MAX_SLOTS = 2_000_000
_TOO_LARGE = f"表格超过 {MAX_SLOTS} 格，请拆分，或另存为 .xlsx 后重试"
# What spans rows and is longer is prose of its own; to tell it twice would double the document.
_MAX_REPEATED_CHARS = 60
_MAX_HEADER_ROWS = 4
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its paragraphs; `continues` where it goes on with the cell above (vMerge)."""

    paragraphs: tuple[str, ...]
    colspan: int = 1
    rowspan: int = 1
    is_header: bool = False
    continues: bool = False

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class _Slot:
    """One place of the grid and the cell that covers it."""

    cell: Cell
    is_first_row: bool = True
    is_first_column: bool = True


_Row = dict[int, _Slot]
# By column, what covers it in the rows below and in how many of them.
_Hanging = dict[int, tuple[_Slot, int]]
_EMPTY = _Slot(Cell(()))


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return the lines of a table; a table of one column gives its paragraphs."""
    grid = _placed([[_clean(cell) for cell in row] for row in rows])
    grid = [row for row in grid if any(slot.cell.text for slot in row)]
    if not grid:
        return []
    if len(grid[0]) == 1:
        return [text for row in grid for text in _own_texts(row)]
    first, last = 0, len(grid)
    while first < last and _is_lone(grid[first]):
        first += 1
    while last > first and _is_lone(grid[last - 1]):
        last -= 1
    depth = _header_depth(grid[first:last])
    header = [_header_line(grid[first : first + depth])] if depth else []
    return [
        *(text for row in grid[:first] for text in _own_texts(row)),
        *header,
        *map(_line, grid[first + depth : last]),
        *(text for row in grid[last:] for text in _own_texts(row)),
    ]


def _clean(cell: Cell) -> Cell:
    texts = (_BLANKS.sub(" ", text).strip(" ") for text in cell.paragraphs)
    colspan = min(max(cell.colspan, 1), _MAX_COLUMNS)
    paragraphs = tuple(text for text in texts if text)
    return replace(cell, paragraphs=paragraphs, colspan=colspan, rowspan=max(cell.rowspan, 1))


def _placed(rows: Sequence[Sequence[Cell]]) -> list[list[_Slot]]:
    """Lay the cells out on a grid whose rows are all of one width."""
    placed: list[_Row] = []
    hanging: _Hanging = {}
    n_slots = 0
    for cells in rows:
        row, hanging = _placed_row(cells, placed[-1] if placed else {}, hanging)
        placed.append(row)
        n_slots += len(row)
        if n_slots > MAX_SLOTS:
            raise DocumentUnreadable(_TOO_LARGE)
    width = max((max(row) + 1 for row in placed if row), default=0)
    if width * len(placed) > MAX_SLOTS:
        raise DocumentUnreadable(_TOO_LARGE)
    return [[row.get(at, _EMPTY) for at in range(width)] for row in placed]


def _placed_row(cells: Sequence[Cell], above: _Row, hanging: _Hanging) -> tuple[_Row, _Hanging]:
    row = {at: slot for at, (slot, _) in hanging.items()}
    below = {at: (slot, left - 1) for at, (slot, left) in hanging.items() if left > 1}
    start = 0
    for cell in cells:
        while start in row:
            start += 1
        for at in range(start, min(start + cell.colspan, _MAX_COLUMNS)):
            covering = above[at].cell if cell.continues and at in above else cell
            row[at] = _Slot(covering, covering is cell, at == start)
            if cell.rowspan > 1:
                below[at] = (replace(row[at], is_first_row=False), cell.rowspan - 1)
        start += cell.colspan
    return row, below


def _is_lone(row: Sequence[_Slot]) -> bool:
    """Whether a row holds one text alone, as titles and notes of tables do."""
    return len({id(slot.cell) for slot in row if slot.cell.text}) == 1


def _own_texts(row: Sequence[_Slot]) -> list[str]:
    firsts = [slot.cell for slot in row if slot.is_first_row and slot.is_first_column]
    return [text for cell in firsts for text in cell.paragraphs]


def _header_depth(grid: Sequence[Sequence[_Slot]]) -> int:
    """Return how many rows head the columns: marked as such, or held together by spans."""
    if len(grid) < 2:
        return 0
    marked = 0
    while marked < min(len(grid), _MAX_HEADER_ROWS) and _is_header(grid[marked]):
        marked += 1
    if marked:
        return marked
    has_wide = any(not slot.is_first_column for slot in grid[0])
    if not has_wide:
        return 1
    # 项目 over two rows beside 2021年 over two columns: the second row names those columns.
    depth = 1
    while depth < min(len(grid) - 1, _MAX_HEADER_ROWS) and any(
        not slot.is_first_row for slot in grid[depth]
    ):
        depth += 1
    return depth


def _is_header(row: Sequence[_Slot]) -> bool:
    return all(slot.cell.is_header for slot in row if slot.cell.text)


def _header_line(rows: Sequence[Sequence[_Slot]]) -> str:
    names = []
    for column in zip(*rows, strict=True):
        texts = [slot.cell.text for slot in column if slot.cell.text]
        names.append("/".join(dict.fromkeys(texts)))
    return "\t".join(names)


def _line(row: Sequence[_Slot]) -> str:
    return "\t".join(map(_slot_text, row))


def _slot_text(slot: _Slot) -> str:
    cell = slot.cell
    is_repeated = not slot.is_first_row and len(cell.text) > _MAX_REPEATED_CHARS
    if not slot.is_first_column or is_repeated:
        return ""
    if len(cell.paragraphs) < 2:
        return cell.text
    return " ".join(f"<p>{text}</p>" for text in cell.paragraphs)
