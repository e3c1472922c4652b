"""Bring the keyword index up to date with the store: documents in, a current generation out."""

import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from corpus.store.corpus_store import CorpusStore
from retrieval.described import described
from retrieval.generations import Generations, Stamp
from retrieval.keyword_index import KEYWORD_SCHEMA_VERSION, KeywordIndex
from retrieval.manifest import (
    KeywordManifest,
    KeywordSettings,
    read_keyword_manifest,
    require_same,
    write_manifest,
)
from retrieval.words.corpus_terms import draw_terms
from retrieval.words.segmentation import Segmenter, dictionary_hash
from retrieval.writer_lock import writing_alone

logger = logging.getLogger(__name__)

# Up to here a change rebuilds everything, in seconds: the index is then a function of the documents
# alone, whatever order they came in, and nothing of a removed one is left in any file.
SMALL_CORPUS_CHUNKS = 3_000
# Above it, terms stay as they were until this share of them would change. To draw them all texts
# are read, minutes for a large corpus, so that is done only after this share of documents changed.
MAX_TERM_CHANGE = 0.1
MAX_CHANGED = 0.05
# Another process that writes is waited for; 3,000 chunks take it some ten seconds.
WRITER_WAIT_S = 30.0

OnProgress = Callable[[int, int], None]


def keyword_settings() -> KeywordSettings:
    """Return what a keyword index built now would depend on."""
    return KeywordSettings(schema_version=KEYWORD_SCHEMA_VERSION, dictionary=dictionary_hash())


class KeywordSync:
    """Opens the current keyword index and keeps it in step with the store."""

    def __init__(
        self,
        store: CorpusStore,
        generations: Generations,
        *,
        cache_dir: Path,
        small_corpus_chunks: int = SMALL_CORPUS_CHUNKS,
    ) -> None:
        self._store = store
        self._generations = generations
        self._cache_dir = cache_dir
        self._small_corpus_chunks = small_corpus_chunks
        self._lock = cache_dir / "keyword.lock"
        self._stamp: Stamp | None = None
        self._index: KeywordIndex | None = None

    @property
    def is_overtaken(self) -> bool:
        """Whether another process has put an index in place since the last look."""
        stamp = self._generations.stamp()
        return stamp is not None and stamp != self._stamp

    def open(self) -> KeywordIndex | None:
        """Return the current index, opened once for each state; None if there is none yet.

        Raises:
            IndexStale: it was built with other settings.
            IndexUnavailable: its files are damaged.
        """
        stamp = self._generations.stamp()
        if stamp is None:
            self._index = None
        elif self._index is None or self._stamp is None or self._stamp.folder != stamp.folder:
            self._index = self._opened(stamp.folder)
        elif stamp != self._stamp:
            self._index.reload()
        self._stamp = stamp
        return self._index

    def bring_up(self, on_progress: OnProgress) -> KeywordIndex:
        """Return an index of exactly what the store holds; unchanged documents are not touched.

        A crash at any moment leaves the former generation; a crash between the commit and the
        manifest of a change in place repeats that change, to the same effect.

        Raises:
            IndexBusy: another process goes on writing the index.
        """
        if (index := self._whole(self._store.digests())) is not None:
            return index
        with writing_alone(self._lock, wait_s=WRITER_WAIT_S):
            # Another process may have changed both while it was waited for.
            wanted = self._store.digests()
            return self._whole(wanted) or self._brought_up(wanted, on_progress)

    def discard(self) -> None:
        """Drop the index, so that the next one is built anew."""
        with writing_alone(self._lock, wait_s=WRITER_WAIT_S):
            self._generations.discard()

    def _whole(self, wanted: Mapping[str, str]) -> KeywordIndex | None:
        """Return the current index if it holds exactly these documents."""
        index = self.open()
        if index is None or self._stamp is None:
            return None
        indexed = read_keyword_manifest(self._stamp.folder).documents
        return index if indexed == wanted else None

    def _brought_up(self, wanted: dict[str, str], on_progress: OnProgress) -> KeywordIndex:
        index, stamp = self._index, self._stamp
        is_small = self._store.chunk_count() <= self._small_corpus_chunks
        if index is None or stamp is None or is_small:
            return self._build(wanted, self._terms(), on_progress)
        manifest = read_keyword_manifest(stamp.folder)
        changed = manifest.changed + _count_changed(manifest.documents, wanted)
        if changed > MAX_CHANGED * len(wanted):
            terms, changed = self._terms(), 0
            if _differ(manifest.terms, terms):
                return self._build(wanted, terms, on_progress)
        self._update(index, manifest.documents, wanted, on_progress)
        known = {"documents": wanted, "changed": changed}
        write_manifest(stamp.folder, manifest.model_copy(update=known))
        self._stamp = self._generations.stamp()
        return index

    def _opened(self, folder: Path) -> KeywordIndex:
        manifest = read_keyword_manifest(folder)
        require_same(manifest.settings, keyword_settings())
        return KeywordIndex.open(folder / "index", self._segmenter(manifest.terms))

    def _segmenter(self, terms: Iterable[str]) -> Segmenter:
        return Segmenter(terms, cache_dir=self._cache_dir)

    def _terms(self) -> list[str]:
        return draw_terms(chunk.text for chunk in self._store.iter_chunks())

    def _build(
        self,
        wanted: dict[str, str],
        terms: Iterable[str],
        on_progress: OnProgress,
    ) -> KeywordIndex:
        folder = self._generations.begin()
        index = KeywordIndex.create(folder / "index", self._segmenter(terms))
        total = self._store.chunk_count()
        with index.writing() as writer:
            chunks = described(self._store.iter_chunks(), self._store)
            for n, (chunk, metadata) in enumerate(chunks, start=1):
                if chunk.document_id in wanted:
                    writer.add(chunk, metadata)
                on_progress(n, total)
        manifest = KeywordManifest(
            settings=keyword_settings(), terms=index.segmenter.terms, documents=wanted
        )
        write_manifest(folder, manifest)
        self._generations.publish(folder)
        self._stamp, self._index = self._generations.stamp(), index
        logger.info("keyword index built", extra={"chunks": total, "terms": len(manifest.terms)})
        return index

    def _update(
        self,
        index: KeywordIndex,
        indexed: Mapping[str, str],
        wanted: Mapping[str, str],
        on_progress: OnProgress,
    ) -> None:
        gone = [document_id for document_id in indexed if document_id not in wanted]
        changed = [id_ for id_, digest in wanted.items() if indexed.get(id_) != digest]
        with index.writing() as writer:
            for document_id in gone:
                writer.remove(document_id)
            for n, document_id in enumerate(changed, start=1):
                writer.remove(document_id)
                for chunk, metadata in described(self._store.chunks_of(document_id), self._store):
                    writer.add(chunk, metadata)
                on_progress(n, len(changed))
        counts = {"changed": len(changed), "removed": len(gone)}
        logger.info("keyword index updated", extra=counts)


def _count_changed(indexed: Mapping[str, str], wanted: Mapping[str, str]) -> int:
    ids = indexed.keys() | wanted.keys()
    return sum(indexed.get(id_) != wanted.get(id_) for id_ in ids)


def _differ(before: Iterable[str], now: Iterable[str]) -> bool:
    old, new = set(before), set(now)
    return len(old ^ new) > MAX_TERM_CHANGE * max(len(old), 1)
