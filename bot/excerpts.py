"""What of a sentence is told, so that it can be read alone.

Of a very long one the run of its clauses that speaks of what is asked; with one that goes on from
another (该区…, 其中…) the sentence before it.
"""

import re
from dataclasses import replace

from bot.evidence import Evidence
from bot.fitting import holds
from bot.terms import coverage
from bot.understanding import Asked
from corpus import split_clauses, split_units

# A sentence longer than this is told by the clauses that answer; those that speak of at least this
# share of what the best clause does are kept, with all between them.
_LONG_SENTENCE = 120
_TELLING_CLAUSE = 0.3
# Together with its antecedent a sentence is told up to this length.
_WITH_ANTECEDENT = 200
_POINTS_BACK = re.compile(
    r"\s*(?:该(?!院)|其(?!他|它|次|余|实)|此举|此项|上述|以上|这(?!样的企业)|并(?!联|购|网|轨|行)|从而|进而|因此|为此)"
)


def with_antecedent(item: Evidence) -> Evidence:
    """Return a sentence that points back with the one before it, on the same line."""
    if not _POINTS_BACK.match(item.text):
        return item
    text = item.passage.chunk.text
    before = [unit for unit in split_units(text) if unit.end <= item.start and not unit.heading]
    if not before or text[before[-1].end : item.start].strip(" ") or "\n" in item.text:
        return item
    start = before[-1].start
    return replace(item, start=start) if item.end - start <= _WITH_ANTECEDENT else item


def cut_to_the_point(asked: Asked, item: Evidence) -> Evidence:
    """Cut a very long sentence to the run of its clauses that speaks of what is asked."""
    if len(item.text) <= _LONG_SENTENCE or item.end == item.list_end:
        return item
    text = item.passage.chunk.text
    own = [term for term in asked.terms if not term.is_background]
    telling = [
        (start, end)
        for start, end in split_clauses(text, item.start, item.end)
        if coverage(own, text[start:end]) > 0
        or any(holds(want, text[start:end]) for want in asked.intent.wants)
    ]
    heaviest = max((coverage(own, text[start:end]) for start, end in telling), default=0)
    kept = [
        one for one in telling if coverage(own, text[slice(*one)]) >= _TELLING_CLAUSE * heaviest
    ]
    if not kept:
        return item
    return replace(item, start=kept[0][0], end=kept[-1][1])


def loses_the_date(asked: Asked, whole: Evidence, brief: Evidence) -> bool:
    """Return whether a date asked for stands in a sentence, apart from all that is asked of it.

    《…条例》施行后，…出台了“十四五”规划 does not say when it took effect.
    """
    if asked.intent.wants != ("date",):
        return False
    return holds("date", whole.text) and not holds("date", brief.text)
