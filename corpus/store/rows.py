"""Values of the corpus as rows of its tables, and back; the nested ones as JSON."""

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, RowMapping

from corpus.defects import DefectKind, SourceDefect
from corpus.document import Chunk, Document, Metadata, OffsetMap, Part, Provision, Span
from corpus.metadata.versions import Succession, with_succession

NewRow = dict[str, str | int | None]

_METADATA = TypeAdapter(Metadata)
_PARTS = TypeAdapter(tuple[Part, ...])
_RUNS = TypeAdapter(tuple[tuple[int, int, int], ...])
_PAGE_STARTS = TypeAdapter(tuple[int, ...])
_SECTION = TypeAdapter(tuple[str, ...])
_SUCCESSION = TypeAdapter(Succession)
_PROVISIONS = TypeAdapter(tuple[Provision, ...])
_ROWS_REMEMBERED = 4_096


def document_row(document: Document, *, chunk_count: int, revision: str) -> NewRow:
    """Return the row of a document."""
    return {
        "id": document.id,
        "sha256": document.sha256,
        "revision": revision,
        "chunk_count": chunk_count,
        "chars": len(document.source_text),
        "metadata": metadata_json(document.metadata),
        "parts": _PARTS.dump_json(document.parts).decode(),
        "source_text": document.source_text,
        "page_starts": _PAGE_STARTS.dump_json(document.page_starts).decode(),
    }


def document_of(row: RowMapping, succession: Succession | None) -> Document:
    """Return the document of a row, with what follows for it from the others."""
    return Document(
        id=str(row["id"]),
        sha256=str(row["sha256"]),
        source_text=str(row["source_text"]),
        metadata=with_succession(metadata_of(str(row["metadata"])), succession),
        parts=_PARTS.validate_json(str(row["parts"])),
        page_starts=_PAGE_STARTS.validate_json(str(row["page_starts"])),
    )


def metadata_json(metadata: Metadata) -> str:
    """Return metadata as JSON."""
    return _METADATA.dump_json(metadata).decode()


def metadata_of(json: str) -> Metadata:
    """Return metadata from its JSON."""
    return _METADATA.validate_json(json)


def succession_json(succession: Succession) -> str:
    """Return a succession as JSON."""
    return _SUCCESSION.dump_json(succession).decode()


def succession_of(json: str) -> Succession:
    """Return a succession from its JSON."""
    return _SUCCESSION.validate_json(json)


def chunk_row(chunk: Chunk) -> NewRow:
    """Return the row of a chunk."""
    return {
        "id": chunk.id,
        "document_id": chunk.document_id,
        "ordinal": chunk.ordinal,
        "text": chunk.text,
        "start_char": chunk.span.start,
        "end_char": chunk.span.end,
        "offsets": _RUNS.dump_json(chunk.offsets.runs).decode(),
        "section": _SECTION.dump_json(chunk.section).decode(),
        "issuer": chunk.issuer,
        "context": chunk.context,
        "provisions": _PROVISIONS.dump_json(chunk.provisions).decode(),
    }


# Its columns are of many types, in the order of the table.
def chunk_of(row: Row[*tuple[Any, ...]]) -> Chunk:
    """Return the chunk of a whole row; a hundred are read for a question."""
    (id_, document_id, ordinal, text, start, end, offsets, section, issuer, context, provisions) = (
        row
    )
    return Chunk(
        id=id_,
        document_id=document_id,
        ordinal=ordinal,
        text=text,
        span=Span(start, end),
        offsets=OffsetMap(_RUNS.validate_json(offsets)),
        section=_section_of(section),
        issuer=issuer,
        context=context,
        provisions=_provisions_of(provisions),
    )


# Chunks that stand together share them, and most have none.
@lru_cache(_ROWS_REMEMBERED)
def _section_of(json: str) -> tuple[str, ...]:
    return _SECTION.validate_json(json)


@lru_cache(_ROWS_REMEMBERED)
def _provisions_of(json: str) -> tuple[Provision, ...]:
    return _PROVISIONS.validate_json(json)


def defect_row(defect: SourceDefect) -> NewRow:
    """Return the row of a defect."""
    return {
        "document_id": defect.document_id,
        "start_char": defect.start,
        "end_char": defect.end,
        "chunk_id": defect.chunk_id,
        "text": defect.text,
        "kind": defect.kind.value,
        "reason": defect.reason,
        "likely": defect.likely,
    }


def defect_of(row: RowMapping) -> SourceDefect:
    """Return the defect of a row."""
    return SourceDefect(
        document_id=str(row["document_id"]),
        chunk_id=str(row["chunk_id"]),
        start=_integer(row["start_char"]),
        end=_integer(row["end_char"]),
        text=str(row["text"]),
        kind=DefectKind(str(row["kind"])),
        reason=str(row["reason"]),
        likely=None if row["likely"] is None else str(row["likely"]),
    )


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"expected an integer column, found {value!r}")
    return value
