"""Scored evidence to the points of an answer: few, different, each with all its sources.

Sentences that state one fact in several places become one point with several citations. A further
point is added only if it tells something that was asked and not yet told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.evidence import Evidence, Weights
from bot.intent import Intent
from bot.terms import Term
from corpus import find_figures

MAX_POINTS = 5
MAX_CHARS = 400
MAX_SOURCES = 3
# Two sentences with the same figures, or hardly any, are one fact from these overlaps on.
_SAME_WITH_FIGURES = 0.35
_SAME_WITHOUT_FIGURES = 0.6
# A further point must speak of at least this share of the question that is not told yet.
_NEWS = 0.12


@dataclass(frozen=True, slots=True)
class Point:
    """One fact: the sentence it is told by, and where else it stands."""

    evidence: Evidence
    others: tuple[Evidence, ...] = ()

    @property
    def sources(self) -> tuple[Evidence, ...]:
        """Everything that states this fact, the sentence told first."""
        return (self.evidence, *self.others)


def choose_points(
    ranked: Sequence[Evidence],
    terms: Sequence[Term],
    intent: Intent,
    *,
    weights: Weights,
    room: int = MAX_POINTS,
    max_chars: int = MAX_CHARS,
) -> list[Point]:
    """Choose the points for one thing asked; none if nothing passes the threshold.

    Args:
        ranked: evidence, best first.
        terms: the terms of what is asked.
        intent: its form; lists, comparisons and how-to questions take more points.
        weights: holds the two thresholds.
        room: how many points the answer still has room for.
        max_chars: how many characters.
    """
    if not ranked or ranked[0].probability < weights.answer_threshold:
        return []
    chosen: list[Evidence] = []
    used = 0
    for item in ranked:
        if item.probability < weights.add_threshold and chosen:
            break
        if any(same_fact(item, other) for other in chosen):
            continue
        if chosen and (
            used + len(item.text) > max_chars or not _tells_news(item, chosen, terms, intent)
        ):
            continue
        chosen.append(item)
        used += len(item.text)
        if len(chosen) == room:
            break
    return [Point(item, _elsewhere(item, ranked)) for item in chosen]


def same_fact(a: Evidence, b: Evidence) -> bool:
    """Return whether two sentences state the same thing."""
    if a.passage.chunk.id == b.passage.chunk.id and a.start == b.start:
        return True
    shared = _overlap(a.text, b.text)
    ours, theirs = _figures(a.text), _figures(b.text)
    if ours and theirs:
        smaller = min(len(ours), len(theirs))
        return len(ours & theirs) == smaller and shared >= _SAME_WITH_FIGURES
    return not ours and not theirs and shared >= _SAME_WITHOUT_FIGURES


def _elsewhere(item: Evidence, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Other places that state all that the item states: a citation must hold the whole sentence."""
    ours = _figures(item.text)
    found = [
        other
        for other in ranked
        if other.passage.chunk.id != item.passage.chunk.id
        and same_fact(item, other)
        and ours <= _figures(other.text)
    ]
    return tuple(found[: MAX_SOURCES - 1])


def _tells_news(
    item: Evidence, chosen: Sequence[Evidence], terms: Sequence[Term], intent: Intent
) -> bool:
    if intent.is_list or intent.is_how_to or intent.is_comparison:
        return True
    told = " ".join(other.text for other in chosen)
    total = sum(term.weight for term in terms) or 1.0
    news = sum(term.weight * max(0.0, term.met_by(item.text) - term.met_by(told)) for term in terms)
    return news / total >= _NEWS


@lru_cache(4096)
def _figures(text: str) -> frozenset[str]:
    return frozenset(f"{figure.kind}:{figure.canonical}" for figure in find_figures(text))


def _overlap(a: str, b: str) -> float:
    """Shared character pairs over those of the shorter text, in [0, 1]."""
    ours = {a[i : i + 2] for i in range(len(a) - 1)}
    theirs = {b[i : i + 2] for i in range(len(b) - 1)}
    smaller = min(len(ours), len(theirs))
    return len(ours & theirs) / smaller if smaller else 0.0
