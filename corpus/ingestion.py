"""The whole path of documents into the store: load, take apart, cut, check, write; incremental.

A file whose bytes, catalog entry and way of cutting are as stored costs no more than its hash.
Documents are written in order, some at a time: killed at any moment, the store holds whole
documents, and the next ingest goes on behind them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from corpus.catalog import EMPTY_CATALOG, Catalog
from corpus.chunking import DEFAULT_MAX_TOKENS
from corpus.folders import LoadFailure
from corpus.loading import IsKnown, OnPage, Source, Unchanged, load_sources
from corpus.preparing import Preparation
from corpus.store.corpus_store import CorpusStore
from corpus.storing import IngestReport, Item, Progress, StoredStamps, Writer

# Returns the name of another file that has an id, so that it may not be taken; None where none has.
OwnerOf = Callable[[str], str | None]


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
        prune: whether documents that no file holds are removed; not where a path is missing.
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
    stored, seen = StoredStamps(store), dict[str, str]()
    is_known = _comparing(stored, preparation)
    sources = load_sources(paths, is_known=is_known, on_page=on_page)
    items = _admitted(sources, seen, owner_of, is_known)
    report = _written(items, preparation, Writer(store, stored, on_progress))
    if prune and all(path.exists() for path in paths):  # one mistyped must not empty the store
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


def _comparing(stored: StoredStamps, preparation: Preparation) -> IsKnown:
    """Return what tells whether a document is stored as its file holds it."""
    return lambda id_, sha256: stored.stamp(id_) == (sha256, preparation.revision(id_))


def _written(items: Iterable[Item], preparation: Preparation, writer: Writer) -> IngestReport:
    """Take apart and write what is new, and report of all."""
    try:
        for item in items:
            writer.take(item, preparation.prepared(item) if isinstance(item, Source) else None)
    finally:
        writer.write()  # whatever stopped it: what is ready stays
    return writer.report


def _admitted(
    sources: Iterable[Item],
    seen: dict[str, str],
    owner_of: OwnerOf | None,
    is_known: IsKnown,
) -> Iterator[Item]:
    """Yield what is to be taken apart, and what is not as unchanged or as a failure."""
    for source in sources:
        if isinstance(source, LoadFailure):
            yield source
        elif reason := _id_taken(source.id, seen, owner_of):
            yield LoadFailure(str(source.path), reason)
        else:
            seen[source.id] = str(source.path)
            is_new = isinstance(source, Source) and not is_known(source.id, source.sha256)
            yield source if is_new else Unchanged(source.id, source.path)


def _id_taken(document_id: str, seen: Mapping[str, str], owner_of: OwnerOf | None) -> str | None:
    """Return why a document may not have this id, None where it may."""
    if document_id in seen:
        return f"编号 {document_id!r} 在同一批里重复（先见于 {Path(seen[document_id]).name}）"
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
