"""The case that the asker states: evidence in, what is laid down for that very case first.

Of rows alike but for their numbers (个人缴费1000，政府补贴110) the one with the number asked is it.

85岁 is told by 80—89周岁, 32岁 by 年满30周岁: a tier seldom repeats what its heading says it is of,
and is less near to the question than what speaks of the matter at large.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.scoring import Evidence
from bot.understanding.bounds import bounds, keeps_to
from bot.understanding.terms import Term, coverage
from bot.understanding.understood import Asked

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# A tier speaks, with what stands above it, of about as much of the question as the best does.
_GAP = 0.1


def of_the_case_stated(asked: Asked, ranked: Sequence[Evidence]) -> Sequence[Evidence]:
    """Return what is laid down for the case stated, as likely as the likeliest.

    Without such, or where neither a figure nor a yes or no is asked for, all else stays; what comes
    first and is of that case itself stays first, however little else of the question it repeats.
    """
    own = [term for term in asked.terms if not term.is_background]
    stated = [term for term in own if term.is_number]
    if not asked.intent.is_comparison:
        ranked = _without_rows_of_other_numbers(stated, ranked)
    able = [one for one in ranked if one.can_answer]
    if not stated or not able or asked.intent.is_comparison:
        return ranked
    names = [one for one in own if one.is_name and not _is_said_of(one, stated, asked.text)]
    spoken = [coverage(names, _around(one)) for one in able]
    is_settled_by = bounds if asked.intent.is_plain_yes_no else keeps_to
    cases = [
        one
        for one, share in zip(able, spoken, strict=True)
        if share >= max(spoken) - _GAP
        and any(is_settled_by(term.text, one.text) for term in stated)
    ]
    is_first_of_it = any(is_settled_by(term.text, able[0].text) for term in stated)
    if not cases or (is_first_of_it and able[0] not in cases):
        return ranked
    score, probability = max(one.score for one in able), max(one.probability for one in able)
    first = [replace(one, score=score, probability=probability) for one in cases]
    if asked.intent.wants or asked.intent.is_plain_yes_no:
        return first
    return [*first, *(one for one in ranked if one not in cases)]


def _without_rows_of_other_numbers(
    stated: Sequence[Term], ranked: Sequence[Evidence]
) -> Sequence[Evidence]:
    """Leave out what differs by its numbers alone from a row that has the number stated."""
    asked = {number for term in stated for number in _numbers(term.text)}
    rows = {_shape(one) for one in ranked if asked & _numbers(one.text)}
    return [one for one in ranked if asked & _numbers(one.text) or _shape(one) not in rows]


def _numbers(text: str) -> set[str]:
    return {found.replace(",", "") for found in _DIGITS.findall(text)}


def _shape(one: Evidence) -> tuple[str, str]:
    """The document and what a sentence says without its numbers."""
    return one.passage.chunk.document_id, _DIGITS.sub("", one.text)


def _is_said_of(name: Term, stated: Sequence[Term], question: str) -> bool:
    """Whether a name says whose the number is, as tiers do not: 85岁老人."""
    return any(
        f"{number.text}{link}{name.text}" in question for number in stated for link in ("", "的")
    )


def _around(one: Evidence) -> str:
    chunk = one.passage.chunk
    above = (one.passage.metadata.title, *chunk.section, chunk.context or "")
    return f"{' '.join(above)} {one.stated}".lower()
