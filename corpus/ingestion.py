"""The whole path of documents into the store: load, take apart, cut, check, write; incremental.

A file whose bytes, catalog entry and way of cutting are as stored costs no more than its hash.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.catalog import EMPTY_CATALOG, Catalog
from corpus.chunking import CHUNKING_VERSION, DEFAULT_MAX_TOKENS, chunk_document
from corpus.defects import source_defects
from corpus.document_table import DocumentRecord
from corpus.folders import LoadFailure
from corpus.loading import OnPage, Source, Unchanged, load_sources
from corpus.parallels import statements_of
from corpus.store import CorpusStore


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


def ingest(
    paths: Iterable[Path],
    store: CorpusStore,
    *,
    catalog: Catalog = EMPTY_CATALOG,
    prune: bool = False,
    reserved: Mapping[str, str] | None = None,
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
        reserved: ids that are not to be taken, with the name of the file that has each.
        max_tokens: upper bound of a chunk.
        on_progress: called after each document.
        on_page: called after each page of a file that has pages.

    Raises:
        CatalogInvalid: the catalog names a part that a document does not have.
        StoreUnavailable: the store cannot be written.
    """
    paths = list(paths)
    report = IngestReport()
    stored = {record.id: record for record in store.records()}
    seen: dict[str, Path] = {}

    def is_known(id_: str, sha256: str) -> bool:
        record = stored.get(id_)
        revision = _revision(id_, catalog, max_tokens)
        return record is not None and (record.sha256, record.revision) == (sha256, revision)

    sources = load_sources(paths, is_known=is_known, on_page=on_page)
    for done, source in enumerate(sources, start=1):
        if isinstance(source, LoadFailure):
            report.failed.append(source)
        elif reason := _id_taken(source.id, seen, reserved or {}):
            report.failed.append(LoadFailure(str(source.path), reason))
        else:
            seen[source.id] = source.path
            if isinstance(source, Unchanged) or is_known(source.id, source.sha256):
                report.unchanged.append(source.id)
            else:
                _write(source, store, catalog, max_tokens)
                (report.replaced if source.id in stored else report.added).append(source.id)
        if on_progress:
            on_progress(done, Path(source.path).name)
    # A mistyped folder must not empty the store.
    if prune and all(path.exists() for path in paths):
        kept = seen.keys() | _still_there(stored.values(), report.failed)
        report.removed = [id_ for id_ in stored if id_ not in kept and store.remove(id_)]
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


def _id_taken(
    document_id: str, seen: Mapping[str, Path], reserved: Mapping[str, str]
) -> str | None:
    """Return why a document may not have this id, None where it may."""
    if document_id in seen:
        return f"编号 {document_id!r} 在同一批里重复（先见于 {seen[document_id].name}）"
    if document_id in reserved:
        owner = reserved[document_id]
        return f"编号 {document_id!r} 已由文件 {owner!r} 占用，请改名，或先移除那份文件"
    return None


def _still_there(stored: Iterable[DocumentRecord], failed: Iterable[LoadFailure]) -> set[str]:
    """Return the ids whose file is there, though it could not be read this time."""
    names = {Path(failure.path).name for failure in failed}
    return {
        record.id for record in stored
        # A member of an archive is named from the archive on.
        if names & set((record.metadata.file_name or "").split("/"))
    }  # fmt: skip


def _write(source: Source, store: CorpusStore, catalog: Catalog, max_tokens: int) -> None:
    document = source.document(catalog)
    chunks = chunk_document(document, max_tokens=max_tokens)
    store.put(
        document,
        chunks,
        revision=_revision(source.id, catalog, max_tokens),
        defects_=source_defects(document, chunks),
        statements=statements_of(chunks),
    )


def max_tokens_of(revision: str) -> int | None:
    """Return the bound that a stored document was cut with, None if the revision does not say."""
    parts = revision.split(":")
    return int(parts[1]) if len(parts) == 3 and parts[1].isdigit() else None


def _revision(document_id: str, catalog: Catalog, max_tokens: int) -> str:
    return f"{CHUNKING_VERSION}:{max_tokens}:{catalog.fingerprint(document_id)}"
