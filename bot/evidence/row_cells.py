"""Which cells of a long row are told: a row and what is asked in, the row with these alone out.

A row of a sheet tells all there is of its matter, of which mostly one thing is asked. What names
the row is always told, and what bounds it (备注：须本人到场).
"""

import re
from dataclasses import replace

from bot.evidence.holding import holds_any
from bot.evidence.scoring import Evidence
from bot.understanding.terms import Term
from bot.understanding.understood import Asked
from corpus import ToldCell, told_cells

_LONG_ROW = 120  # characters; a shorter one is told whole
_BOUNDS = re.compile("备注|说明|条件|要求|限制|情形|例外")


def with_cells_asked(asked: Asked, item: Evidence) -> Evidence:
    """Return a long row with the cells that are asked for; whole where none is, or all are."""
    cells = told_cells(item.text)
    if len(item.text) <= _LONG_ROW or not cells:
        return item
    name = next((cell for cell in cells if not cell.numbers_the_row), cells[0])
    named = item.text[name.start : name.end].lower()
    own = [one for one in asked.terms if not one.is_background and not one.met_by(named)]
    meant = [cell for cell in cells if cell is not name and _is_meant(asked, own, cell, item.text)]
    if not meant:
        return item
    told = [
        cell for cell in cells if cell in (name, *meant) or _BOUNDS.search(cell.name) is not None
    ]
    spans = ((item.start + cell.start, item.start + cell.end) for cell in told)
    return replace(item, cells=tuple(spans))


def _is_meant(asked: Asked, own: list[Term], cell: ToldCell, row: str) -> bool:
    said = row[cell.start : cell.end]
    return holds_any(asked.intent.wants, said) or any(
        term.is_telling and term.met_by(said.lower()) == 1.0 for term in own
    )
