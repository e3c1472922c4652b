"""Chunks and the defects beside them, as the store reads them: a connection in, values out."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, bindparam, func, select

from corpus.defects import SourceDefect
from corpus.document import Chunk
from corpus.store import rows
from corpus.store.schema import chunks, defects

BATCH = 500
# Made once: to write it anew for each question takes as long as to look the rows up.
_BY_ID = select(chunks).where(chunks.c.id.in_(bindparam("ids", expanding=True)))


def read_chunks(connection: Connection, ids: Sequence[str]) -> list[Chunk]:
    """Return chunks in the order of the ids; unknown ids are skipped."""
    found: dict[str, Chunk] = {}
    for at in range(0, len(ids), BATCH):
        for row in connection.execute(_BY_ID, {"ids": ids[at : at + BATCH]}).all():
            found[row.id] = rows.chunk_of(row)
    return [found[id_] for id_ in ids if id_ in found]


def read_texts(connection: Connection, ids: Sequence[str]) -> Iterator[str]:
    """Yield the texts of chunks, in no order; unknown ids are skipped."""
    for at in range(0, len(ids), BATCH):
        query = select(chunks.c.text).where(chunks.c.id.in_(ids[at : at + BATCH]))
        yield from connection.execute(query).scalars()


def read_document_chunks(connection: Connection, document_id: str) -> list[Chunk]:
    """Return the chunks of a document in order of its text."""
    query = select(chunks).where(chunks.c.document_id == document_id).order_by(chunks.c.ordinal)
    return [rows.chunk_of(row) for row in connection.execute(query)]


def read_chunks_with(connection: Connection, text: str, *, limit: int) -> list[Chunk]:
    """Return at most `limit` chunks that hold a text, by document and order; see the store."""
    has_case = text.lower() != text.upper()
    column = func.lower(chunks.c.text) if has_case else chunks.c.text
    query = (
        select(chunks)
        .where(column.contains(text.lower(), autoescape=True))
        .order_by(chunks.c.document_id, chunks.c.ordinal)
        .limit(limit)
    )
    return [rows.chunk_of(row) for row in connection.execute(query)]


def read_batch(connection: Connection, after: Chunk | None) -> list[Chunk]:
    """Return the next batch of all chunks, by document and order; empty behind the last."""
    page = select(chunks).order_by(chunks.c.document_id, chunks.c.ordinal).limit(BATCH)
    if after:
        page = page.where(
            (chunks.c.document_id > after.document_id)
            | ((chunks.c.document_id == after.document_id) & (chunks.c.ordinal > after.ordinal))
        )
    return [rows.chunk_of(row) for row in connection.execute(page)]


def count_chunks(connection: Connection) -> int:
    """Return how many chunks are stored."""
    return connection.execute(select(func.count()).select_from(chunks)).scalar_one()


def read_defects(
    connection: Connection, document_id: str, start: int, end: int
) -> list[SourceDefect]:
    """Return the defects that a span of a document's source text covers, in order."""
    query = (
        select(defects)
        .where(
            defects.c.document_id == document_id,
            defects.c.start_char >= start,
            defects.c.end_char <= end,
        )
        .order_by(defects.c.start_char)
    )
    return [rows.defect_of(row) for row in connection.execute(query).mappings()]
