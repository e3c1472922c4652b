"""Points to facts with citations: numbered in order of first use, each verified.

Fourth step of the question path: what cannot be cited is not told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.answer import Citation
from bot.citations import CitationMaker
from bot.conflicts import Sources
from bot.contracts import Fact
from bot.evidence import Evidence
from bot.orders import orders_the_assistant
from bot.selection import Point
from corpus import Agreement, Level, Validity, find_regions

# A local sentence repeats a national one where so much of the shorter of the two is in the other.
_REPEATS = 0.9


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

    def only(self, indexes: Sequence[int], citations: tuple[Citation, ...]) -> "Resolved":
        """Keep the sources of the citations at `indexes` (from 1), cited anew as `citations`."""
        sources = tuple(self.sources[index - 1] for index in indexes)
        return replace(self, citations=citations, sources=sources)


def resolve(
    points: Sequence[Point],
    maker: CitationMaker,
    *,
    sources: Sources | None = None,
    is_comparison: bool = False,
    names_place: bool = True,
) -> Resolved:
    """Cite each point's sources; a point whose own sentence cannot be cited is dropped.

    So is one that gives orders to the assistant.

    Points of several places are told with their place, and points that were asked to be compared
    with their issuer: a figure that differs elsewhere is never told as if it were the only one. Nor
    is what holds in one city or county, where the question names no place (`names_place`): a local
    rule that only repeats one of the nation, as `sources` tell, gives way to that.
    """
    facts: list[Fact] = []
    citations: list[Citation] = []
    cited: list[Evidence] = []
    name = _side_name(points, is_comparison=is_comparison, names_place=names_place)
    for point in points:
        if orders_the_assistant(point.evidence.text):
            continue
        indexes: list[int] = []
        for source in point.sources:
            if indexes and sources is not None and not names_place:
                source = _nationwide(source, sources, maker)
            citation = _cite(source, maker, index=len(citations) + 1)
            if citation is None and not indexes:
                break
            if citation is not None:
                indexes.append(citation.index)
                citations.append(citation)
                cited.append(source)
        if indexes:
            item = point.evidence
            facts.append(Fact(item.text, tuple(indexes), name(item), _origin(item)))
    return Resolved(tuple(facts), tuple(citations), tuple(cited))


def _nationwide(source: Evidence, sources: Sources, maker: CitationMaker) -> Evidence:
    """Return where the nation lays down what a local source repeats; else the source itself."""
    passage = source.passage
    if passage.metadata.level in (None, Level.NATIONAL):
        return source
    for parallel in sources.parallels_of(passage.chunk.id, source.start, source.end):
        if parallel.agreement is not Agreement.EQUAL or parallel.overlap < _REPEATS:
            continue
        document = sources.document(parallel.other.document_id)
        chunks = sources.chunks([parallel.other.chunk_id])
        if document is None or not chunks or document.metadata.level is not Level.NATIONAL:
            continue
        above = replace(
            source,
            passage=replace(passage, chunk=chunks[0], metadata=document.metadata),
            start=parallel.other.start,
            end=parallel.other.end,
        )
        found = _cite(above, maker, index=1)
        if found is not None and found.validity is not Validity.REPEALED:
            return above
    return source


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
