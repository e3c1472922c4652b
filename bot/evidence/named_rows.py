"""Rows of a table that a question names: evidence in, without the table's other rows out.

Rows of one table are alike but for their names, and as near as each other to a question that asks
by row and column: 太康县农机补贴在哪个窗口办 is answered by the row of 太康县 alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.listing import in_order, table_of
from bot.evidence.scoring import Evidence
from bot.understanding.terms import coverage
from bot.understanding.understood import Asked
from corpus import told_cells

_CELL = "\t"
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
_NUMBER = re.compile(r"[\d.,，、%\-—]*")
_MIN_NAME = 3  # shorter ones (企业, 合计) stand in anything


def of_the_rows_named(asked: Asked, ranked: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return the evidence, best first, without the rows beside those that are named.

    Things compared are often named otherwise than their rows: then all stay. A named row is as
    likely to answer as the likeliest of its table.
    """
    named = [one for one in ranked if _is_named(one, asked)]
    if not named or asked.intent.is_comparison or asked.intent.is_apiece:
        return ranked
    rows = {table_of(one): list[Evidence]() for one in named}
    kept: list[Evidence] = []
    for one in ranked:
        if _CELL in one.text and table_of(one) in rows:
            rows[table_of(one)].append(one)
        else:
            kept.append(one)
    for alike in rows.values():
        score = max(one.score for one in alike)
        probability = max(one.probability for one in alike)
        kept += [
            replace(one, score=score, probability=probability)
            for one in alike
            if _is_named(one, asked)
        ]
    return sorted(kept, key=lambda one: -one.score)


def rows_named(
    asked: Asked, picked: Sequence[Evidence], ranked: Sequence[Evidence]
) -> list[Evidence]:
    """Return the rows of one table that are named, where there are several and one was picked."""
    first = next((one for one in picked if _is_named(one, asked)), None)
    if first is None:
        return []
    named = [one for one in ranked if table_of(one) == table_of(first) and _is_named(one, asked)]
    return in_order(named) if len(named) > 1 else []


def without_lesser_rows(asked: Asked, picked: Sequence[Evidence]) -> list[Evidence]:
    """Return what is picked without rows that say less of what is asked than its first row does.

    Of a sheet's rows that are told as sentences each is of a matter of its own.
    """
    rows = [one for one in picked if told_cells(one.text)]
    if len(rows) < 2 or rows[0] is not picked[0] or asked.intent.is_comparison:
        return list(picked)
    whole, name = _said_by(asked, rows[0])
    document = rows[0].passage.chunk.document_id
    return [
        one
        for one in picked
        if one not in rows
        or one.passage.chunk.document_id != document
        or (_said_by(asked, one)[0] >= whole and _said_by(asked, one)[1] >= name)
    ]


def _said_by(asked: Asked, row: Evidence) -> tuple[float, float]:
    """How much of what is asked a row speaks of, and how much of it the row is named by."""
    own = [term for term in asked.terms if not term.is_background]
    cells = told_cells(row.text)
    name = next((cell for cell in cells if not cell.numbers_the_row), cells[0])
    return coverage(own, row.text.lower()), coverage(own, name.value.lower())


def _is_named(one: Evidence, asked: Asked) -> bool:
    if _CELL not in one.text:
        return False
    cells = [cell.strip() for cell in one.text.split(_CELL)]
    name = next((cell for cell in cells if not _NUMBER.fullmatch(cell)), "")
    name = _BRACKETED.sub("", name)
    focus = asked.focus.text if asked.focus is not None else ""
    return name == focus or (len(name) >= _MIN_NAME and name in _naming_text(asked))


def _naming_text(asked: Asked) -> str:
    """Where a follow-up names a thing itself (那献血呢), what was named before it is done with."""
    names_itself = any(term.is_telling for term in asked.terms)
    return asked.text if names_itself else asked.search_text
