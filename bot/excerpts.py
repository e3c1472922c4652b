"""What of a very long sentence is told: the run of its clauses that speaks of what is asked."""

from dataclasses import replace

from bot.evidence import Evidence
from bot.fitting import holds
from bot.terms import coverage
from bot.understanding import Asked
from corpus import split_clauses

# A sentence longer than this is told by the clauses that answer; those that speak of at least this
# share of what the best clause does are kept, with all between them.
_LONG_SENTENCE = 120
_TELLING_CLAUSE = 0.3


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
