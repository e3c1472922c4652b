"""The whole path of documents into the store: load, take apart, cut, check, write; incremental.

A file whose bytes, catalog entry and way of cutting are as stored costs no more than its hash.
Documents are written in order, some at a time: killed at any moment, the store holds whole
documents, and the next ingest goes on behind them.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.catalog import EMPTY_CATALOG, Catalog
from corpus.chunking import DEFAULT_MAX_TOKENS
from corpus.document_table import Stamp
from corpus.folders import LoadFailure
from corpus.loading import IsKnown, OnPage, Source, Unchanged, load_sources
from corpus.preparing import Preparation, Prepared
from corpus.store import CorpusStore

# Written together; a commit costs as much as a short document. What is ready waits no longer than
# the next document that is ready after this time.
MAX_TOGETHER = 64
_MAX_CHARS_TOGETHER = 1_000_000
_MAX_WAIT_S = 1.0
# Asked for one by one, so that one uploaded file does not read of all that is stored.
_MAX_ASKED = 50


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


# Called after each document or failure with how many are done and the name of the last one.
Progress = Callable[[int, str], None]
# Returns the name of another file that has an id, so that it may not be taken; None where none has.
OwnerOf = Callable[[str], str | None]

_Item = Source | Unchanged | LoadFailure


def ingest(
    paths: Iterable[Path],
    store: CorpusStore,
    *,
    catalog: Catalog = EMPTY_CATALOG,
    prune: bool = False,
    owner_of: OwnerOf | None = None,
    max_tokens: int = DEFAULT_MAX_TOKENS,
    on_progress: Progress | None = None,
    on_page: OnPage | None = None,
) -> IngestReport:
    """Bring the store to what the files hold.

    Args:
        paths: files and folders.
        store: where documents and chunks go.
        catalog: what cannot be read off the files.
        prune: whether documents that the files do not hold are removed; not where a path is
            missing altogether.
        owner_of: asked for each id that is to be taken.
        max_tokens: upper bound of a chunk.
        on_progress: called after each document, once it is written.
        on_page: called after each page of a file that has pages.

    Raises:
        CatalogInvalid: the catalog names a part that a document does not have.
        StoreUnavailable: the store cannot be written.
    """
    paths = list(paths)
    preparation = Preparation(catalog, max_tokens)
    stored, seen = _Stored(store), dict[str, Path]()

    def is_known(id_: str, sha256: str) -> bool:
        return stored.stamp(id_) == (sha256, preparation.revision(id_))

    sources = load_sources(paths, is_known=is_known, on_page=on_page)
    items = _admitted(sources, seen, owner_of, is_known)
    writer = _Writer(store, stored, on_progress)
    try:
        for item in items:
            writer.take(item, preparation.prepared(item) if isinstance(item, Source) else None)
    finally:
        writer.write()  # whatever stopped it: what is ready stays
    report = writer.report
    # A mistyped folder must not empty the store.
    if prune and all(path.exists() for path in paths):
        gone = stored.ids() - seen.keys() - _still_there(store, report.failed)
        report.removed = [id_ for id_ in sorted(gone) if store.remove(id_)]
    # Even where nothing changed: the last ingest may have died before it came here.
    store.link_versions()
    return report


def remove_documents(document_ids: Iterable[str], store: CorpusStore) -> list[str]:
    """Remove documents and return the ids that were there; what they superseded is in force again.

    Raises:
        StoreUnavailable: the store cannot be written.
    """
    removed = [id_ for id_ in document_ids if store.remove(id_)]
    store.link_versions()
    return removed


class _Stored:
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


class _Writer:
    """Writes what is ready, some documents in one transaction, and keeps the report."""

    def __init__(self, store: CorpusStore, stored: _Stored, on_progress: Progress | None) -> None:
        self.report = IngestReport()
        self._store = store
        self._stored = stored
        self._on_progress = on_progress
        self._ready: list[tuple[_Item, Prepared | None]] = []
        self._chars = 0
        self._done = 0
        self._written_at = time.monotonic()

    def take(self, item: _Item, prepared: Prepared | None) -> None:
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

    def _tell(self, item: _Item) -> None:
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


def _admitted(
    sources: Iterable[_Item],
    seen: dict[str, Path],
    owner_of: OwnerOf | None,
    is_known: IsKnown,
) -> Iterator[_Item]:
    """Yield what is to be taken apart, and what is not as unchanged or as a failure."""
    for source in sources:
        if isinstance(source, LoadFailure):
            yield source
        elif reason := _id_taken(source.id, seen, owner_of):
            yield LoadFailure(str(source.path), reason)
        else:
            seen[source.id] = source.path
            is_new = isinstance(source, Source) and not is_known(source.id, source.sha256)
            yield source if is_new else Unchanged(source.id, source.path)


def _id_taken(document_id: str, seen: Mapping[str, Path], owner_of: OwnerOf | None) -> str | None:
    """Return why a document may not have this id, None where it may."""
    if document_id in seen:
        return f"编号 {document_id!r} 在同一批里重复（先见于 {seen[document_id].name}）"
    if owner_of and (owner := owner_of(document_id)) is not None:
        return f"编号 {document_id!r} 已由文件 {owner!r} 占用，请改名，或先移除那份文件"
    return None


def _still_there(store: CorpusStore, failed: Iterable[LoadFailure]) -> set[str]:
    """Return the ids whose file is there, though it could not be read this time."""
    names = {Path(failure.path).name for failure in failed}
    return {
        record.id for record in (store.records() if names else ())
        # A member of an archive is named from the archive on.
        if names & set((record.metadata.file_name or "").split("/"))
    }  # fmt: skip
