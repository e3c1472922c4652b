"""Bring the vector index up to date with the store: chunks in, a current generation out.

It runs behind the answering of questions, in small steps, and can be stopped between any two. What
was embedded is in the cache: stopped or killed, the next run goes on where this one ended. A chunk
goes in with all of its vectors at once or not at all; chunks are counted. In a large corpus only
documents that are not known to be held are looked at.
"""

import logging
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.store.corpus_store import CorpusStore
from retrieval.contracts import DocumentDigests, Embedder, SentenceIndex, Vectors
from retrieval.described import described
from retrieval.keyword_sync import SMALL_CORPUS_CHUNKS, OnProgress
from retrieval.manifest import VectorSettings, VectorUnit
from retrieval.vectors.contents import ChunkContents, Wanted
from retrieval.vectors.held_documents import BEING_CHANGED, read_held, write_held
from retrieval.vectors.sentence_texts import SENTENCES_VERSION
from retrieval.words.segmentation import Segmenter

logger = logging.getLogger(__name__)

VECTOR_SCHEMA_VERSION = 2  # 1 had one vector a chunk
# Sentences embedded at once: stopping waits for one batch, a second or two on two cores.
EMBED_BATCH = 16
# Each write has its price, so that a large corpus whose vectors are known goes in by hundreds.
LARGE_BATCH = 256
# Above it a chunk has one vector of its own, not one for each sentence: a quarter of the memory
# and of the hours of embedding.
SENTENCES_UP_TO_CHUNKS = 20_000
BACKGROUND_NICENESS = 10  # half-way to the lowest priority


def unit_of(store: CorpusStore) -> VectorUnit:
    """Return what one vector is of in a corpus of this size."""
    return "chunk" if store.chunk_count() > SENTENCES_UP_TO_CHUNKS else "sentence"


def vector_settings(embedder: Embedder, *, unit: VectorUnit = "sentence") -> VectorSettings:
    """Return what a vector index built now would depend on."""
    return VectorSettings(
        schema_version=VECTOR_SCHEMA_VERSION,
        model=embedder.name,
        dimensions=embedder.dimensions,
        text_version=SENTENCES_VERSION,
        unit=unit,
    )


class VectorSync:
    """One run of bringing a vector index up to date; `indexed` tells how far it is."""

    def __init__(
        self,
        store: CorpusStore,
        embedder: Embedder,
        stop: threading.Event,
        *,
        segmenter: Segmenter | None = None,
    ) -> None:
        """Take a segmenter where the index searches words too.

        It knows the dictionary but no terms of the corpus: what several servers share must not
        depend on which of them wrote it, nor be written anew when terms change.
        """
        self.indexed = 0
        self._store = store
        self._embedder = embedder
        self._stop = stop
        self._embed_batch = EMBED_BATCH
        self._documents = store.digests()
        self._contents = ChunkContents(unit=unit_of(store), segmenter=segmenter)

    @property
    def is_small(self) -> bool:
        """Whether a change is better met by a new index than by changing the old one."""
        return self._store.chunk_count() <= SMALL_CORPUS_CHUNKS

    def is_current(self, index: SentenceIndex, folder: Path | None) -> bool:
        """Return whether an index holds exactly the store's chunks as they are.

        `folder` is where an index on this machine lies, None for one on a server.
        """
        if held := self._held(index, folder):
            return held == self._documents
        return index.digests() == {item.chunk.id: item.digest for item in self._wanted(None)}

    def bring_up(self, index: SentenceIndex, folder: Path | None, on_progress: OnProgress) -> bool:
        """Add, replace and remove until the index holds the store's chunks; False if stopped."""
        _step_back()
        held = self._held(index, folder)
        if held and isinstance(index, DocumentDigests):
            changed = [id_ for id_, now in self._documents.items() if held.get(id_) != now]
            gone = [id_ for id_ in held if id_ not in self._documents]
            have = index.digests_of([*changed, *gone])
            being_changed = dict.fromkeys([*changed, *gone], BEING_CHANGED)
        else:
            changed, have, held, being_changed = None, index.digests(), {}, {}
        if folder is not None:
            write_held(folder, {**held, **being_changed})
        is_whole = self._filled(index, changed, have, on_progress)
        if is_whole and folder is not None:
            write_held(folder, self._documents)
        return is_whole

    def _held(self, index: SentenceIndex, folder: Path | None) -> dict[str, str]:
        """Return what documents the index is known to hold; none where all must be looked at.

        A small corpus is looked at whole, as is an index with another count of chunks than the
        documents it is said to hold.
        """
        if folder is None or self.is_small:
            return {}
        held = read_held(folder)
        if held == self._documents and index.chunk_count() != self._store.chunk_count():
            return {}
        return held

    def _filled(
        self,
        index: SentenceIndex,
        documents: Sequence[str] | None,
        have: Mapping[str, str],
        on_progress: OnProgress,
    ) -> bool:
        """Bring up the chunks of some documents, None for all; `have` is what is there of them."""
        wanted = {item.chunk.id: item.digest for item in self._wanted(documents)}
        index.remove([id_ for id_ in have if id_ not in wanted])
        lacking = {id_ for id_, digest in wanted.items() if have.get(id_) != digest}
        total = len(wanted) if documents is None else self._store.chunk_count()
        self.indexed = total - len(lacking)
        on_progress(self.indexed, total)
        missing = (item for item in self._wanted(documents) if item.chunk.id in lacking)
        drawn = ((item, self._contents.texts(item)) for item in missing)
        for batch in _batches(drawn, self._embed_batch if self.is_small else LARGE_BATCH):
            vectors = self._vectors([text for _, texts in batch for text in texts])
            if vectors is None:
                return False
            entries = (self._contents.entries(item, texts) for item, texts in batch)
            index.put([entry for of_chunk in entries for entry in of_chunk], vectors)
            self.indexed += len(batch)
            on_progress(self.indexed, total)
        return True

    def _wanted(self, documents: Sequence[str] | None) -> Iterator[Wanted]:
        chunks = (
            self._store.iter_chunks()
            if documents is None
            else (chunk for id_ in documents for chunk in self._store.chunks_of(id_))
        )
        known = described(chunks, self._store)
        return self._contents.wanted(one for one in known if one[0].document_id in self._documents)

    def _vectors(self, texts: Sequence[str]) -> Vectors | None:
        """Embed texts in small steps; None if stopped before the last."""
        found: list[Vectors] = []
        for start in range(0, len(texts), self._embed_batch):
            if self._stop.is_set():
                return None
            some = texts[start : start + self._embed_batch]
            found.append(self._embedder.embed_passages(some))
        return np.concatenate(found)


def _batches(
    chunks: Iterable[tuple[Wanted, list[str]]], max_sentences: int
) -> Iterator[list[tuple[Wanted, list[str]]]]:
    """Put chunks together, in their order, while their sentences fit in one step of embedding."""
    batch: list[tuple[Wanted, list[str]]] = []
    size = 0
    for item, texts in chunks:
        if batch and size + len(texts) > max_sentences:
            yield batch
            batch, size = [], 0
        batch.append((item, texts))
        size += len(texts)
    if batch:
        yield batch


def _step_back() -> None:
    """Let those who answer questions go first, where this runs behind them in a thread.

    Linux gives each thread its own priority, and threads that a thread starts inherit it: so do
    the embedding engine's.
    """
    if sys.platform == "linux" and threading.current_thread() is not threading.main_thread():
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BACKGROUND_NICENESS)
