"""Cited sentences that another source contradicts: citations in, both sides of a conflict out.

The links were made at ingest; what is judged here is whether two differing figures are rivals: of
one place and one time, and not of one text, whose articles may each set a figure of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.as_of import as_of
from bot.evidence import Evidence
from corpus import (
    Agreement,
    Chunk,
    Document,
    Figure,
    Metadata,
    Parallel,
    SourceDefect,
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


def find_conflicts(source: Evidence, sources: Sources) -> list[Conflict]:
    """Return the conflicts of one cited sentence, each rival figure once."""
    found: dict[tuple[str, str, str], Conflict] = {}
    chunk = source.passage.chunk
    for parallel in sources.parallels_of(chunk.id, source.start, source.end):
        if parallel.agreement is not Agreement.DIFFER:
            continue
        others = sources.chunks([parallel.other.chunk_id])
        documents = [sources.document(one.document_id) for one in (chunk, *others)]
        if len(documents) < 2 or documents[0] is None or documents[1] is None:
            continue
        if not _are_rivals(parallel, (chunk, others[0]), (documents[0], documents[1])):
            continue
        for ours, theirs in _differing(parallel, source):
            own = parallel.own
            cited = Side(chunk, documents[0].metadata, own.start, own.end, ours.text)
            other = Side(
                others[0], documents[1].metadata,
                parallel.other.start, parallel.other.end, theirs.text,
            )  # fmt: skip
            found.setdefault(
                (ours.canonical, theirs.canonical, other.issuer), Conflict(cited, other)
            )
    return list(found.values())


def _are_rivals(
    parallel: Parallel, chunks: tuple[Chunk, Chunk], documents: tuple[Document, Document]
) -> bool:
    ours, theirs = (document.metadata for document in documents)
    if ours.region != theirs.region or ours.superseded_by or theirs.superseded_by:
        return False
    is_one = documents[0].id == documents[1].id
    if is_one and _part(documents[0], chunks[0]) == _part(documents[1], chunks[1]):
        return False
    times = [
        as_of(chunk.text, one.start, one.end, metadata.published)
        for chunk, one, metadata in zip(
            chunks, (parallel.own, parallel.other), (ours, theirs), strict=True
        )
    ]
    return times[0].is_same(times[1], one_document=is_one)


def _part(document: Document, chunk: Chunk) -> int | None:
    parts = enumerate(document.parts)
    return next((n for n, one in parts if one.span.start <= chunk.span.start < one.span.end), None)


def _differing(parallel: Parallel, source: Evidence) -> Iterator[tuple[Figure, Figure]]:
    """Yield the differing figures of a link whose own one stands in what is cited."""
    likeness = compare(mask(parallel.own.text), mask(parallel.other.text))
    for ours, theirs in likeness.differing if likeness else ():
        at = parallel.own.start + ours.start
        if source.start <= at and at + len(ours.text) <= source.end:
            yield ours, theirs
