"""Documents and their chunks in SQL: SQLite by default, any database that SQLAlchemy knows by URL.

Each document is written with its chunks in one transaction: a reader sees the former state or
the new one. Opening and errors are in `database.py`, links between sentences
in `linking.py`; besides these, `rows.py` and `schema.py`, no file of this package knows sqlalchemy.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from corpus import rows
from corpus.chunking import CHUNKING_VERSION
from corpus.database import engine_for, is_refused_write, translated
from corpus.defects import SourceDefect
from corpus.document import Chunk, Document, Metadata
from corpus.errors import StoreUnavailable
from corpus.linking import (
    delete_statements,
    read_document_parallels,
    read_parallels,
    read_restatements,
    write_statements,
)
from corpus.parallels import Parallel, Restatements, Statement
from corpus.schema import (
    SCHEMA_VERSION,
    chunks,
    defects,
    documents,
    metadata,
    settings,
    successions,
)
from corpus.versions import Succession, successions_of, with_succession

_BATCH = 500
# A setting that is there while the links between versions are those of what is stored.
_LINKS = "links"
_drawn = select(settings.c.name).where(settings.c.name == _LINKS)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A stored document without its text. `revision` tells how it was cut and catalogued."""

    id: str
    sha256: str
    metadata: Metadata
    chunk_count: int
    chars: int
    revision: str


