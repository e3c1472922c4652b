"""Points to facts with citations: numbered in order of first use, each verified.

Fourth step of the question path: what cannot be cited is not told.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.answer import Citation
from bot.answering.citations import CitationMaker
from bot.answering.conflicts import Sources
from bot.answering.forms import Formed
from bot.contracts import Fact
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from bot.grounding.orders import orders_the_assistant
from corpus import Agreement, Level, Validity, find_figures, find_regions

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
    told: Sequence[Formed],
    maker: CitationMaker,
    *,
    sources: Sources | None = None,
    is_comparison: bool = False,
    names_place: bool = True,
    names_locality: bool = True,
) -> Resolved:
    """Cite each point's sources; a point whose own sentence cannot be cited is dropped.

    So is one that gives orders to the assistant.

    Points of several places are told with their place, and points that were asked to be compared
    with their issuer: a figure that differs elsewhere is never told as if it were the only one. Nor
    is what holds in one city or county, where the question names none (`names_locality`: 河南哪个市
    does not). Where it names no place at all (`names_place`), a local rule that only repeats one of
    the nation, as `sources` tell, gives way to that.
    """
    found = _Cited(maker)
    told = [one for one in told if not orders_the_assistant(one.point.evidence.text)]
    points = [one.point for one in told]
    side = _side_name(points, is_comparison=is_comparison, names_locality=names_locality)
    tells_issuer = len(told) == 1 or len({_issuer(point.evidence) for point in points}) > 1
    facts: list[Fact] = []
    for one in told:
        others = one.point.others
        if sources is not None and not names_place:
            others = tuple(_nationwide(other, sources, maker) for other in others)
        cited = _cite_point(one, others, found, sources)
        if cited is None:
            continue
        name = _named(side(one.point.evidence), one, is_comparison=is_comparison)
        fact = _fact(one, name, tells_issuer=tells_issuer, is_dated=cited.is_dated)
        if len(told) == 1:  # what holds in one place is settled for that place, which is named
            fact = replace(fact, lead=one.form.part or one.form.lead)
        facts.append(replace(fact, columns=cited.columns, citations=cited.indexes))
    return Resolved(tuple(facts), tuple(found.citations), tuple(found.sources))


@dataclass(frozen=True, slots=True)
class _CitedPoint:
    """The citations of a point: of itself, of its table's header, of the day that it holds on."""

    indexes: tuple[int, ...]
    columns: str
    is_dated: bool


def _cite_point(
    one: Formed, others: Sequence[Evidence], found: "_Cited", sources: Sources | None
) -> _CitedPoint | None:
    """Cite a point with all that has to be checked of it; None where it cannot be."""
    indexes = found.cite_all((one.point.evidence, *others))
    if not indexes:
        return None
    header = _header(one.point.evidence, sources)
    heads = found.cite_all([header]) if header else []
    columns = _columns(one.point.evidence)
    if find_figures(columns) and not heads:
        return None  # 123，120: whose years nobody can check
    dated = found.cite_all([one.form.dated]) if one.form.dated else []
    return _CitedPoint((*indexes, *heads, *dated), columns, bool(dated))


def _fact(one: Formed, side: str | None, *, tells_issuer: bool, is_dated: bool) -> Fact:
    """Return a fact still to be cited; its side, where there is one, says whose it is."""
    item, form = one.point.evidence, one.form
    issuer = _issuer(item) if form.names_issuer and tells_issuer and side is None else None
    tail = "，".join(word for word in (issuer, form.as_of if is_dated else None) if word)
    lead = form.part or (form.lead if side is None else "")
    return Fact(item.told, (), side, _origin(item), lead=lead, tail=tail, is_head=form.is_head)


def _named(side: str | None, one: Formed, *, is_comparison: bool) -> str | None:
    """The side of a point with the thing and the version of the law that it is told of."""
    more = [word for word in (one.form.side, one.form.edition) if word]
    if not more:
        return side
    region = one.point.evidence.passage.metadata.region
    place = side if side == region or not is_comparison else None
    return " ".join([*([place] if place else []), *more])


class _Cited:
    """The citations made so far, numbered from 1, each with the evidence that it cites."""

    def __init__(self, maker: CitationMaker) -> None:
        self._maker = maker
        self.citations: list[Citation] = []
        self.sources: list[Evidence] = []

    def cite_all(self, sources: Sequence[Evidence]) -> list[int]:
        """Cite what can be cited and return the numbers; none if the first cannot."""
        indexes: list[int] = []
        for source in sources:
            citation = _cite(source, self._maker, index=len(self.citations) + 1)
            if citation is None and not indexes:
                break
            if citation is not None:
                indexes.append(citation.index)
                self.citations.append(citation)
                self.sources.append(source)
        return indexes


def _columns(item: Evidence) -> str:
    """The names of the columns of a table's row; empty for another sentence."""
    return (item.passage.chunk.context or "") if "\t" in item.text else ""


def _header(item: Evidence, sources: Sources | None) -> Evidence | None:
    """The header of a row's table where it holds figures (2023年), as these are told with it.

    Long tables fill several chunks: it stands in the row's own or in one before it.
    """
    names = _columns(item).split("，")
    if not find_figures("，".join(names)):
        return None
    here = item.passage.chunk
    before = sources.chunks_of(here.document_id) if sources is not None else []
    before = [one for one in before if one.ordinal < here.ordinal and one.section == here.section]
    for chunk in (here, *reversed(before)):
        for line in re.finditer(r"[^\n]+", chunk.text):
            if set(names) <= set(line[0].split("\t")):
                passage = replace(item.passage, chunk=chunk)
                return replace(item, passage=passage, start=line.start(), end=line.end())
    return None


def _issuer(item: Evidence) -> str | None:
    """Who says a sentence, unless the sentence names it, with its place or without."""
    metadata = item.passage.metadata
    issuer = item.passage.chunk.issuer or metadata.issuer
    if issuer is None or issuer in item.text:
        return None
    short = issuer.removeprefix(metadata.region or "")
    return None if len(short) > 2 and short in item.text else issuer


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
    points: Sequence[Point], *, is_comparison: bool, names_locality: bool
) -> Callable[[Evidence], str | None]:
    regions = {point.evidence.passage.metadata.region for point in points}
    if len(regions) > 1:
        return lambda item: item.passage.metadata.region
    if is_comparison:
        return lambda item: item.passage.chunk.issuer or item.passage.metadata.issuer
    return _one_place if not names_locality else lambda _: None


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
