"""Shapes of a search: retrieval's result in, the contract's page of hits out."""

from datetime import date
from typing import Self

from pydantic import BaseModel, Field

from corpus import section_of
from retrieval import SearchHit as FoundHit
from retrieval import SearchResult


class SearchHit(BaseModel):
    """A chunk found. `highlights` count in `text`; `start` and `end` in the source text."""

    rank: int
    score: float
    document_id: str
    chunk_id: str
    title: str
    issuer: str | None
    region: str | None
    published: date | None
    section: tuple[str, ...]
    text: str
    highlights: tuple[tuple[int, int], ...]
    start: int
    end: int
    href: str
    ranks: dict[str, int] | None = Field(
        default=None, description="每种检索给出的名次；explain=true 时才有"
    )

    @classmethod
    def of(cls, hit: FoundHit, *, explain: bool) -> Self:
        """Return the hit as it is sent; `ranks` stays unset unless it is to be explained."""
        chunk, metadata = hit.passage.chunk, hit.passage.metadata
        made = cls(
            rank=hit.passage.rank,
            score=hit.passage.score,
            document_id=chunk.document_id,
            chunk_id=chunk.id,
            title=metadata.title,
            issuer=chunk.issuer or metadata.issuer,
            region=metadata.region,
            published=metadata.published,
            section=section_of(chunk, 0, len(chunk.text)),
            text=chunk.text,
            highlights=hit.highlights,
            start=chunk.span.start,
            end=chunk.span.end,
            href=f"/documents/{chunk.document_id}#s{chunk.span.start}-{chunk.span.end}",
        )
        if explain:
            made.ranks = hit.passage.ranks
        return made


class SearchFacets(BaseModel):
    """How many hits each value has, most frequent first."""

    region: dict[str, int]
    issuer: dict[str, int]
    kind: dict[str, int]
    year: dict[str, int] = Field(description="发布年份，新的在前")
    validity: dict[str, int]


class SearchResponse(BaseModel):
    """A page of hits, best first; `total` and `facets` count all that match."""

    total: int
    hits: list[SearchHit]
    facets: SearchFacets
    note: str | None = Field(
        default=None, description="读结果时要知道的，如为什么没有结果；没有这样的话时不出现"
    )

    @classmethod
    def of(cls, result: SearchResult, *, explain: bool = False) -> Self:
        """Return the page; `explain` adds ranks. `note` stays unset where there is none."""
        facets = result.facets
        made = cls(
            total=result.total,
            hits=[SearchHit.of(hit, explain=explain) for hit in result.hits],
            facets=SearchFacets(
                region=facets.get("region", {}),
                issuer=facets.get("issuer", {}),
                kind=facets.get("kind", {}),
                year=facets.get("year", {}),
                validity=facets.get("validity", {}),
            ),
        )
        if result.note:
            made.note = result.note
        return made
