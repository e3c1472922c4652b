"""Last step of reading: what is ready is written, some documents at a time, and reported."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.folders import LoadFailure
from corpus.loading import Source, Unchanged
from corpus.preparing import Prepared
from corpus.store.corpus_store import CorpusStore
from corpus.store.document_table import Stamp

# Written together; a commit costs as much as a short document. What is ready waits no longer than
# the next document that is ready after this time.
MAX_TOGETHER = 64
_MAX_CHARS_TOGETHER = 1_000_000
_MAX_WAIT_S = 1.0
# Asked for one by one, so that one uploaded file does not read of all that is stored.
_MAX_ASKED = 50

# Called after each document or failure with how many are done and the name of the last one.
Progress = Callable[[int, str], None]

Item = Source | Unchanged | LoadFailure


@dataclass
class IngestReport:
    """Ids of documents by what became of them, and the failures."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[LoadFailure] = field(default_factory=list)

    @property
    def has_changes(self) -> bool:
        """Whether the store now holds something else than before."""
        return bool(self.added or self.replaced or self.removed)


class StoredStamps:
    """The stamps of what was stored before; a few are asked for one by one, many read at once."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store
        self._known: dict[str, Stamp | None] = {}
        self._is_whole = False

    def stamp(self, document_id: str) -> Stamp | None:
        """Return what a document was when it was first asked for, None if it was not there."""
        if not self._is_whole and document_id not in self._known:
            if len(self._known) >= _MAX_ASKED:
                self.ids()
            else:
                self._known[document_id] = self._store.stamp(document_id)
        return self._known.get(document_id)

    def ids(self) -> set[str]:
        """Return the ids of all that was stored."""
        if not self._is_whole:
            # What was written meanwhile stays as it was asked for.
            self._known = {**self._store.stamps(), **self._known}
            self._is_whole = True
        return {id_ for id_, stamp in self._known.items() if stamp}


class Writer:
    """Writes what is ready, some documents in one transaction, and keeps the report."""

    def __init__(
        self, store: CorpusStore, stored: StoredStamps, on_progress: Progress | None
    ) -> None:
        self.report = IngestReport()
        self._store = store
        self._stored = stored
        self._on_progress = on_progress
        self._ready: list[tuple[Item, Prepared | None]] = []
        self._chars = 0
        self._done = 0
        self._written_at = time.monotonic()

    def take(self, item: Item, prepared: Prepared | None) -> None:
        """Take the next item; what is stored of it, if anything, is written soon."""
        self._ready.append((item, prepared))
        self._chars += len(prepared.document.source_text) if prepared else 0
        if (
            len(self._ready) >= MAX_TOGETHER
            or self._chars >= _MAX_CHARS_TOGETHER
            or time.monotonic() - self._written_at >= _MAX_WAIT_S
        ):
            self.write()

    def write(self) -> None:
        """Write all that was taken."""
        ready, self._ready, self._chars = self._ready, [], 0
        self._store.put_all([prepared for _, prepared in ready if prepared])
        for item, _ in ready:
            self._tell(item)
        self._written_at = time.monotonic()

    def _tell(self, item: Item) -> None:
        if isinstance(item, LoadFailure):
            self.report.failed.append(item)
        elif isinstance(item, Unchanged):
            self.report.unchanged.append(item.id)
        else:
            was_there = self._stored.stamp(item.id) is not None
            (self.report.replaced if was_there else self.report.added).append(item.id)
        self._done += 1
        if self._on_progress:
            self._on_progress(self._done, Path(item.path).name)
