"""Documents and their chunks in SQL: SQLite by default, any database that SQLAlchemy knows by URL.

Each document is written with its chunks in one transaction: a reader sees the former state or
the new one. What is read of documents is in `stored_documents.py`, of chunks in
`stored_chunks.py`; opening is in `corpus_database.py`, errors are in `database.py`, the links
between versions in `succession_table.py` and `linking.py`. This file and the two that read know
nothing of sqlalchemy; the others of this package do.
"""

from collections.abc import Sequence

from corpus.chunking import CHUNKING_VERSION
from corpus.defects import SourceDefect
from corpus.document import Chunk, Document
from corpus.parallels import Statement
from corpus.preparing import Prepared
from corpus.store.corpus_database import CorpusDatabase
from corpus.store.document_table import delete_documents, fingerprint_of, write_documents
from corpus.store.linking import write_statements
from corpus.store.stored_chunks import StoredChunks
from corpus.store.stored_documents import StoredDocuments
from corpus.store.succession_table import draw_successions, read_state


class CorpusStore(StoredDocuments, StoredChunks):
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
        chunks: Sequence[Chunk],
        *,
        revision: str = CHUNKING_VERSION,
        defects: Sequence[SourceDefect] = (),
        statements: Sequence[Statement] = (),
    ) -> None:
        """Write a document with its chunks in one transaction, replacing what its id held.

        Args:
            document: the document.
            chunks: its chunks.
            revision: how it was cut and catalogued.
            defects: what is wrong in it.
            statements: its sentences, to be linked to those stored that state the same.
        """
        prints = [one.fingerprints for one in statements]
        self.put_all(
            [Prepared(document, tuple(chunks), revision, tuple(defects), tuple(statements),
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

    def link_versions(self) -> None:
        """Draw anew which documents are superseded or repealed by others.

        Every way that changes what is stored ends in this; where nothing has changed since, not
        even by one that died half-way, it costs one look.
        """
        with self._database.writing() as connection:
            draw_successions(connection)

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