class CorpusStore:
    """The corpus on disk. Opening creates what is missing."""

    def __init__(self, url: str) -> None:
        """Open the database at an SQLAlchemy URL such as `sqlite:///data/corpus.db`.

        Raises:
            StoreUnavailable: it cannot be opened, or another version of the schema made it.
        """
        with translated():
            self._engine = engine_for(url)
            try:
                self.is_writable = self._prepare()
            except BaseException:
                self._engine.dispose()
                raise

    def close(self) -> None:
        """Release the connections."""
        self._engine.dispose()

    def put(
        self,
        document: Document,
        chunks_: Sequence[Chunk],
        *,
        revision: str = CHUNKING_VERSION,
        defects_: Sequence[SourceDefect] = (),
        statements: Sequence[Statement] = (),
    ) -> None:
        """Write a document with its chunks in one transaction, replacing what its id held.

        Args:
            document: the document.
            chunks_: its chunks.
            revision: how it was cut and catalogued.
            defects_: what is wrong in it.
            statements: its sentences, to be linked to those stored that state the same.
        """
        with self._writing() as connection:
            _delete(connection, document.id)
            row = rows.document_row(document, chunk_count=len(chunks_), revision=revision)
            connection.execute(insert(documents).values(row))
            if chunks_:
                connection.execute(insert(chunks), [rows.chunk_row(chunk) for chunk in chunks_])
            if defects_:
                connection.execute(insert(defects), [rows.defect_row(one) for one in defects_])
            write_statements(connection, statements)

    def remove(self, document_id: str) -> bool:
        """Remove a document with its chunks; return whether there was one."""
        with self._writing() as connection:
            return _delete(connection, document_id)

    def document(self, document_id: str) -> Document | None:
        """Return a whole document."""
        with self._reading() as connection:
            query = select(documents).where(documents.c.id == document_id)
            row = connection.execute(query).mappings().one_or_none()
            links = _successions(connection, document_id)
        return rows.document_of(row, links.get(document_id)) if row else None

    def records(self) -> list[DocumentRecord]:
        """Return what is stored, by id, without the texts."""
        columns = [c for c in documents.c if c.name not in ("source_text", "parts", "page_starts")]
        with self._reading() as connection:
            found = connection.execute(select(*columns).order_by(documents.c.id)).mappings().all()
            links = _successions(connection)
        return [
            DocumentRecord(
                id=row["id"], sha256=row["sha256"],
                metadata=with_succession(rows.metadata_of(row["metadata"]), links.get(row["id"])),
                chunk_count=row["chunk_count"], chars=row["chars"], revision=row["revision"],
            )
            for row in found
        ]  # fmt: skip

    def link_versions(self) -> None:
        """Draw anew which documents are superseded or repealed by others.

        Every way that changes what is stored ends in this; where nothing has changed since, not
        even by one that died half-way, it costs one look.
        """
        query = select(documents.c.id, documents.c.metadata).order_by(documents.c.id)
        with self._writing() as connection:
            if connection.execute(_drawn).first():
                return
            stated = [(id_, rows.metadata_of(json)) for id_, json in connection.execute(query)]
            wanted, known = successions_of(stated), _successions(connection)
            changed = {id_ for id_ in wanted.keys() | known if wanted.get(id_) != known.get(id_)}
            for id_ in sorted(changed):
                connection.execute(delete(successions).where(successions.c.document_id == id_))
            new = [
                {"document_id": id_, "succession": rows.succession_json(wanted[id_])}
                for id_ in sorted(changed & wanted.keys())
            ]
            if new:
                connection.execute(insert(successions), new)
            connection.execute(insert(settings).values(name=_LINKS, value="drawn"))

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        """Return chunks in the order of the ids; unknown ids are skipped."""
        found: dict[str, Chunk] = {}
        with self._reading() as connection:
            for at in range(0, len(ids), _BATCH):
                query = select(chunks).where(chunks.c.id.in_(ids[at : at + _BATCH]))
                for row in connection.execute(query).mappings():
                    found[row["id"]] = rows.chunk_of(row)
        return [found[id_] for id_ in ids if id_ in found]

    def chunk_texts(self, ids: Sequence[str]) -> Iterator[str]:
        """Yield the texts of chunks, in no order; unknown ids are skipped."""
        with self._reading() as connection:
            for at in range(0, len(ids), _BATCH):
                query = select(chunks.c.text).where(chunks.c.id.in_(ids[at : at + _BATCH]))
                yield from connection.execute(query).scalars()

    def chunks_of(self, document_id: str) -> list[Chunk]:
        """Return the chunks of a document in order of its text."""
        query = select(chunks).where(chunks.c.document_id == document_id).order_by(chunks.c.ordinal)
        with self._reading() as connection:
            return [rows.chunk_of(row) for row in connection.execute(query).mappings()]

    def chunks_with(self, text: str, *, limit: int) -> list[Chunk]:
        """Return at most `limit` chunks whose text holds a text, whatever the case of its letters.

        They come by document and order; each text is looked through, no index is asked.
        """
        has_case = text.lower() != text.upper()
        column = func.lower(chunks.c.text) if has_case else chunks.c.text
        query = (
            select(chunks)
            .where(column.contains(text.lower(), autoescape=True))
            .order_by(chunks.c.document_id, chunks.c.ordinal)
            .limit(limit)
        )
        with self._reading() as connection:
            return [rows.chunk_of(row) for row in connection.execute(query).mappings()]

    def defects_of(self, document_id: str, start: int, end: int) -> list[SourceDefect]:
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
        with self._reading() as connection:
            return [rows.defect_of(row) for row in connection.execute(query).mappings()]

    def parallels_of(self, chunk_id: str, start: int, end: int) -> list[Parallel]:
        """Return where else is stated what a clean range of a chunk states, nearest first."""
        with self._reading() as connection:
            return read_parallels(connection, chunk_id, start, end)

    def parallels_in(self, document_id: str) -> list[Parallel]:
        """Return where else is stated what a document states."""
        with self._reading() as connection:
            return read_document_parallels(connection, document_id)

    def restatements(self, chunk_ids: Sequence[str]) -> Restatements:
        """Return what some chunks say in common."""
        with self._reading() as connection:
            return read_restatements(connection, chunk_ids)

    def iter_chunks(self) -> Iterator[Chunk]:
        """Yield all chunks by document and order, a batch in memory at a time."""
        query = select(chunks).order_by(chunks.c.document_id, chunks.c.ordinal)
        last: tuple[str, int] | None = None
        while True:
            page = query.limit(_BATCH)
            if last:
                page = page.where(
                    (chunks.c.document_id > last[0])
                    | ((chunks.c.document_id == last[0]) & (chunks.c.ordinal > last[1]))
                )
            with self._reading() as connection:
                found = connection.execute(page).mappings().all()
            if not found:
                return
            yield from (rows.chunk_of(row) for row in found)
            last = found[-1]["document_id"], found[-1]["ordinal"]

    def chunk_count(self) -> int:
        """Return how many chunks are stored."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(chunks)).scalar_one()

    def fingerprint(self) -> str:
        """Return the hash of the corpus: equal when the same documents are cut the same way."""
        columns = (documents.c.id, documents.c.sha256, documents.c.revision)
        with self._reading() as connection:
            found = connection.execute(select(*columns).order_by(documents.c.id)).all()
        digest = hashlib.sha256(CHUNKING_VERSION.encode())
        for row in sorted(tuple(row) for row in found):
            digest.update("\x1f".join(row).encode() + b"\x1e")
        return digest.hexdigest()

    def _prepare(self) -> bool:
        """Create the tables where possible; return whether the store can be written."""
        try:
            with self._engine.begin() as connection:
                metadata.create_all(connection)
                _check_version(connection)
                connection.execute(
                    settings.update().where(settings.c.name == "schema").values(
                        value=SCHEMA_VERSION
                    )
                )  # fmt: skip
        except SQLAlchemyError as error:
            if not is_refused_write(error):
                raise
            with self._engine.connect() as connection:
                _check_version(connection)
            return False
        return True

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with translated(), self._engine.connect() as connection:
            yield connection


def _successions(connection: Connection, document_id: str | None = None) -> dict[str, Succession]:
    query = select(successions.c.document_id, successions.c.succession)
    if document_id is not None:
        query = query.where(successions.c.document_id == document_id)
    return {id_: rows.succession_of(json) for id_, json in connection.execute(query)}


def _delete(connection: Connection, document_id: str) -> bool:
    connection.execute(delete(settings).where(settings.c.name == _LINKS))
    delete_statements(connection, document_id)
    connection.execute(delete(defects).where(defects.c.document_id == document_id))
    connection.execute(delete(chunks).where(chunks.c.document_id == document_id))
    return connection.execute(delete(documents).where(documents.c.id == document_id)).rowcount > 0


def _check_version(connection: Connection) -> None:
    query = select(settings.c.value).where(settings.c.name == "schema")
    stored = connection.execute(query).scalar_one_or_none()
    if stored is None:
        connection.execute(insert(settings).values(name="schema", value=SCHEMA_VERSION))
    elif stored != SCHEMA_VERSION:
        raise StoreUnavailable(
            f"资料库的结构版本是 {stored!r}，本程序需要 {SCHEMA_VERSION!r}；"
            "请换一个数据目录，或删除旧资料库后重新入库"
        )
