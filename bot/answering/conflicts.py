"""Cited sentences that another source contradicts: citations in, both sides of a conflict out.

The links were made at ingest; what is judged here is whether two differing figures are rivals: of
one place and one time, and not of one text, whose articles may each set a figure of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.evidence.scoring import Evidence
from corpus import (
    Agreement,
    AsOf,
    Chunk,
    Document,
    Figure,
    Metadata,
    Parallel,
    SourceDefect,
    as_of,
    compare,
    mask,
)


class Sources(Protocol):
    """What the store knows of cited sentences."""

    def document(self, document_id: str) -> Document | None:
        """Return a whole document."""
        ...

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        """Return chunks by their ids."""
        ...

    def chunks_of(self, document_id: str) -> list[Chunk]:
        """Return all chunks of a document, in order."""
        ...

    def parallels_of(self, chunk_id: str, start: int, end: int) -> list[Parallel]:
        """Return where else is stated what a clean range of a chunk states."""
        ...

    def defects_of(self, document_id: str, start: int, end: int) -> list[SourceDefect]:
        """Return the defects that a span of a document's source text covers."""
        ...


@dataclass(frozen=True, slots=True)
class Side:
    """One source of a conflict: where it says what."""

    chunk: Chunk
    metadata: Metadata
    start: int
    end: int
    figure: str

    @property
    def issuer(self) -> str:
        """Who says so."""
        return self.chunk.issuer or self.metadata.issuer or f"《{self.metadata.title}》"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cited figure and the figure that another source gives for the same thing."""

    cited: Side
    other: Side


@dataclass(frozen=True, slots=True)
class _Link:
    """Two statements of the same thing, each with its chunk and its document; ours first."""

    parallel: Parallel
    chunks: tuple[Chunk, Chunk]
    documents: tuple[Document, Document]

    @property
    def is_one_document(self) -> bool:
        return self.documents[0].id == self.documents[1].id

    def side(self, which: int, figure: Figure) -> Side:
        own = (self.parallel.own, self.parallel.other)[which]
        metadata = self.documents[which].metadata
        return Side(self.chunks[which], metadata, own.start, own.end, figure.text)


def find_conflicts(source: Evidence, sources: Sources) -> list[Conflict]:
    """Return the conflicts of one cited sentence, each rival figure once."""
    found: dict[tuple[str, str, str], Conflict] = {}
    chunk = source.passage.chunk
    for parallel in sources.parallels_of(chunk.id, source.start, source.end):
        link = _link(parallel, chunk, sources)
        if parallel.agreement is not Agreement.DIFFER or link is None or not _are_rivals(link):
            continue
        for ours, theirs in _differing(link, source):
            conflict = Conflict(link.side(0, ours), link.side(1, theirs))
            key = ours.canonical, theirs.canonical, conflict.other.issuer
            found.setdefault(key, conflict)
    return list(found.values())


def _link(parallel: Parallel, chunk: Chunk, sources: Sources) -> _Link | None:
    others = sources.chunks([parallel.other.chunk_id])
    known = [sources.document(one.document_id) for one in (chunk, *others)]
    if len(known) < 2 or known[0] is None or known[1] is None:
        return None
    return _Link(parallel, (chunk, others[0]), (known[0], known[1]))


def _are_rivals(link: _Link) -> bool:
    ours, theirs = (document.metadata for document in link.documents)
    if ours.region != theirs.region or ours.superseded_by or theirs.superseded_by:
        return False
    parts = [_part(*one) for one in zip(link.documents, link.chunks, strict=True)]
    return not (link.is_one_document and parts[0] == parts[1])


def _part(document: Document, chunk: Chunk) -> int | None:
    parts = enumerate(document.parts)
    return next((n for n, one in parts if one.span.start <= chunk.span.start < one.span.end), None)


def _differing(link: _Link, source: Evidence) -> Iterator[tuple[Figure, Figure]]:
    """Yield the differing figures of one time whose own one stands in what is cited."""
    parallel = link.parallel
    likeness = compare(
        mask(parallel.own.text), mask(parallel.other.text), one_document=link.is_one_document
    )
    for ours, theirs in likeness.differing if likeness else ():
        at = parallel.own.start + ours.start
        is_cited = source.start <= at and at + len(ours.text) <= source.end
        if is_cited and _are_of_one_time(link, ours, theirs):
            yield ours, theirs


def _are_of_one_time(link: _Link, ours: Figure, theirs: Figure) -> bool:
    starts = link.parallel.own.start + ours.start, link.parallel.other.start + theirs.start
    times = [
        as_of(chunk.text, start, start + len(figure.text), document.metadata.published)
        for chunk, start, figure, document in zip(
            link.chunks, starts, (ours, theirs), link.documents, strict=True
        )
    ]
    if times[0].is_same(times[1], one_document=link.is_one_document):
        return True
    published = link.documents[0].metadata.published
    return link.is_one_document and (
        _one_is_left_open(times, published) or _are_of_one_goal(times, published)
    )


def _one_is_left_open(times: Sequence[AsOf], published: date | None) -> bool:
    """Whether one part of a report names a time of its year, and the other part none."""
    named = [one for one in times if one.stated is not None]
    if len(named) != 1 or published is None or named[0].day is None:
        return False
    return named[0].day.year == published.year


def _are_of_one_goal(times: Sequence[AsOf], published: date | None) -> bool:
    """Whether both parts of a report speak of what is to be by one day (年内, 年底前)."""
    days = [one.day for one in times]
    return (
        days[0] is not None
        and days[0] == days[1]
        and published is not None
        and (days[0] > published)
    )
