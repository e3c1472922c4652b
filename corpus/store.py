"""Documents and their chunks in SQL: SQLite by default, any database that SQLAlchemy knows by URL.

Each document is written with its chunks in one transaction: a reader sees the former state or
the new one. Opening is in `corpus_database.py`, errors are in `database.py`; the queries of
documents in `document_table.py`, of what they are looked up by in `listing_table.py`, of chunks in
`chunk_table.py`, of the links between versions in `succession_table.py` and between sentences in
`linking.py`. Besides these, `rows.py` and `schema.py`, no file of this package knows sqlalchemy.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from corpus.chunk_table import (
    count_chunks,
    read_batch,
    read_chunks,
    read_chunks_with,
    read_defects,
    read_document_chunks,
    read_texts,
)
from corpus.chunking import CHUNKING_VERSION
from corpus.corpus_database import CorpusDatabase
from corpus.defects import SourceDefect
from corpus.document import Chunk, Document
from corpus.document_table import (
    DocumentRecord,
    Stamp,
    count_documents,
    delete_documents,
    fingerprint_of,
    read_document,
    read_record_page,
    read_records,
    read_records_of,
    read_stamp,
    read_stamps,
    write_documents,
)
from corpus.linking import (
    read_document_parallels,
    read_parallels,
    read_restatements,
    write_statements,
)
from corpus.listing_table import (
    count_listed,
    find_laws,
    find_listed,
    find_numbered,
    find_received_as,
    read_digests,
    read_regions,
)
from corpus.parallels import Parallel, Restatements, Statement
from corpus.preparing import Prepared
from corpus.succession_table import draw_successions, read_state


class CorpusStore:
    """The corpus on disk. Opening creates what is missing."""

    def __init__(self, url: str) -> None:
        """Open the database at an SQLAlchemy URL such as `sqlite:///data/corpus.db`.

        Raises:
            StoreUnavailable: it cannot be opened, or another version of the schema made it.
        """
        self._database = CorpusDatabase(url)
        self.is_writable = self._database.is_writable

    def close(self) -> None:
        """Release the connections."""
        self._database.close()

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
        prints = [one.fingerprints for one in statements]
        self.put_all(
            [Prepared(document, tuple(chunks_), revision, tuple(defects_), tuple(statements),
                      tuple(prints))]
        )  # fmt: skip

    def put_all(self, prepared: Sequence[Prepared]) -> None:
        """Write some documents, each with all that hangs on it, in one transaction.

        The ids differ; what they held is replaced.
        """
        if not prepared:
            return
        with self._database.writing() as connection:
            delete_documents(connection, [one.document.id for one in prepared])
            write_documents(connection, prepared)
            write_statements(
                connection,
                [one for each in prepared for one in each.statements],
                [one for each in prepared for one in each.fingerprints],
            )

    def remove(self, document_id: str) -> bool:
        """Remove a document with its chunks; return whether there was one."""
        with self._database.writing() as connection:
            return delete_documents(connection, [document_id]) > 0

    def document(self, document_id: str) -> Document | None:
        """Return a whole document."""
        with self._database.reading() as connection:
            return read_document(connection, document_id)

    def records(self) -> list[DocumentRecord]:
        """Return what is stored, by id, without the texts."""
        with self._database.reading() as connection:
            return read_records(connection)

    def record_page(self, *, limit: int, offset: int) -> list[DocumentRecord]:
        """Return a page of what is stored, by id, without the texts."""
        with self._database.reading() as connection:
            return read_record_page(connection, limit=limit, offset=offset)

    def records_of(self, ids: Sequence[str]) -> list[DocumentRecord]:
        """Return some documents without the texts, in the order of the ids, those known."""
        with self._database.reading() as connection:
            return read_records_of(connection, ids)

    def document_count(self) -> int:
        """Return how many documents are stored."""
        with self._database.reading() as connection:
            return count_documents(connection)

    def listed(
        self, chosen: Mapping[str, str], *, words: Sequence[str], day: date, limit: int, offset: int
    ) -> tuple[int, list[DocumentRecord]]:
        """Return how many documents fit, and a page of them, the latest first.

        Args:
            chosen: values of region, issuer, kind, year and validity.
            words: all of them stand in the title or number, whatever the case of their letters.
            day: the day that validity is judged by.
            limit: how many at most.
            offset: how many are passed over.
        """
        with self._database.reading() as connection:
            total, ids = find_listed(
                connection, chosen, words=words, day=day, limit=limit, offset=offset
            )
            return total, read_records_of(connection, ids)

    def listed_counts(self, day: date) -> dict[str, dict[str, int]]:
        """Return how many documents have each value that a list is filtered by, most first."""
        with self._database.reading() as connection:
            return count_listed(connection, day=day)

    def regions(self) -> list[str]:
        """Return the regions that documents are of, sorted."""
        with self._database.reading() as connection:
            return read_regions(connection)

    def laws(self) -> list[DocumentRecord]:
        """Return the laws and regulations, by id, without the texts."""
        with self._database.reading() as connection:
            return read_records_of(connection, find_laws(connection))

    def numbered(self, number: str) -> list[DocumentRecord]:
        """Return the documents with a number (文号), however its brackets are written, by id."""
        with self._database.reading() as connection:
            return read_records_of(connection, find_numbered(connection, number))

    def received_as(self, file: str) -> list[DocumentRecord]:
        """Return the documents that came in a file or archive of this name, by id."""
        with self._database.reading() as connection:
            return read_records_of(connection, find_received_as(connection, file))

    def stamp(self, document_id: str) -> Stamp | None:
        """Return what tells whether a document has changed; None if it is not stored."""
        with self._database.reading() as connection:
            return read_stamp(connection, document_id)

    def stamps(self) -> dict[str, Stamp]:
        """Return for each document what tells whether it has changed."""
        with self._database.reading() as connection:
            return read_stamps(connection)

    def digests(self) -> dict[str, str]:
        """Return for each document what changes when anything of it that is indexed does.

        An index is compared with it whenever documents change: half a second for 100,000. With
        millions, what has changed would have to be noted in the store.
        """
        with self._database.reading() as connection:
            return read_digests(connection)

    def link_versions(self) -> None:
        """Draw anew which documents are superseded or repealed by others.

        Every way that changes what is stored ends in this; where nothing has changed since, not
        even by one that died half-way, it costs one look.
        """
        with self._database.writing() as connection:
            draw_successions(connection)

    def chunks(self, ids: Sequence[str]) -> list[Chunk]:
        """Return chunks in the order of the ids; unknown ids are skipped."""
        with self._database.reading() as connection:
            return read_chunks(connection, ids)

    def chunk_texts(self, ids: Sequence[str]) -> Iterator[str]:
        """Yield the texts of chunks, in no order; unknown ids are skipped."""
        with self._database.reading() as connection:
            yield from read_texts(connection, ids)

    def chunks_of(self, document_id: str) -> list[Chunk]:
        """Return the chunks of a document in order of its text."""
        with self._database.reading() as connection:
            return read_document_chunks(connection, document_id)

    def chunks_with(self, text: str, *, limit: int) -> list[Chunk]:
        """Return at most `limit` chunks whose text holds a text, whatever the case of its letters.

        They come by document and order; each text is looked through, no index is asked.
        """
        with self._database.reading() as connection:
            return read_chunks_with(connection, text, limit=limit)

    def defects_of(self, document_id: str, start: int, end: int) -> list[SourceDefect]:
        """Return the defects that a span of a document's source text covers, in order."""
        with self._database.reading() as connection:
            return read_defects(connection, document_id, start, end)

    def parallels_of(self, chunk_id: str, start: int, end: int) -> list[Parallel]:
        """Return where else is stated what a clean range of a chunk states, nearest first."""
        with self._database.reading() as connection:
            return read_parallels(connection, chunk_id, start, end)

    def parallels_in(self, document_id: str) -> list[Parallel]:
        """Return where else is stated what a document states."""
        with self._database.reading() as connection:
            return read_document_parallels(connection, document_id)

    def restatements(self, chunk_ids: Sequence[str]) -> Restatements:
        """Return what some chunks say in common."""
        with self._database.reading() as connection:
            return read_restatements(connection, chunk_ids)

    def iter_chunks(self) -> Iterator[Chunk]:
        """Yield all chunks by document and order, a batch in memory at a time."""
        last: Chunk | None = None
        while True:
            with self._database.reading() as connection:
                found = read_batch(connection, last)
            if not found:
                return
            yield from found
            last = found[-1]

    def chunk_count(self) -> int:
        """Return how many chunks are stored."""
        with self._database.reading() as connection:
            return count_chunks(connection)

    def state(self) -> str:
        """Return what changes whenever a document or a link between documents does, at once.

        Unlike the fingerprint it tells nothing of two stores.
        """
        with self._database.reading() as connection:
            return read_state(connection)

    def fingerprint(self) -> str:
        """Return the hash of the corpus: equal when the same documents are cut the same way."""
        with self._database.reading() as connection:
            return fingerprint_of(connection)
