"""Documents as the store writes and reads them: a connection and values in, values out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from corpus import rows
from corpus.chunking import CHUNKING_VERSION
from corpus.defects import SourceDefect
from corpus.document import Chunk, Document, Metadata
from corpus.linking import delete_statements
from corpus.schema import chunks, defects, documents
from corpus.succession_table import outdate_successions, read_successions
from corpus.versions import with_succession


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A stored document without its text. `revision` tells how it was cut and catalogued."""

    id: str
    sha256: str
    metadata: Metadata
    chunk_count: int
    chars: int
    revision: str


def write_document(
    connection: Connection,
    document: Document,
    chunks_: Sequence[Chunk],
    defects_: Sequence[SourceDefect],
    revision: str,
) -> None:
    """Write a document with its chunks and defects; nothing of its id may be stored."""
    row = rows.document_row(document, chunk_count=len(chunks_), revision=revision)
    connection.execute(insert(documents).values(row))
    if chunks_:
        connection.execute(insert(chunks), [rows.chunk_row(chunk) for chunk in chunks_])
    if defects_:
        connection.execute(insert(defects), [rows.defect_row(one) for one in defects_])


def delete_document(connection: Connection, document_id: str) -> bool:
    """Remove a document with all that hangs on it; return whether there was one."""
    outdate_successions(connection)
    delete_statements(connection, document_id)
    connection.execute(delete(defects).where(defects.c.document_id == document_id))
    connection.execute(delete(chunks).where(chunks.c.document_id == document_id))
    return connection.execute(delete(documents).where(documents.c.id == document_id)).rowcount > 0


def read_document(connection: Connection, document_id: str) -> Document | None:
    """Return a whole document."""
    query = select(documents).where(documents.c.id == document_id)
    row = connection.execute(query).mappings().one_or_none()
    links = read_successions(connection, document_id)
    return rows.document_of(row, links.get(document_id)) if row else None


def read_records(connection: Connection) -> list[DocumentRecord]:
    """Return what is stored, by id, without the texts."""
    columns = [c for c in documents.c if c.name not in ("source_text", "parts", "page_starts")]
    found = connection.execute(select(*columns).order_by(documents.c.id)).mappings()
    links = read_successions(connection)
    return [
        DocumentRecord(
            id=row["id"], sha256=row["sha256"],
            metadata=with_succession(rows.metadata_of(row["metadata"]), links.get(row["id"])),
            chunk_count=row["chunk_count"], chars=row["chars"], revision=row["revision"],
        )
        for row in found
    ]  # fmt: skip


def fingerprint_of(connection: Connection) -> str:
    """Return the hash of the corpus: equal when the same documents are cut the same way."""
    columns = (documents.c.id, documents.c.sha256, documents.c.revision)
    found = connection.execute(select(*columns).order_by(documents.c.id)).all()
    digest = hashlib.sha256(CHUNKING_VERSION.encode())
    for row in sorted(tuple(row) for row in found):
        digest.update("\x1f".join(row).encode() + b"\x1e")
    return digest.hexdigest()
