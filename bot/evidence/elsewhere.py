"""What other places lay down of the same: the points told of one place in, those of others out.

Third step of finding. Where no place is asked of, what one city pays is told as if it held
everywhere, unless what another city pays is told beside it. And where a place is asked of by name
and all that it said of the matter has run out, that is told as what it is.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.evidence.holding import holds
from bot.evidence.points import Point
from bot.evidence.sameness import figures_of, same_fact
from bot.evidence.scoring import Evidence
from bot.understanding.jurisdiction import Place, Standing, standing
from bot.understanding.understood import Asked
from corpus import Level, region_named

# What a place gives, takes or allows; what it has reached is a fact of its own.
_LAID_DOWN = frozenset({"amount", "entitlement", "percentage", "fee", "duration"})
_AS_MUCH = 0.9  # of the question that is told elsewhere, against what is told
_MOST = 2
# 80至89周岁…, 90至99周岁…: who parts the same cases lays down the same thing.
_SAME_CASES = 2
_UNSURE_LEAST = 0.1


def expired(points: Sequence[Point], today: date) -> list[Point]:
    """Return the points whose document ran out and is not known to be ended by another."""
    return [point for point in points if point.evidence.passage.metadata.has_expired_on(today)]


def of_place(points: Sequence[Point], place: Place) -> list[Point]:
    """Return the points that a place's own documents tell."""
    return [
        point
        for point in points
        if standing(place, point.evidence.passage.metadata, point.evidence.text) is Standing.OWN
    ]


def counterparts(
    asked: Asked, points: Sequence[Point], near: Iterable[Evidence], *, least: float
) -> list[Point]:
    """Return what other cities or counties lay down of the same, the likeliest of each.

    None where places are told apart already, or where the answer does not hang on the place.

    Args:
        asked: the thing asked; of a named place nothing is added.
        points: what is told of it.
        near: further evidence.
        least: the chance from which a sentence would begin an answer of its own.
    """
    homes = {_home(point.evidence) for point in points}
    if not asked.place.is_anywhere or len(homes) != 1 or None in homes:
        return []
    if not _LAID_DOWN.intersection(asked.intent.wants):
        return []
    found: dict[str, Evidence] = {}
    for item in sorted(near, key=lambda one: -one.probability):
        home = _home(item)
        if home is None or home in homes or home in found:
            continue
        if _is_another(asked, item, points) and _is_of_the_same(item, points, least):
            found[home] = item
    return [Point(item) for item in found.values()][:_MOST]


def _home(item: Evidence) -> str | None:
    """The city or county that a sentence is of; None where it holds for more, or for nobody."""
    metadata = item.passage.metadata
    region = region_named(metadata.region) if metadata.region is not None else None
    is_local = region is not None and region.level in (Level.CITY, Level.COUNTY)
    return metadata.region if is_local else None


def _is_another(asked: Asked, item: Evidence, points: Sequence[Point]) -> bool:
    """Whether a sentence may answer by a figure that is not told already."""
    if not item.can_answer or any(same_fact(item, point.evidence) for point in points):
        return False
    return all(holds(want, item.stated) for want in asked.intent.wants)


def _is_of_the_same(item: Evidence, points: Sequence[Point], least: float) -> bool:
    most = max(point.evidence.features.with_context for point in points)
    if item.probability >= least:
        return item.features.with_context >= _AS_MUCH * most
    return item.probability >= _UNSURE_LEAST and any(
        len(figures_of(item.text) & figures_of(point.evidence.text)) >= _SAME_CASES
        for point in points
    )
