"""The vector index of a data directory: bring it up to date, tell how far it is.

Third step of the document path, behind the words: store → vector index → manifest. Where another
process builds, this one follows; where a server holds the vectors, it may be away.
"""

import logging
import threading
from contextlib import suppress
from pathlib import Path

from corpus.store.corpus_store import CorpusStore
from retrieval.contracts import Embedder
from retrieval.embedding.embedders import CachedEmbedder
from retrieval.errors import IndexUnavailable
from retrieval.generations import Generations
from retrieval.indexes import Indexes, PartStatus
from retrieval.keyword_sync import OnProgress
from retrieval.manifest import VectorManifest
from retrieval.vectors.open_index import OpenVectors
from retrieval.vectors.opening import VectorOpener
from retrieval.vectors.place import VectorPlace
from retrieval.vectors.sync import VectorSync
from retrieval.words.segmentation import Segmenter
from retrieval.writer_lock import writing_alone

logger = logging.getLogger(__name__)


class VectorKeeper:
    """Keeps the vectors of one data directory in step with the store; `indexes` gets them."""

    def __init__(
        self,
        store: CorpusStore,
        folder: Path,
        indexes: Indexes,
        *,
        embedder: CachedEmbedder | None,
        place: VectorPlace,
        segmenter: Segmenter | None,
    ) -> None:
        """Take a segmenter where the index searches words too; `folder` holds all indexes."""
        self.embedder = embedder
        self.indexes = indexes
        self._store = store
        self._cluster_segmenter = segmenter
        self._vectors = OpenVectors(
            store,
            indexes,
            Generations(folder / "vector"),
            opener=VectorOpener(store, embedder, place) if embedder else None,
            is_on_server=place.is_on_server,
        )
        self._writer_lock_file = folder / "vector.lock"
        # At which version of what the indexes hold the vectors were last seen to be all there.
        self._whole_at_version: int | None = None
        self._running: VectorSync | None = None
        self._lock = threading.Lock()

    def check(self) -> None:
        """Refuse an index that was built with other settings; nothing is opened.

        Raises:
            IndexStale: naming the setting.
        """
        self._vectors.check()

    def open(self) -> None:
        """Open the vector index if it is complete; it takes a second or two.

        Raises:
            IndexUnavailable: the server does not answer, or the index is damaged.
            EmbeddingUnavailable: the embedding endpoint has not told yet what its vectors are.
        """
        self._vectors.open()

    def follow(self) -> None:
        """Open what another process has put in place, unless vectors are being built right here.

        Raises:
            IndexStale: the new index was built with other settings; the former stays open.
            IndexUnavailable: it cannot be opened; the former stays open.
        """
        if self._lock.acquire(blocking=False):
            try:
                self._vectors.open()
            finally:
                self._lock.release()

    def look(self) -> None:
        """Ask the server of the vectors whether it is there; what is found is noted."""
        vector = self.indexes.vector
        if vector is not None:
            with suppress(IndexUnavailable):
                vector.ping()

    def sync(self, on_progress: OnProgress, stop: threading.Event | None = None) -> None:
        """Make the vector index hold exactly what the store does, unless stopped before the end.

        Raises:
            IndexStale: the index there was built with other settings.
            IndexBusy: another process is building it.
            IndexUnavailable: the server that holds it is away.
            EmbeddingUnavailable: the embedding endpoint is away; what was embedded is kept.
        """
        if self.embedder is None:
            return
        self.embedder.try_again()
        with self._lock:
            version = self.indexes.version
            self._vectors.open()
            sync = self._new_sync(self.embedder, stop)
            if self._is_whole(sync) or self._built(sync, on_progress):
                self._whole_at_version = version

    def discard(self) -> None:
        """Drop the index, so that the next sync builds it anew.

        Raises:
            IndexBusy: another process is writing it.
        """
        with self._lock:
            self._vectors.close()
            with writing_alone(self._writer_lock_file):
                self._vectors.discard()

    def close(self) -> None:
        """Let go of the index's files and of the embedding cache."""
        with self._lock:
            self._vectors.close()
            if self.embedder is not None:
                self.embedder.close()

    def status(self, total: int) -> PartStatus | None:
        """Return how far it is among so many chunks; None where there are no vectors at all."""
        if self.embedder is None:
            return None
        running, index = self._running, self.indexes.vector
        if running is not None:
            return PartStatus(False, min(running.indexed, total), total, "向量索引正在建立")
        loss = self.indexes.semantic_loss
        if index is None:
            return PartStatus(False, 0, total, loss or "向量索引尚未建立")
        indexed = min(index.chunk_count(), total)
        note = loss or (None if indexed == total else "向量索引尚不完整")
        if note is None and self._whole_at_version != self.indexes.version:
            # As many as there should be, but maybe of a document that was replaced or removed.
            note = "向量索引正在核对"
        return PartStatus(note is None, indexed, total, note)

    def _new_sync(self, embedder: Embedder, stop: threading.Event | None) -> VectorSync:
        stop = stop or threading.Event()
        return VectorSync(self._store, embedder, stop, segmenter=self._cluster_segmenter)

    def _is_whole(self, sync: VectorSync) -> bool:
        index = self.indexes.vector
        return index is not None and sync.is_current(index, self._vectors.folder)

    def _built(self, sync: VectorSync, on_progress: OnProgress) -> bool:
        """Build what is missing; return whether all is there, False if stopped before."""
        with writing_alone(self._writer_lock_file):
            self._vectors.open()  # another process may have built it since
            self._running = sync
            try:
                return self._brought_up(sync, on_progress)
            finally:
                self._running = None

    def _brought_up(self, sync: VectorSync, on_progress: OnProgress) -> bool:
        """Change the open index where that is the better way, else build another beside it."""
        if self._is_whole(sync):
            return True
        index = self.indexes.vector
        manifest = VectorManifest(settings=self._vectors.settings_now())
        # A corpus that has outgrown vectors of sentences needs another index.
        can_grow = index is not None and self._vectors.settings == manifest.settings
        if index is None or not can_grow or (sync.is_small and not self._vectors.is_on_server):
            return self._built_anew(sync, manifest, on_progress)
        is_whole = sync.bring_up(index, self._vectors.folder, on_progress)
        if is_whole:
            self._vectors.note_change(manifest)
        return is_whole

    def _built_anew(
        self, sync: VectorSync, manifest: VectorManifest, on_progress: OnProgress
    ) -> bool:
        fresh, folder = self._vectors.begin()
        try:
            is_whole = sync.bring_up(fresh, self._vectors.own(folder), on_progress)
        except BaseException:
            fresh.close()
            raise
        if not is_whole:
            fresh.close()
            return False
        self._vectors.replace(fresh, folder, manifest)
        logger.info("vector index built", extra={"chunks": sync.indexed})
        return True
