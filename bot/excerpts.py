"""What of a very long sentence is told: the run of its clauses that speaks of what is asked."""

from collections.abc import Sequence
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
        or any(holds(want, text[start:end]) for want in asked.wanted)
    ]
    said = {one: coverage(own, text[slice(*one)]) for one in telling}
    heaviest = max(said.values(), default=0)
    kept = [one for one in telling if said[one] >= _TELLING_CLAUSE * heaviest]
    if not kept:
        return item
    fullest = max(kept, key=lambda one: said[one])
    kept += [
        one for want in asked.wanted if (one := _nearest(want, fullest, telling, text)) is not None
    ]
    return replace(item, start=min(kept)[0], end=max(end for _, end in kept))


def _nearest(
    want: str, fullest: tuple[int, int], clauses: Sequence[tuple[int, int]], text: str
) -> tuple[int, int] | None:
    """The clause that holds what is wanted, from the one that says most on, else before it."""
    holding = [one for one in clauses if holds(want, text[slice(*one)])]
    behind = [one for one in holding if one >= fullest]
    return behind[0] if behind else holding[-1] if holding else None
