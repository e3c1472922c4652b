"""A point of an answer: the sentence that it is told by, and where else the same stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.evidence.excerpts import (
    cut_to_the_point,
    with_antecedent,
    with_contact,
    with_lead,
    with_proviso,
    with_respective,
)
from bot.evidence.listing import covers
from bot.evidence.row_cells import with_cells_asked
from bot.evidence.sameness import figures_of, same_fact
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked

MAX_SOURCES = 3
_MAX_REACH = 300  # characters of one sentence that tells several things


@dataclass(frozen=True, slots=True)
class Point:
    """One fact: the sentence it is told by, and where else it stands.

    `side` is the one of two things compared that it tells of; `is_head` says that it introduces
    the points behind it, `is_beside` that it tells of the thing asked of and not what was asked.
    """

    evidence: Evidence
    others: tuple[Evidence, ...] = ()
    side: str = ""
    is_head: bool = False
    is_beside: bool = False

    @property
    def sources(self) -> tuple[Evidence, ...]:
        """Everything that states this fact, the sentence told first."""
        return (self.evidence, *self.others)


def point_of(
    asked: Asked, item: Evidence, ranked: Sequence[Evidence], *, told: Sequence[Point]
) -> Point:
    """Return the point of a sentence; the one already told, where it states the same."""
    whole = with_cells_asked(asked, item)
    if whole is item and not asked.intent.is_list:
        whole = with_lead(item)
    brief = whole if whole is not item else with_respective(cut_to_the_point(asked, item))
    brief = with_proviso(with_contact(with_antecedent(brief)))
    same = next((point for point in told if same_fact(point.evidence, item)), None)
    if same is None:
        return Point(brief, _elsewhere(brief, ranked))
    return _reaching(each_widest([same], told)[0], brief, ranked)


def each_widest(points: Sequence[Point], others: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points, each as the one of the others that tells all of it and most; each once."""
    kept: list[Point] = []
    for point in points:
        around = [
            one for one in others if one.side == point.side and covers(one.evidence, point.evidence)
        ]
        whole = max(around, key=lambda one: _width(one.evidence), default=point)
        if whole not in kept:
            kept.append(whole)
    return tuple(kept)


def _width(item: Evidence) -> tuple[int, int]:
    return item.end - item.start, len(item.told)


def _reaching(told: Point, brief: Evidence, ranked: Sequence[Evidence]) -> Point:
    """A point told already, reaching as far as what answers the next thing asked by it.

    共减轻负担8182.84万元，惠及3.93万家: asked how much and then how many, it is told to its end.
    """
    ours = told.evidence
    start, end = min(ours.start, brief.start), max(ours.end, brief.end)
    is_one = ours.passage.chunk.id == brief.passage.chunk.id and end - start <= _MAX_REACH
    if is_one and (ours.start, ours.end) == (brief.start, brief.end) and ours.cells:
        both = tuple(sorted({*ours.cells, *brief.cells})) if brief.cells else ()
        return replace(told, evidence=replace(ours, cells=both))
    if not is_one or (start, end) == (ours.start, ours.end):
        return told
    whole = replace(ours, start=start, end=end)
    return replace(told, evidence=whole, others=_elsewhere(whole, ranked))


def _elsewhere(item: Evidence, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Other places that state all that the item states: a citation must hold the whole sentence."""
    ours = figures_of(item.text)
    found = [
        other
        for other in ranked
        if other.passage.chunk.id != item.passage.chunk.id
        and ours <= figures_of(other.text)
        and same_fact(item, other)
    ]
    return tuple(found[: MAX_SOURCES - 1])
