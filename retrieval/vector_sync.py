"""Bring the vector index up to date with the store: chunks in, a current generation out.

It runs behind the answering of questions, in small steps, and can be stopped between any two. What
was embedded is in the cache: stopped or killed, the next run goes on where this one ended. Vectors
are of sentences, in a large corpus of whole chunks; a chunk goes in with all of its own at once or
not at all, and chunks are counted.
"""

import hashlib
import logging
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus import Chunk
from corpus.store import CorpusStore
from retrieval.contracts import Embedder, SentenceIndex, Vectors
from retrieval.filters import Traits, traits
from retrieval.keyword_index import indexed_texts
from retrieval.keyword_sync import SMALL_CORPUS_CHUNKS, OnProgress
from retrieval.manifest import VectorSettings, VectorUnit
from retrieval.segmentation import Segmenter, dictionary_hash
from retrieval.sentence_texts import SENTENCES_VERSION, chunk_text, sentence_texts
from retrieval.vector_entry import VectorEntry

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


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A chunk as the index should hold it; its sentences are drawn only when it must go in."""

    chunk: Chunk
    digest: str
    traits: Traits


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
        self._segmenter = segmenter
        self._store = store
        self._embedder = embedder
        self._stop = stop
        self._embed_batch = EMBED_BATCH
        self._unit = unit_of(store)
        self._metadata = {record.id: record.metadata for record in store.records()}

    @property
    def is_small(self) -> bool:
        """Whether a change is better met by a new index than by changing the old one."""
        return self._store.chunk_count() <= SMALL_CORPUS_CHUNKS

    def is_current(self, index: SentenceIndex) -> bool:
        """Return whether an index holds exactly the store's chunks as they are."""
        return index.digests() == {item.chunk.id: item.digest for item in self._wanted()}

    def bring_up(self, index: SentenceIndex, on_progress: OnProgress) -> bool:
        """Add, replace and remove until the index holds the store's chunks; False if stopped."""
        _step_back()
        have = index.digests()
        wanted = {item.chunk.id: item.digest for item in self._wanted()}
        index.remove([id_ for id_ in have if id_ not in wanted])
        self.indexed = sum(have.get(id_) == digest for id_, digest in wanted.items())
        on_progress(self.indexed, len(wanted))
        missing = (item for item in self._wanted() if have.get(item.chunk.id) != item.digest)
        drawn = ((item, self._texts(item.chunk)) for item in missing)
        for batch in _batches(drawn, self._embed_batch if self.is_small else LARGE_BATCH):
            vectors = self._vectors([text for _, texts in batch for text in texts])
            if vectors is None:
                return False
            index.put([one for item, texts in batch for one in self._entries(item, texts)], vectors)
            self.indexed += len(batch)
            on_progress(self.indexed, len(wanted))
        return True

    def _vectors(self, texts: Sequence[str]) -> Vectors | None:
        """Embed texts in small steps; None if stopped before the last."""
        found: list[Vectors] = []
        for start in range(0, len(texts), self._embed_batch):
            if self._stop.is_set():
                return None
            some = texts[start : start + self._embed_batch]
            found.append(self._embedder.embed_passages(some))
        return np.concatenate(found)

    def _texts(self, chunk: Chunk) -> list[str]:
        if self._unit == "sentence":
            return sentence_texts(chunk)
        return [chunk_text(chunk, self._metadata[chunk.document_id].title)]

    def _wanted(self) -> Iterator[_Wanted]:
        for chunk in self._store.iter_chunks():
            metadata = self._metadata.get(chunk.document_id)
            if metadata is not None:
                found = traits(chunk, metadata)
                # Of the text, not its sentences: to split all of a large corpus takes minutes.
                content = f"{chunk.text}\0{found!r}{self._words_content(chunk)}"
                if self._unit == "chunk":
                    content = f"{metadata.title}\0{content}"
                digest = hashlib.sha256(content.encode()).hexdigest()[:24]
                yield _Wanted(chunk, digest, found)

    def _entries(self, item: _Wanted, texts: Sequence[str]) -> Iterator[VectorEntry]:
        chunk = item.chunk
        for n in range(len(texts)):
            words = "" if n else self._words_of(chunk)
            yield VectorEntry(chunk.id, n, chunk.document_id, item.digest, item.traits, words)

    def _words_of(self, chunk: Chunk) -> str:
        if self._segmenter is None:
            return ""
        searched = " ".join(self._searched(chunk))
        return " ".join(self._segmenter.search_words(searched))

    def _words_content(self, chunk: Chunk) -> str:
        """Return what a chunk's words depend on beside its text."""
        if self._segmenter is None:
            return ""
        return "\0".join(("", dictionary_hash(), *self._searched(chunk)))

    def _searched(self, chunk: Chunk) -> Iterable[str]:
        return indexed_texts(chunk, self._metadata[chunk.document_id]).values()


def _batches(
    chunks: Iterable[tuple[_Wanted, list[str]]], max_sentences: int
) -> Iterator[list[tuple[_Wanted, list[str]]]]:
    """Put chunks together, in their order, while their sentences fit in one step of embedding."""
    batch: list[tuple[_Wanted, list[str]]] = []
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
