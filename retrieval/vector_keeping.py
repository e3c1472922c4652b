"""The vector index of a data directory: open it, bring it up to date, tell how far it is.

Third step of the document path, behind the words: store → vector index → manifest. Where another
process builds, this one follows; where a server holds the vectors, it may be away.

    data_dir/index/vector/    generations of the vector index
"""

import logging
import threading
from contextlib import suppress
from pathlib import Path

from corpus.store import CorpusStore
from retrieval.contracts import Embedder, SentenceIndex
from retrieval.embedding import CachedEmbedder
from retrieval.errors import IndexUnavailable
from retrieval.generations import Generations, Stamp
from retrieval.indexes import Indexes, PartStatus
from retrieval.keyword_sync import OnProgress
from retrieval.manifest import (
    VectorManifest,
    VectorSettings,
    read_vector_manifest,
    write_manifest,
)
from retrieval.segmentation import Segmenter
from retrieval.vector_opening import VectorOpener
from retrieval.vector_place import VectorPlace
from retrieval.vector_sync import VectorSync, unit_of
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
        self._is_on_server = place.is_on_server
        self._opener = VectorOpener(store, embedder, place) if embedder else None
        self._cluster_segmenter = segmenter
        self._vector = Generations(folder / "vector")
        self._vector_lock_file = folder / "vector.lock"
        self._vector_stamp: Stamp | None = None
        # At which version of what the indexes hold the vectors were last seen to be all there.
        self._vectors_version: int | None = None
        self._running: VectorSync | None = None
        self._vector_lock = threading.Lock()

    def check(self) -> None:
        """Refuse an index that was built with other settings; nothing is opened.

        Raises:
            IndexStale: naming the setting.
        """
        self._vector_folder()

    def open(self) -> None:
        """Open the vector index if it is complete; it takes a second or two.

        A server that was away is connected to anew: it may come back with less than it had.

        Raises:
            IndexUnavailable: the server does not answer, or the index is damaged.
            EmbeddingUnavailable: the embedding endpoint has not told yet what its vectors are.
        """
        if self.indexes.vector is not None and self.indexes.vector.availability.reason:
            self.indexes.vector_loss = self.indexes.vector.availability.reason
            self._close_vectors()
        stamp, opened = self._vector.stamp(), self._vector_stamp
        if stamp is None or stamp == opened or (folder := self._vector_folder()) is None:
            return
        if opened is not None and opened.folder == folder:
            # Chroma sees what another process put there only once it was let go of.
            self._close_vectors()
        self._put_in_place(self._vector_index(folder), stamp)

    def follow(self) -> None:
        """Open what another process has put in place, unless vectors are being built right here.

        Raises:
            IndexStale: the new index was built with other settings; the former stays open.
            IndexUnavailable: it cannot be opened; the former stays open.
        """
        if self._vector_lock.acquire(blocking=False):
            try:
                self.open()
            finally:
                self._vector_lock.release()

    def look(self) -> None:
        """Ask the server of the vectors whether it is there; what is found is noted."""
        vector = self.indexes.vector
        if vector is not None:
            with suppress(IndexUnavailable):
                vector.ping()

    def sync(
        self,
        on_progress: OnProgress,
        stop: threading.Event | None = None,
    ) -> None:
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
        with self._vector_lock:
            version = self.indexes.version
            self.open()
            run = self._sync(self.embedder, stop)
            if self._has_all_vectors(run) or self._built_vectors(run, on_progress):
                self._vectors_version = version

    def discard(self) -> None:
        """Drop the index, so that the next sync builds it anew.

        Raises:
            IndexBusy: another process is writing it.
        """
        with self._vector_lock:
            self._close_vectors()
            with writing_alone(self._vector_lock_file):
                self._vector.discard()

    def close(self) -> None:
        """Let go of the index's files and of the embedding cache."""
        with self._vector_lock:
            self._close_vectors()
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
        if note is None and self._vectors_version != self.indexes.version:
            # As many as there should be, but maybe of a document that was replaced or removed.
            note = "向量索引正在核对"
        return PartStatus(note is None, indexed, total, note)

    def _built_vectors(self, sync: VectorSync, on_progress: OnProgress) -> bool:
        """Build what is missing; return whether all is there, False if stopped before."""
        with writing_alone(self._vector_lock_file):
            self.open()  # another process may have built it since
            self._running = sync
            try:
                return self._bring_up_vectors(sync, on_progress)
            finally:
                self._running = None

    def _sync(self, embedder: Embedder, stop: threading.Event | None = None) -> VectorSync:
        stop = stop or threading.Event()
        return VectorSync(self._store, embedder, stop, segmenter=self._cluster_segmenter)

    def _bring_up_vectors(self, sync: VectorSync, on_progress: OnProgress) -> bool:
        index = self.indexes.vector
        if self._has_all_vectors(sync):
            return True
        manifest = VectorManifest(settings=self._built_now.settings())
        # A corpus that has outgrown vectors of sentences needs another index.
        can_grow = index is not None and self._opened_settings() == manifest.settings
        if index is not None and can_grow and (self._is_on_server or not sync.is_small):
            is_whole = sync.bring_up(index, self._folder_of_vectors(), on_progress)
            if is_whole and (opened := self._vector_stamp) is not None:
                # Written anew, so that other processes notice.
                write_manifest(opened.folder, manifest)
                self._vector_stamp = self._vector.stamp()
            return is_whole
        folder = self._vector.begin()
        fresh = self._vector_index(folder)
        try:
            is_whole = sync.bring_up(fresh, self._own(folder), on_progress)
        except BaseException:
            fresh.close()
            raise
        if not is_whole:
            fresh.close()
            return False
        write_manifest(folder, manifest)
        # The former lets go of its files first, or it could write to what is being dropped.
        self._put_in_place(fresh, None)
        self._vector.publish(folder)
        self._vector_stamp = self._vector.stamp()
        logger.info("vector index built", extra={"chunks": sync.indexed})
        return True

    def _vector_folder(self) -> Path | None:
        """Return the folder of a vector index that can be used.

        Raises:
            IndexStale: the index was built with other settings.
        """
        folder = self._vector.current()
        if folder is None or self._opener is None:
            return None
        return folder if self._opener.fits(folder) else None

    def _vector_index(self, folder: Path) -> SentenceIndex:
        try:
            index = self._built_now.opened(folder)
        except IndexUnavailable as error:
            self.indexes.vector_loss = str(error)
            raise
        self.indexes.vector_loss = None
        return index

    @property
    def _built_now(self) -> VectorOpener:
        if self._opener is None:
            raise AssertionError("a vector index needs an embedder")
        return self._opener

    def _opened_settings(self) -> VectorSettings | None:
        stamp = self._vector_stamp
        return read_vector_manifest(stamp.folder).settings if stamp else None

    def _has_all_vectors(self, sync: VectorSync) -> bool:
        index = self.indexes.vector
        return index is not None and sync.is_current(index, self._folder_of_vectors())

    def _folder_of_vectors(self) -> Path | None:
        return self._own(self._vector_stamp.folder) if self._vector_stamp else None

    def _own(self, folder: Path) -> Path | None:
        """Return a folder if the vectors are in it; a server's may be changed by others."""
        return None if self._is_on_server else folder

    def _put_in_place(self, index: SentenceIndex, stamp: Stamp | None) -> None:
        former, self.indexes.vector = self.indexes.vector, index
        self.indexes.vector_unit = unit_of(self._store)
        self._vector_stamp = stamp
        if former is not None:
            former.close()

    def _close_vectors(self) -> None:
        index, self.indexes.vector, self._vector_stamp = self.indexes.vector, None, None
        if index is not None:
            index.close()
