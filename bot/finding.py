"""Find the points that answer each thing asked: retrieve, weigh place and evidence, choose.

Third step of the question path. What is found but does not answer is kept as `nearest`, to be
offered apart from the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence import Evidence, Similarities, Weights, select_evidence
from bot.jurisdiction import Place, Standing, standing
from bot.period import speaks_of
from bot.selection import Chooser, Point, same_fact
from bot.understanding import Asked, Understood
from retrieval import Passage, Retriever, Scope

PASSAGES = 20
_PLACE_PASSAGES = 10
_NEAREST = 12
# Asked of a place, these are facts about that place: a higher level's figure is another fact.
_OF_THE_PLACE = frozenset(
    {"amount", "count", "percentage", "figure", "rank", "score", "phone", "address"}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one thing asked.

    No points: nothing answers it. `missing_places` are places asked about of which nothing is told
    although something is told of others. `nearest` is the best evidence, whether it answers or not.
    """

    asked: Asked
    points: tuple[Point, ...]
    nearest: tuple[Evidence, ...]
    missing_places: tuple[str, ...] = ()
    is_from_above: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether all of it is answered."""
        return bool(self.points) and not self.missing_places


class Finder:
    """Finds the points that answer."""

    def __init__(
        self, retriever: Retriever, *, similarities: Similarities, weights: Weights
    ) -> None:
        self._retriever = retriever
        self._similarities = similarities
        self._weights = weights

    def find(self, understood: Understood) -> list[Finding]:
        """Return one finding for each thing asked, in order; a fact is told only once."""
        chooser = Chooser(self._weights)
        return [
            _judge(asked, ranked, understood, chooser)
            for asked, ranked in zip(understood.asked, self.candidates(understood), strict=True)
        ]

    def candidates(self, understood: Understood) -> list[list[Evidence]]:
        """Return, for each thing asked, every sentence found with its features, best first."""
        shared = self._passages(understood.text, understood.place)
        ranked: list[list[Evidence]] = []
        for asked in understood.asked:
            passages = shared
            if len(understood.asked) > 1:
                passages = _merged(shared, self._passages(asked.search_text, understood.place))
            ranked.append(
                select_evidence(
                    asked.terms,
                    asked.intent,
                    understood.matter,
                    passages,
                    weights=self._weights,
                    similarities=self._similarities,
                )
            )
        return ranked

    def _passages(self, text: str, place: Place) -> list[Passage]:
        found = self._retriever.retrieve(text, k=PASSAGES)
        for region in place.regions:
            scope = Scope(region=region.name)
            found = _merged(found, self._retriever.retrieve(text, k=_PLACE_PASSAGES, scope=scope))
        return found


def admissible(
    asked: Asked, ranked: Sequence[Evidence], place: Place, years: frozenset[int]
) -> tuple[list[Evidence], list[Evidence]]:
    """Keep the evidence that speaks of the place and the years asked about.

    Returns:
        What the place's own sources say, and what a higher level lays down for it; the second is
        empty where a fact about the place itself is asked.
    """
    own: list[Evidence] = []
    above: list[Evidence] = []
    about_the_place = bool(_OF_THE_PLACE & set(asked.intent.wants))
    for item in ranked:
        metadata = item.passage.metadata
        if not speaks_of(item.text, years, metadata.published):
            continue
        stands = standing(place, metadata, item.text)
        if stands is Standing.OWN:
            own.append(item)
        elif stands is Standing.ABOVE and not about_the_place:
            above.append(item)
    return own, above


def _judge(
    asked: Asked, ranked: Sequence[Evidence], understood: Understood, chooser: Chooser
) -> Finding:
    """Choose points for one thing asked, for each place that it is asked of."""
    points: list[Point] = []
    near: list[Evidence] = []
    missing: list[str] = []
    is_from_above = False
    for place in understood.place.each():
        own, above = admissible(asked, ranked, place, understood.years)
        chosen = chooser.choose(asked, own)
        if not chosen and above:
            chosen = chooser.choose(asked, above)
            is_from_above = is_from_above or bool(chosen)
        if not chosen:
            missing.append(place.names)
        points += [point for point in chosen if point not in points]
        near += own or above
    return Finding(
        asked,
        tuple(points),
        _distinct(near or ranked),
        missing_places=tuple(missing) if points else (),
        is_from_above=is_from_above,
    )


def _merged(first: Sequence[Passage], second: Sequence[Passage]) -> list[Passage]:
    seen = {passage.chunk.id for passage in first}
    return [*first, *(passage for passage in second if passage.chunk.id not in seen)]


def _distinct(ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    kept: list[Evidence] = []
    for item in ranked:
        if not any(same_fact(item, other) for other in kept):
            kept.append(item)
        if len(kept) == _NEAREST:
            break
    return tuple(kept)
