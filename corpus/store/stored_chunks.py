"""What the store knows of chunks: ids, spans and words in; chunks, their defects and links out.

The queries are in `chunk_table.py`, of the links between sentences in `linking.py`.
"""

from collections.abc import Iterator, Sequence

from corpus.defects import SourceDefect
from corpus.document import Chunk
from corpus.parallels import Parallel, Restatements
from corpus.store.chunk_table import (
    count_chunks,
    read_batch,
    read_chunks,
    read_chunks_with,
    read_defects,
    read_document_chunks,
    read_texts,
)
from corpus.store.corpus_database import CorpusDatabase
from corpus.store.linking import read_document_parallels, read_parallels, read_restatements


class StoredChunks:
    """The chunks of a database. Every method raises `StoreUnavailable` where it fails."""

    _database: CorpusDatabase

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
