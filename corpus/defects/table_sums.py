"""Totals of a table that are not the sum of its rows: a clean text in, defects out.

Rows stand a line each, their cells set apart by tabs. A column is held to its total only where
another column of the same rows adds up, and where the total differs from the sum as a slip does: by
one digit, or by two that changed places. Averages and rates, which do not add up, lie among their
rows and differ otherwise.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from corpus.defects.defect import Defect, DefectKind

_TOTAL = re.compile("合\\s?计|总\\s?计|共\\s?计")
_PARTIAL = re.compile("小计|其中|[合总共]\\s?计")
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)([^\d.,\s]{0,4})")
_MIN_ROWS = 2
_MIN_DIGITS = 2


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    text: str

    @property
    def number(self) -> tuple[Decimal, str] | None:
        match = _NUMBER.fullmatch(self.text)
        return (Decimal(match[1].replace(",", "")), match[2]) if match else None


def table_defects(text: str) -> Iterator[Defect]:
    """Yield the totals of the tables in a text that their rows contradict."""
    if "\t" not in text or not _TOTAL.search(text):
        return
    for rows in _tables(text):
        last = len(rows) - 1
        at = next((at for at in (last, 0, 1) if _TOTAL.fullmatch(rows[at][0].text)), None)
        if at is not None:  # the last row, or the first, above or below the header
            yield from _misfits(rows[at], rows[:at] if at == last else rows[at + 1 :])


def _tables(text: str) -> Iterator[list[list[_Cell]]]:
    at, lines = 0, list[tuple[int, str]]()
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    for is_row, run in groupby(lines, key=lambda line: "\t" in line[1]):
        rows = [_cells(start, line) for start, line in run] if is_row else []
        if len(rows) > _MIN_ROWS:
            yield rows


def _cells(start: int, line: str) -> list[_Cell]:
    return [_Cell(start + m.start(), m[0]) for m in re.finditer(r"[^\t]+", line)]


def _misfits(total: Sequence[_Cell], rows: Sequence[Sequence[_Cell]]) -> Iterator[Defect]:
    """Hold each column to its total; cells are counted from the right, as labels may be merged."""
    filled = [row for row in rows if any(cell.number for cell in row[1:])]
    if any(_PARTIAL.match(cell.text) for row in filled for cell in row[:2]):
        return
    wrong: list[tuple[_Cell, Decimal]] = []
    is_borne_out = False
    for column in range(1, len(total)):
        cells = [row[-column] if column < len(row) else None for row in filled]
        numbers = [cell.number if cell else None for cell in cells]
        stated = total[-column].number
        known = [number for number in numbers if number]
        if stated is None or len(known) < max(len(numbers), _MIN_ROWS):
            break
        if any(unit != stated[1] for _, unit in known):
            continue
        added = sum((value for value, _ in known), Decimal(0))
        if added == stated[0]:
            is_borne_out = is_borne_out or sum(1 for value, _ in known if value) >= _MIN_ROWS
        elif stated[0] > max(value for value, _ in known) and _is_slip(stated[0], added):
            wrong.append((total[-column], added))
    for cell, added in wrong if is_borne_out else ():
        why = f"各行相加是{added}，与合计“{cell.text}”不符，几个数字中至少有一个有误"
        yield Defect(cell.start, cell.start + len(cell.text), DefectKind.SUM, why)


def _is_slip(stated: Decimal, added: Decimal) -> bool:
    """Whether two numbers differ by one digit, or by two neighbours that changed places."""
    one, other = f"{stated:f}", f"{added:f}"
    if len(one) != len(other) or len(one) < _MIN_DIGITS:
        return False
    differing = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(differing) == 1:
        return True
    first, last = differing[0], differing[-1]
    swapped = one[first] == other[last] and one[last] == other[first]
    return len(differing) == 2 and last - first == 1 and swapped
