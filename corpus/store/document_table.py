"""Documents as the store writes and reads them: a connection and values in, values out."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select

from corpus.chunking import CHUNKING_VERSION
from corpus.document import Document, Metadata
from corpus.metadata.versions import with_succession
from corpus.preparing import Prepared
from corpus.store import rows
from corpus.store.linking import delete_statements
from corpus.store.listing_table import unlisted, write_listings
from corpus.store.schema import chunks, defects, documents, listings, successions
from corpus.store.succession_table import outdate_successions, read_successions


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A stored document without its text. `revision` tells how it was cut and catalogued."""

    id: str
    sha256: str
    metadata: Metadata
    chunk_count: int
    chars: int
    revision: str


_BATCH = 500
_RECORDS = select(
    documents.c.id,
    documents.c.sha256,
    documents.c.metadata,
    documents.c.chunk_count,
    documents.c.chars,
    documents.c.revision,
    successions.c.succession,
).outerjoin(successions, successions.c.document_id == documents.c.id)
# Made once: to write it anew for each question takes as long as to look the rows up.
_RECORDS_BY_ID = _RECORDS.where(documents.c.id.in_(bindparam("ids", expanding=True)))
# The hash of a document's file, and how it was cut and catalogued.
Stamp = tuple[str, str]


def write_documents(connection: Connection, prepared: Sequence[Prepared]) -> None:
    """Write documents with their chunks and defects; nothing of their ids may be stored."""
    written = (
        (documents, [
            rows.document_row(one.document, chunk_count=len(one.chunks), revision=one.revision)
            for one in prepared
        ]),
        (chunks, [rows.chunk_row(chunk) for one in prepared for chunk in one.chunks]),
        (defects, [rows.defect_row(defect) for one in prepared for defect in one.defects]),
    )  # fmt: skip
    outdate_successions(connection)
    for table, values in written:
        if values:
            connection.execute(insert(table), values)
    write_listings(connection, _linked(connection, {
        one.document.id: one.document.metadata for one in prepared
    }))  # fmt: skip


def delete_documents(connection: Connection, document_ids: Sequence[str]) -> int:
    """Remove documents with all that hangs on them; return how many of them there were."""
    query = select(documents.c.id).where(documents.c.id.in_(document_ids))
    stored = connection.execute(query).scalars().all()
    if stored:
        outdate_successions(connection)
    for id_ in stored:
        delete_statements(connection, id_)
        connection.execute(delete(listings).where(listings.c.document_id == id_))
        connection.execute(delete(defects).where(defects.c.document_id == id_))
        connection.execute(delete(chunks).where(chunks.c.document_id == id_))
        connection.execute(delete(documents).where(documents.c.id == id_))
    return len(stored)


def read_stamp(connection: Connection, document_id: str) -> Stamp | None:
    """Return what tells whether a document has changed; None if it is not stored."""
    query = select(documents.c.sha256, documents.c.revision).where(documents.c.id == document_id)
    row = connection.execute(query).one_or_none()
    return (row.sha256, row.revision) if row else None


def read_stamps(connection: Connection) -> dict[str, Stamp]:
    """Return for each document what tells whether it has changed."""
    query = select(documents.c.id, documents.c.sha256, documents.c.revision)
    return {row.id: (row.sha256, row.revision) for row in connection.execute(query)}


def read_document(connection: Connection, document_id: str) -> Document | None:
    """Return a whole document."""
    query = select(documents).where(documents.c.id == document_id)
    row = connection.execute(query).mappings().one_or_none()
    links = read_successions(connection, [document_id])
    return rows.document_of(row, links.get(document_id)) if row else None


def read_records(connection: Connection) -> list[DocumentRecord]:
    """Return what is stored, by id, without the texts."""
    return [_record_of(row) for row in connection.execute(_RECORDS.order_by(documents.c.id))]


def read_record_page(connection: Connection, *, limit: int, offset: int) -> list[DocumentRecord]:
    """Return a page of what is stored, by id."""
    ids = select(documents.c.id).order_by(documents.c.id).limit(limit).offset(offset)
    return read_records_of(connection, connection.execute(ids).scalars().all())


def read_records_of(connection: Connection, ids: Sequence[str]) -> list[DocumentRecord]:
    """Return some documents without the texts, in the order of the ids; unknown ids are skipped."""
    found: dict[str, DocumentRecord] = {}
    for at in range(0, len(ids), _BATCH):
        for row in connection.execute(_RECORDS_BY_ID, {"ids": ids[at : at + _BATCH]}).all():
            found[row.id] = _record_of(row)
    return [found[id_] for id_ in ids if id_ in found]


def count_documents(connection: Connection) -> int:
    """Return how many documents are stored."""
    return connection.execute(select(func.count()).select_from(documents)).scalar_one()


def list_former(connection: Connection) -> int:
    """Write the listings of some documents that were stored before there were any; how many."""
    ids = unlisted(connection)
    records = read_records_of(connection, ids)
    write_listings(connection, {record.id: record.metadata for record in records})
    return len(ids)


def _linked(connection: Connection, stated: Mapping[str, Metadata]) -> dict[str, Metadata]:
    links = read_successions(connection, list(stated))
    return {id_: with_succession(metadata, links.get(id_)) for id_, metadata in stated.items()}


# Its columns are of many types, in the order of `_RECORDS`.
def _record_of(row: Row[*tuple[Any, ...]]) -> DocumentRecord:
    id_, sha256, metadata, chunk_count, chars, revision, succession = row
    link = rows.succession_of(succession) if succession else None
    stated = with_succession(rows.metadata_of(metadata), link)
    return DocumentRecord(id_, sha256, stated, chunk_count, chars, revision)


def fingerprint_of(connection: Connection) -> str:
    """Return the hash of the corpus: equal when the same documents are cut the same way."""
    columns = (documents.c.id, documents.c.sha256, documents.c.revision)
    found = connection.execute(select(*columns).order_by(documents.c.id)).all()
    digest = hashlib.sha256(CHUNKING_VERSION.encode())
    for row in sorted(tuple(row) for row in found):
        digest.update("\x1f".join(row).encode() + b"\x1e")
    return digest.hexdigest()
