"""Rows of sheets told as sentences: 事项：变更登记，时限：3个工作日，备注：须到场。 in, cells out.

A row is one sentence however many clauses its cells hold: a cell (申请材料：申请书；身份证明) says
nothing without the name that the row begins with.
"""

import re
from dataclasses import dataclass

# A name of a column, at the beginning of the row or behind the comma that ends the cell before.
_NAME = re.compile(r"(?:^|(?<=，))([^，。；：:、！？\s“”]{1,20})：(?=\S)")
_MIN_CELLS = 4  # a line of contact (联系人：…，电话：…) has fewer
_MAX_ROW_CHARS = 600  # of a longer one each clause is a text of its own
_LINE = re.compile(r"[^\n]+")
_ROW_NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class ToldCell:
    """A cell of a told row at `[start, end)` of the row, its column's name included."""

    start: int
    end: int
    name: str
    value: str

    @property
    def numbers_the_row(self) -> bool:
        """Whether it is only the number of the row."""
        return _ROW_NUMBER.fullmatch(self.value) is not None


def told_cells(row: str) -> list[ToldCell]:
    """Return the cells of a row that is told as a sentence, in order; none of another text."""
    named = list(_NAME.finditer(row))
    is_row = len(named) >= _MIN_CELLS and named[0].start() == 0 and len(row) <= _MAX_ROW_CHARS
    if not is_row or "\n" in row or "\t" in row:
        return []
    ends = [*(one.start() - 1 for one in named[1:]), len(row.rstrip("。"))]
    return [
        ToldCell(one.start(), end, one[1], row[one.end() : end])
        for one, end in zip(named, ends, strict=True)
    ]


def told_rows(text: str) -> list[tuple[int, int]]:
    """Return where rows that are told as sentences stand in a text, each on a line of its own."""
    if text.count("：") < _MIN_CELLS:
        return []
    return [line.span() for line in _LINE.finditer(text) if told_cells(line[0].strip())]
