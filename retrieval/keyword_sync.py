"""Bring the keyword index up to date with the store: documents in, a current generation out."""

import hashlib
import logging
from collections.abc import Callable, Iterable

from corpus.store import CorpusStore, DocumentRecord
from retrieval.corpus_terms import draw_terms
from retrieval.generations import Generations
from retrieval.keyword_index import KEYWORD_SCHEMA_VERSION, KeywordIndex, KeywordWriter
from retrieval.manifest import (
    KeywordManifest,
    KeywordSettings,
    read_keyword_manifest,
    require_same,
    write_manifest,
)
from retrieval.segmentation import Segmenter, dictionary_hash

logger = logging.getLogger(__name__)

# Up to here a change rebuilds everything, in seconds: the index is then a function of the documents
# alone, whatever order they came in, and nothing of a removed one is left in any file.
SMALL_CORPUS_CHUNKS = 3_000
# Above it, terms stay as they were until this share of them would change.
MAX_TERM_CHANGE = 0.1

OnProgress = Callable[[int, int], None]


def keyword_settings() -> KeywordSettings:
    """Return what a keyword index built now would depend on."""
    return KeywordSettings(schema_version=KEYWORD_SCHEMA_VERSION, dictionary=dictionary_hash())


def open_keywords(generations: Generations) -> KeywordIndex | None:
    """Open the current keyword index; None if there is none yet.

    Raises:
        IndexStale: it was built with other settings.
        IndexUnavailable: its files are damaged.
    """
    folder = generations.current()
    if folder is None:
        return None
    manifest = read_keyword_manifest(folder)
    require_same(manifest.settings, keyword_settings())
    return KeywordIndex.open(folder / "index", Segmenter(manifest.terms))


def sync_keywords(
    store: CorpusStore,
    generations: Generations,
    index: KeywordIndex | None,
    on_progress: OnProgress,
) -> KeywordIndex:
    """Return a keyword index of exactly what the store holds; the given one where nothing changed.

    A crash at any moment leaves the former generation; a crash between the commit and the manifest
    of an incremental change repeats that change, to the same effect.
    """
    records = {record.id: record for record in store.records()}
    wanted = {record.id: document_digest(record) for record in records.values()}
    folder = generations.current()
    manifest = read_keyword_manifest(folder) if folder else None
    if index is not None and manifest is not None and manifest.documents == wanted:
        return index
    terms = draw_terms(chunk.text for chunk in store.iter_chunks())
    if index is None or folder is None or manifest is None:
        return _build(store, generations, records, wanted, terms, on_progress)
    if store.chunk_count() <= SMALL_CORPUS_CHUNKS or _differ(manifest.terms, terms):
        return _build(store, generations, records, wanted, terms, on_progress)
    _update(store, index, records, manifest.documents, wanted, on_progress)
    write_manifest(folder, manifest.model_copy(update={"documents": wanted}))
    return index


def document_digest(record: DocumentRecord) -> str:
    """Return what changes when anything of a document that is indexed does."""
    content = f"{record.sha256}\0{record.revision}\0{record.metadata!r}"
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def _build(
    store: CorpusStore,
    generations: Generations,
    records: dict[str, DocumentRecord],
    wanted: dict[str, str],
    terms: Iterable[str],
    on_progress: OnProgress,
) -> KeywordIndex:
    folder = generations.begin()
    index = KeywordIndex.create(folder / "index", Segmenter(terms))
    total = store.chunk_count()
    with index.writing() as writer:
        for n, chunk in enumerate(store.iter_chunks(), start=1):
            if chunk.document_id in records:
                writer.add(chunk, records[chunk.document_id].metadata)
            on_progress(n, total)
    manifest = KeywordManifest(
        settings=keyword_settings(), terms=index.segmenter.terms, documents=wanted
    )
    write_manifest(folder, manifest)
    generations.publish(folder)
    logger.info("keyword index built", extra={"chunks": total, "terms": len(manifest.terms)})
    return index


def _update(
    store: CorpusStore,
    index: KeywordIndex,
    records: dict[str, DocumentRecord],
    indexed: dict[str, str],
    wanted: dict[str, str],
    on_progress: OnProgress,
) -> None:
    gone = [document_id for document_id in indexed if document_id not in wanted]
    changed = [id_ for id_, digest in wanted.items() if indexed.get(id_) != digest]
    with index.writing() as writer:
        for document_id in gone:
            writer.remove(document_id)
        for n, document_id in enumerate(changed, start=1):
            _replace(writer, store, records[document_id])
            on_progress(n, len(changed))
    logger.info("keyword index updated", extra={"changed": len(changed), "removed": len(gone)})


def _replace(writer: KeywordWriter, store: CorpusStore, record: DocumentRecord) -> None:
    writer.remove(record.id)
    for chunk in store.chunks_of(record.id):
        writer.add(chunk, record.metadata)


def _differ(before: Iterable[str], now: Iterable[str]) -> bool:
    old, new = set(before), set(now)
    return len(old ^ new) > MAX_TERM_CHANGE * max(len(old), 1)
