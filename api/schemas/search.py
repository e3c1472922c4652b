"""Shapes of a search: retrieval's result in, the contract's page of hits out."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from pydantic import BaseModel, Field

from corpus import section_of
from retrieval import Passage, Query, SearchResult, UnknownPlace
from retrieval import SearchHit as FoundHit


class OtherSource(BaseModel):
    """Where else the same is stated; `start` and `end` count in its source text."""

    document_id: str
    chunk_id: str
    title: str
    issuer: str | None
    region: str | None
    published: date | None
    repealed_on: date | None = Field(description="自这一天起不再有效；没有注明时为空")
    section: tuple[str, ...]
    start: int
    end: int
    href: str

    @classmethod
    def of(cls, passage: Passage) -> Self:
        """Return the place as it is sent."""
        chunk, metadata = passage.chunk, passage.metadata
        return cls(
            document_id=chunk.document_id,
            chunk_id=chunk.id,
            title=metadata.title,
            issuer=chunk.issuer or metadata.issuer,
            region=metadata.region,
            published=metadata.published,
            repealed_on=metadata.ended_on,
            section=section_of(chunk, 0, len(chunk.text)),
            start=chunk.span.start,
            end=chunk.span.end,
            href=f"/documents/{chunk.document_id}#s{chunk.span.start}-{chunk.span.end}",
        )


class SearchHit(OtherSource):
    """A chunk found. `highlights` count in `text`; `start` and `end` in the source text."""

    rank: int
    score: float
    text: str
    highlights: tuple[tuple[int, int], ...]
    other_sources: list[OtherSource] = Field(
        default_factory=list, description="同一件事还见于哪里；没有时不出现"
    )
    ranks: dict[str, int] | None = Field(
        default=None, description="每种检索给出的名次；explain=true 时才有"
    )

    @classmethod
    def of_hit(cls, hit: FoundHit, *, explain: bool) -> Self:
        """Return the hit as it is sent; `ranks` stays unset unless it is to be explained."""
        passage = hit.passage
        made = cls(
            **OtherSource.of(passage).model_dump(),
            rank=passage.rank,
            score=passage.score,
            text=passage.chunk.text,
            highlights=hit.highlights,
        )
        if passage.others:
            made.other_sources = [OtherSource.of(other) for other in passage.others]
        if explain:
            made.ranks = passage.ranks
        return made


class Mended(BaseModel):
    """A slip of the keyboard: what was typed and what it was read as."""

    typed: str
    meant: str


class Unknown(BaseModel):
    """A place without documents and the nearest ones; `is_region` where there is such a place."""

    name: str
    nearest: tuple[str, ...]
    is_region: bool


class Understood(BaseModel):
    """What was read from the search text, as it was searched for."""

    text: str
    words: tuple[str, ...]
    expansions: tuple[str, ...]
    regions: tuple[str, ...]
    corrections: list[Mended]
    unknown_places: list[Unknown]

    @classmethod
    def of(cls, query: Query, places: Sequence[UnknownPlace]) -> Self:
        """Return a query as it is sent."""
        return cls(
            text=query.text,
            words=query.words,
            expansions=query.expansions,
            regions=query.regions,
            corrections=[Mended(typed=one.typed, meant=one.meant) for one in query.corrections],
            unknown_places=[
                Unknown(name=one.name, nearest=one.nearest, is_region=one.is_region)
                for one in places
            ],
        )


class SearchFacets(BaseModel):
    """How many hits each value has, most frequent first."""

    region: dict[str, int]
    issuer: dict[str, int]
    kind: dict[str, int]
    year: dict[str, int] = Field(description="发布年份，新的在前")
    validity: dict[str, int]


class SearchResponse(BaseModel):
    """A page of hits, best first, of `total`; `facets` count every passage that matches.

    A passage that only says what a hit says is among that hit's `other_sources`, no hit itself.
    """

    total: int
    hits: list[SearchHit]
    facets: SearchFacets
    note: str | None = Field(
        default=None, description="读结果时要知道的，如为什么没有结果；没有这样的话时不出现"
    )
    query: Understood | None = Field(
        default=None, description="检索词是怎样理解的；explain=true 时才有"
    )

    @classmethod
    def of(cls, result: SearchResult, *, explain: bool = False) -> Self:
        """Return the page; `explain` adds ranks and what was understood.

        `note` stays unset where there is none.
        """
        facets = result.facets
        made = cls(
            total=result.total,
            hits=[SearchHit.of_hit(hit, explain=explain) for hit in result.hits],
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
        if explain and result.query is not None:
            made.query = Understood.of(result.query, result.unknown_places)
        return made
