"""The indexes of a data directory: open them, bring them up to date, tell how far they are.

Second half of the document path: store → keyword index → vector index → manifest. Words come first
and are there within seconds; vectors follow behind, and questions are answered meanwhile.

    data_dir/index/keyword/   generations of the keyword index
    data_dir/index/vector/    generations of the vector index
    data_dir/embeddings.sqlite3   vectors by content, shared by all generations
"""

import threading
from pathlib import Path

from corpus.store.corpus_store import CorpusStore
from retrieval.contracts import Embedder
from retrieval.embedding.cache import VectorCache
from retrieval.embedding.embedders import CachedEmbedder
from retrieval.generations import Generations
from retrieval.indexes import Indexes, IndexStatus, PartStatus
from retrieval.keyword_sync import KeywordSync, OnProgress
from retrieval.vectors.keeping import VectorKeeper
from retrieval.vectors.place import VectorPlace
from retrieval.words.segmentation import Segmenter

EMBEDDING_CACHE = "embeddings.sqlite3"


class Indexer:
    """Keeps the indexes of one data directory in step with the store."""

    def __init__(
        self,
        store: CorpusStore,
        data_dir: Path,
        *,
        embedder: Embedder | None,
        chroma_url: str | None = None,
        embedding_cache: Path | None = None,
        milvus_uri: str | None = None,
    ) -> None:
        cache_file = embedding_cache or data_dir / EMBEDDING_CACHE
        folder = data_dir / "index"
        self.embedder = CachedEmbedder(embedder, VectorCache(cache_file)) if embedder else None
        self.indexes = Indexes(self.embedder)
        self._store = store
        self._keyword_sync = KeywordSync(store, Generations(folder / "keyword"), cache_dir=folder)
        self._keyword_lock = threading.Lock()
        self._vectors = VectorKeeper(
            store,
            folder,
            self.indexes,
            embedder=self.embedder,
            place=VectorPlace(chroma_url, milvus_uri),
            segmenter=Segmenter(cache_dir=folder) if milvus_uri else None,
        )

    def open(self) -> None:
        """Open the keyword index and check the vector index; what is not built yet stays None.

        Raises:
            IndexStale: an index was built with other settings.
        """
        self.indexes.keyword = self._keyword_sync.open()
        self._vectors.check()

    def open_vectors(self) -> None:
        """Open the vector index if it is complete; it takes a second or two.

        A server that was away is connected to anew: it may come back with less than it had.

        Raises:
            IndexUnavailable: the server does not answer, or the index is damaged.
            EmbeddingUnavailable: the embedding endpoint has not told yet what its vectors are.
        """
        self._vectors.open()

    def follow(self) -> bool:
        """Open what another process has put in place; return whether the documents have changed.

        Where nothing was, this looks at four small files. A question that is just searching the
        former vectors goes on with words.

        Raises:
            IndexStale: the new index was built with other settings; the former stays open.
            IndexUnavailable: it cannot be opened; the former stays open.
        """
        has_changed = False
        with self._keyword_lock:
            if self._keyword_sync.is_overtaken:
                self.indexes.keyword = self._keyword_sync.open()
                self.indexes.version += 1
                has_changed = True
        if not self.indexes.semantic_loss:
            # Else whoever builds vectors tries again, and waits in between.
            self._vectors.follow()
        return has_changed

    def look(self) -> None:
        """Ask the server of the vectors whether it is there; what is found is noted."""
        self._vectors.look()

    def sync_keywords(self, on_progress: OnProgress = lambda *_: None) -> None:
        """Make the keyword index hold exactly what the store does.

        Raises:
            IndexStale: the index there was built with other settings.
            IndexUnavailable: another process is writing it.
        """
        with self._keyword_lock:
            self.indexes.keyword = self._keyword_sync.bring_up(on_progress)
            self.indexes.version += 1

    def sync_vectors(
        self,
        on_progress: OnProgress = lambda *_: None,
        stop: threading.Event | None = None,
    ) -> None:
        """Make the vector index hold exactly what the store does, unless stopped before the end.

        Raises:
            IndexStale: the index there was built with other settings.
            IndexBusy: another process is building it.
            IndexUnavailable: the server that holds it is away.
            EmbeddingUnavailable: the embedding endpoint is away; what was embedded is kept.
        """
        self._vectors.sync(on_progress, stop)

    def rebuild(self) -> None:
        """Drop both indexes, so that the next sync builds them anew; the embedding cache stays.

        Raises:
            IndexBusy: another process is writing one of them.
        """
        with self._keyword_lock:
            self.indexes.keyword = None
            self._keyword_sync.discard()
            self._vectors.discard()

    def close(self) -> None:
        """Let go of the indexes' files."""
        self._vectors.close()
        self.indexes.keyword = None

    def status(self) -> IndexStatus:
        """Return how far each index is."""
        total = self._store.chunk_count()
        keyword = self.indexes.keyword
        indexed = min(keyword.chunk_count(), total) if keyword else 0
        return IndexStatus(
            keyword=PartStatus(keyword is not None and indexed == total, indexed, total),
            vector=self._vectors.status(total),
        )
