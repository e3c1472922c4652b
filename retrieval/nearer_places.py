"""Passages of the places asked of before others: scored passages in, their new order out; pure."""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.passage import Passage
from retrieval.places import region_path

# A question that names a place is seldom met by a document of another one; it is not excluded,
# for the place may be named in passing.
ELSEWHERE_FACTOR = 0.7


def nearer_first(passages: Sequence[Passage], asked: Sequence[str]) -> list[Passage]:
    """Return passages in order, those of other places behind what is as good.

    Args:
        passages: with scores above 0.
        asked: names of regions that the question is of.
    """
    found = [
        replace(each, score=each.score * _place_factor(asked, each.metadata.region))
        for each in passages
    ]
    return sorted(found, key=lambda passage: (-passage.score, passage.chunk.id))


def _place_factor(asked: Sequence[str], region: str | None) -> float:
    """Return 1.0 for a document of a place asked about, above or below it, less for elsewhere."""
    if region is None:
        return 1.0
    path = region_path(region)
    is_related = any(region in region_path(place) or place in path for place in asked)
    return 1.0 if is_related else ELSEWHERE_FACTOR
