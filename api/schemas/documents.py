"""Shapes of documents: values of the corpus in, what clients see out."""

from datetime import date
from typing import Self

from pydantic import BaseModel

from corpus import Document, Level, Metadata, Part, Validity


class DocumentSummary(BaseModel):
    """What is known of a document beside its text; null where it is not known.

    `superseded_by`, `supersedes` and `repealed_by` are ids of documents.
    """

    id: str
    title: str
    issuer: str | None
    region: str | None
    level: Level | None
    published: date | None
    kind: str | None
    doc_no: str | None
    validity: Validity
    effective_from: date | None
    repealed_on: date | None
    superseded_by: str | None
    supersedes: str | None
    repealed_by: str | None
    url: str | None
    file_name: str | None
    chars: int
    chunks: int

    @classmethod
    def of(
        cls, document_id: str, metadata: Metadata, *, chars: int, chunks: int, day: date
    ) -> Self:
        """Return the summary; `day` decides the validity."""
        return cls(
            id=document_id,
            title=metadata.title,
            issuer=metadata.issuer,
            region=metadata.region,
            level=metadata.level,
            published=metadata.published,
            kind=metadata.kind,
            doc_no=metadata.doc_no,
            validity=metadata.validity_on(day),
            effective_from=metadata.effective_from,
            repealed_on=metadata.ended_on,
            superseded_by=metadata.superseded_by,
            supersedes=metadata.supersedes,
            repealed_by=metadata.repealed_by,
            url=metadata.url,
            file_name=metadata.file_name,
            chars=chars,
            chunks=chunks,
        )


class DocumentPart(BaseModel):
    """The main text or one annex, `[start, end)` in the source text."""

    label: str | None
    title: str
    issuer: str | None
    start: int
    end: int

    @classmethod
    def of(cls, part: Part) -> Self:
        """Return the part with its span spelled out."""
        return cls(
            label=part.label,
            title=part.title,
            issuer=part.issuer,
            start=part.span.start,
            end=part.span.end,
        )


class DocumentDetail(DocumentSummary):
    """A document's summary with its parts."""

    parts: list[DocumentPart]

    @classmethod
    def of_document(cls, document: Document, *, chunks: int, day: date) -> Self:
        """Return the detail; `day` decides the validity."""
        summary = DocumentSummary.of(
            document.id,
            document.metadata,
            chars=len(document.source_text),
            chunks=chunks,
            day=day,
        )
        parts = [DocumentPart.of(part) for part in document.parts]
        return cls(**summary.model_dump(), parts=parts)


class DocumentList(BaseModel):
    """One page of the documents, ordered by id."""

    total: int
    documents: list[DocumentSummary]


class DocumentText(BaseModel):
    """Source text as received, `[start, end)` of `total_chars` code points."""

    document_id: str
    text: str
    start: int
    end: int
    total_chars: int
