"""Points to facts with citations: numbered in order of first use, each verified.

Fourth step of the question path: what cannot be cited is not told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Citation
from bot.citations import CitationMaker
from bot.contracts import Fact
from bot.evidence import Evidence
from bot.selection import Point


@dataclass(frozen=True, slots=True)
class Resolved:
    """Facts ready to be written. `quotes[i]` is the clean text of citation i + 1."""

    facts: tuple[Fact, ...]
    citations: tuple[Citation, ...]
    quotes: tuple[str, ...]


def resolve(points: Sequence[Point], maker: CitationMaker) -> Resolved:
    """Cite each point's sources; a point whose own sentence cannot be cited is dropped."""
    facts: list[Fact] = []
    citations: list[Citation] = []
    quotes: list[str] = []
    places = {point.evidence.passage.metadata.region for point in points}
    for point in points:
        indexes: list[int] = []
        for source in point.sources:
            citation = _cite(source, maker, index=len(citations) + 1)
            if citation is None and not indexes:
                break
            if citation is not None:
                indexes.append(citation.index)
                citations.append(citation)
                quotes.append(source.text)
        if indexes:
            item = point.evidence
            place = item.passage.metadata.region if len(places) > 1 else None
            facts.append(Fact(item.text, item.lead, tuple(indexes), place))
    return Resolved(tuple(facts), tuple(citations), tuple(quotes))


def related(nearest: Sequence[Evidence], maker: CitationMaker) -> tuple[Citation, ...]:
    """Cite what is nearest when nothing answers, numbered on its own."""
    found: list[Citation] = []
    for item in nearest:
        citation = _cite(item, maker, index=len(found) + 1)
        if citation is not None:
            found.append(citation)
    return tuple(found)


def _cite(item: Evidence, maker: CitationMaker, *, index: int) -> Citation | None:
    return maker.cite(item.passage, item.start, item.end, index=index)
