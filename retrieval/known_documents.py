"""Metadata of documents by id, remembered, so that a question costs no query for it."""

from corpus import Metadata
from corpus.store import CorpusStore
from retrieval.named_works import WorkTitles


class KnownDocuments:
    """Reads all metadata at once, and again when the corpus is known to have changed."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store
        self._version: int | None = None
        self._metadata: dict[str, Metadata] = {}
        self._works = WorkTitles({})

    def at(self, version: int) -> dict[str, Metadata]:
        """Return the metadata of all documents; read anew where `version` is not the last one."""
        if version != self._version:
            self._metadata = {record.id: record.metadata for record in self._store.records()}
            self._works = WorkTitles(self._metadata)
            self._version = version
        return self._metadata

    def works_at(self, version: int) -> WorkTitles:
        """Return the laws among them by title."""
        self.at(version)
        return self._works
