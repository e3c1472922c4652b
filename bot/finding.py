"""Find the points that answer each thing asked: retrieve, weigh place and evidence, choose.

Third step of the question path. What is found but does not answer is kept as `nearest`, to be
offered apart from the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence import Evidence, Weights, select_evidence
from bot.jurisdiction import Place, Standing, standing
from bot.period import speaks_of
from bot.selection import MAX_CHARS, MAX_POINTS, Point, choose_points, same_fact
from bot.understanding import Asked, Understood
from retrieval import Passage, Retriever, Scope

PASSAGES = 20
_PLACE_PASSAGES = 10
# Asked of a place, these are facts about that place: a higher level's figure is another fact.
_OF_THE_PLACE = frozenset(
    {"amount", "count", "percentage", "figure", "rank", "score", "phone", "address"}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one thing asked; no points: nothing answers it."""

    asked: Asked
    points: tuple[Point, ...]
    nearest: tuple[Evidence, ...]
    is_from_above: bool = False


class Finder:
    """Finds the points that answer."""

    def __init__(self, retriever: Retriever, *, weights: Weights) -> None:
        self._retriever = retriever
        self._weights = weights

    def find(self, understood: Understood) -> list[Finding]:
        """Return one finding for each thing asked, in order; a fact is told only once."""
        findings: list[Finding] = []
        told: list[Point] = []
        candidates = self.candidates(understood)
        for asked, ranked in zip(understood.asked, candidates, strict=True):
            finding = self._judge(asked, ranked, understood, told)
            findings.append(finding)
            told += [point for point in finding.points if point not in told]
        return findings

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
                    similarities=self._retriever.similarities,
                )
            )
        return ranked

    def _passages(self, text: str, place: Place) -> list[Passage]:
        found = self._retriever.retrieve(text, k=PASSAGES)
        for region in place.regions:
            scope = Scope(region=region.name)
            found = _merged(found, self._retriever.retrieve(text, k=_PLACE_PASSAGES, scope=scope))
        return found

    def _judge(
        self,
        asked: Asked,
        ranked: Sequence[Evidence],
        understood: Understood,
        told: Sequence[Point],
    ) -> Finding:
        own, above = admissible(asked, ranked, understood)
        points = self._choose(asked, own, told)
        from_above = False
        if not points:
            points = self._choose(asked, above, told)
            from_above = bool(points)
        return Finding(asked, tuple(points), _distinct(ranked), is_from_above=from_above)

    def _choose(
        self, asked: Asked, ranked: Sequence[Evidence], told: Sequence[Point]
    ) -> list[Point]:
        """Choose points; a fact told already for another thing asked answers this one as well."""
        points = choose_points(
            ranked,
            asked.terms,
            asked.intent,
            weights=self._weights,
            room=max(1, MAX_POINTS - len(told)),
            max_chars=MAX_CHARS - sum(len(point.evidence.text) for point in told),
        )
        return [
            next((old for old in told if same_fact(old.evidence, point.evidence)), point)
            for point in points
        ]


def admissible(
    asked: Asked, ranked: Sequence[Evidence], understood: Understood
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
        if not speaks_of(item.text, understood.years, metadata.published):
            continue
        stands = standing(understood.place, metadata, item.text)
        if stands is Standing.OWN:
            own.append(item)
        elif stands is Standing.ABOVE and not about_the_place:
            above.append(item)
    return own, above


def _merged(first: Sequence[Passage], second: Sequence[Passage]) -> list[Passage]:
    seen = {passage.chunk.id for passage in first}
    return [*first, *(passage for passage in second if passage.chunk.id not in seen)]


def _distinct(ranked: Sequence[Evidence], *, k: int = 3) -> tuple[Evidence, ...]:
    kept: list[Evidence] = []
    for item in ranked:
        if not any(same_fact(item, other) for other in kept):
            kept.append(item)
        if len(kept) == k:
            break
    return tuple(kept)
