"""A point of an answer: the sentence that it is told by, and where else the same stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence import Evidence
from bot.excerpts import cut_to_the_point, with_antecedent, with_contact
from bot.sameness import figures_of, same_fact
from bot.understanding import Asked

MAX_SOURCES = 3


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
    same = next((point for point in told if same_fact(point.evidence, item)), None)
    if same is not None:
        return same
    brief = with_contact(with_antecedent(cut_to_the_point(asked, item)))
    return Point(brief, _elsewhere(brief, ranked))


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
