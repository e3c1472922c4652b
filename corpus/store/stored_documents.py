"""What the store knows of documents: ids, filters and days in, records and documents out.

The queries are in `document_table.py`, of what documents are looked up by in `listing_table.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from corpus.document import Document
from corpus.store.corpus_database import CorpusDatabase
from corpus.store.document_table import (
    DocumentRecord,
    Stamp,
    count_documents,
    read_document,
    read_record_page,
    read_records,
    read_records_of,
    read_stamp,
    read_stamps,
)
from corpus.store.listing_table import (
    count_listed,
    find_laws,
    find_listed,
    find_numbered,
    find_received_as,
    read_digests,
    read_regions,
)
from corpus.store.succession_table import read_state


class StoredDocuments:
    """The documents of a database. Every method raises `StoreUnavailable` where it fails."""

    _database: CorpusDatabase
    # At which state of the store, and for which day.
    _counted: tuple[tuple[str, date], Mapping[str, Mapping[str, int]]] | None = None

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

    def listed_counts(self, day: date) -> Mapping[str, Mapping[str, int]]:
        """Return how many documents have each value that a list is filtered by, most first.

        All rows are counted for it, so that is done once for each state of the store and day.
        """
        with self._database.reading() as connection:
            state = read_state(connection), day
            counted = self._counted
            if counted is None or counted[0] != state:
                counted = self._counted = state, count_listed(connection, day=day)
            return counted[1]

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
