"""What a question needs to know of documents, remembered while the corpus stays as it is.

Only of documents that were found is anything kept, so that memory does not grow with their number;
of laws it is the titles, as a question may name any of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus import Metadata
from corpus.store.corpus_store import CorpusStore
from retrieval.named_works import WorkTitles

MAX_REMEMBERED = 10_000


@dataclass
class _Known:
    """What was read of one state of the corpus."""

    version: int
    metadata: dict[str, Metadata] = field(default_factory=dict)
    works: WorkTitles | None = None
    regions: frozenset[str] | None = None


class KnownDocuments:
    """Reads what is asked for, and forgets it when the corpus is known to have changed."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store
        self._known = _Known(-1)

    def of(self, document_ids: Iterable[str], *, version: int) -> dict[str, Metadata]:
        """Return the metadata of documents by id; those that are not stored are left out."""
        known, wanted = self._at(version), set(document_ids)
        found = {id_: known.metadata[id_] for id_ in wanted if id_ in known.metadata}
        if missing := sorted(wanted - found.keys()):
            new = {record.id: record.metadata for record in self._store.records_of(missing)}
            if len(known.metadata) + len(new) > MAX_REMEMBERED:
                known.metadata = {}
            known.metadata |= new
            found |= new
        return found

    def works_at(self, version: int) -> WorkTitles:
        """Return the laws by title."""
        known = self._at(version)
        if known.works is None:
            known.works = WorkTitles({law.id: law.metadata for law in self._store.laws()})
        return known.works

    def regions_at(self, version: int) -> frozenset[str]:
        """Return the regions that documents are of."""
        known = self._at(version)
        if known.regions is None:
            known.regions = frozenset(self._store.regions())
        return known.regions

    def _at(self, version: int) -> _Known:
        known = self._known
        if known.version != version:
            # One value, so that who is just reading goes on with the former.
            known = self._known = _Known(version)
        return known
