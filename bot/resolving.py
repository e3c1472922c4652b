"""Points to facts with citations: numbered in order of first use, each verified.

Fourth step of the question path: what cannot be cited is not told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer import Citation
from bot.citations import CitationMaker
from bot.contracts import Fact
from bot.evidence import Evidence
from bot.orders import orders_the_assistant
from bot.selection import Point
from corpus import Level, find_regions


@dataclass(frozen=True, slots=True)
class Resolved:
    """Facts ready to be written. `sources[i]` is the evidence of citation i + 1."""

    facts: tuple[Fact, ...]
    citations: tuple[Citation, ...]
    sources: tuple[Evidence, ...]

    @property
    def quotes(self) -> tuple[str, ...]:
        """The clean text of each citation."""
        return tuple(source.text for source in self.sources)


def resolve(
    points: Sequence[Point],
    maker: CitationMaker,
    *,
    is_comparison: bool = False,
    names_place: bool = True,
) -> Resolved:
    """Cite each point's sources; a point whose own sentence cannot be cited is dropped.

    So is one that gives orders to the assistant.

    Points of several places are told with their place, and points that were asked to be compared
    with their issuer: a figure that differs elsewhere is never told as if it were the only one. Nor
    is what holds in one city or county, where the question names no place (`names_place`).
    """
    facts: list[Fact] = []
    citations: list[Citation] = []
    sources: list[Evidence] = []
    name = _side_name(points, is_comparison=is_comparison, names_place=names_place)
    for point in points:
        if orders_the_assistant(point.evidence.text):
            continue
        indexes: list[int] = []
        for source in point.sources:
            citation = _cite(source, maker, index=len(citations) + 1)
            if citation is None and not indexes:
                break
            if citation is not None:
                indexes.append(citation.index)
                citations.append(citation)
                sources.append(source)
        if indexes:
            item = point.evidence
            facts.append(Fact(item.text, tuple(indexes), name(item), _origin(item)))
    return Resolved(tuple(facts), tuple(citations), tuple(sources))


def _side_name(
    points: Sequence[Point], *, is_comparison: bool, names_place: bool
) -> Callable[[Evidence], str | None]:
    regions = {point.evidence.passage.metadata.region for point in points}
    if len(regions) > 1:
        return lambda item: item.passage.metadata.region
    if is_comparison:
        return lambda item: item.passage.chunk.issuer or item.passage.metadata.issuer
    return _one_place if not names_place else lambda _: None


def _one_place(item: Evidence) -> str | None:
    """The city or county that a sentence is of, unless it names it: it holds there alone."""
    metadata = item.passage.metadata
    is_local = metadata.level in (Level.CITY, Level.COUNTY)
    told = {mention.region.name for mention in find_regions(item.text)}
    return metadata.region if is_local and metadata.region not in told else None


def _origin(item: Evidence) -> str:
    """The place and the issuer of a sentence, each where it is known."""
    metadata = item.passage.metadata
    named = (metadata.region, item.passage.chunk.issuer or metadata.issuer)
    return " ".join(dict.fromkeys(name for name in named if name))


def related(nearest: Sequence[Evidence], maker: CitationMaker) -> tuple[Citation, ...]:
    """Cite what is nearest when nothing answers, numbered on its own."""
    found: list[Citation] = []
    for item in nearest:
        citation = _cite(item, maker, index=len(found) + 1)
        if citation is not None and not orders_the_assistant(item.text):
            found.append(citation)
    return tuple(found)


def _cite(item: Evidence, maker: CitationMaker, *, index: int) -> Citation | None:
    return maker.cite(item.passage, item.start, item.end, index=index)
