"""Bring the vector index up to date with the store: chunks in, a current generation out.

It runs behind the answering of questions, in small steps, and can be stopped between any two. What
was embedded is in the cache: stopped or killed, the next run goes on where this one ended.
"""

import hashlib
import logging
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from corpus import Chunk, Metadata
from corpus.store import CorpusStore
from retrieval.contracts import Embedder
from retrieval.filters import traits
from retrieval.keyword_sync import SMALL_CORPUS_CHUNKS, OnProgress
from retrieval.manifest import VectorSettings
from retrieval.vector_entry import VectorEntry

if TYPE_CHECKING:  # importing it takes seconds; see `indexing`
    from retrieval.vector_index import VectorIndex

logger = logging.getLogger(__name__)

VECTOR_SCHEMA_VERSION = 1
TEXT_VERSION = 1  # of `embedding_text`
MAX_EMBEDDED_CHARS = 600  # about 400 of the model's 512 tokens
# Texts embedded at once: stopping waits for one batch, a second or two on two cores.
EMBED_BATCH = 4
PUT_BATCH = 128
BACKGROUND_NICENESS = 10  # half-way to the lowest priority


def vector_settings(embedder: Embedder) -> VectorSettings:
    """Return what a vector index built now would depend on."""
    return VectorSettings(
        schema_version=VECTOR_SCHEMA_VERSION,
        model=embedder.name,
        dimensions=embedder.dimensions,
        text_version=TEXT_VERSION,
    )


def embedding_text(chunk: Chunk, metadata: Metadata) -> str:
    """Return what is embedded for a chunk: where it stands, then what it says, cut to size."""
    where = " ".join((metadata.title, *chunk.section))
    parts = (where, chunk.context or "", chunk.text)
    return "\n".join(part for part in parts if part)[:MAX_EMBEDDED_CHARS]


class VectorSync:
    """One run of bringing a vector index up to date; `indexed` tells how far it is."""

    def __init__(self, store: CorpusStore, embedder: Embedder, stop: threading.Event) -> None:
        self.indexed = 0
        self._store = store
        self._embedder = embedder
        self._stop = stop
        self._metadata = {record.id: record.metadata for record in store.records()}

    @property
    def is_small(self) -> bool:
        """Whether a change is better met by a new index than by changing the old one."""
        return self._store.chunk_count() <= SMALL_CORPUS_CHUNKS

    def is_current(self, index: "VectorIndex") -> bool:
        """Return whether an index holds exactly the store's chunks as they are."""
        return index.digests() == {entry.id: entry.digest for entry, _ in self._wanted()}

    def bring_up(self, index: "VectorIndex", on_progress: OnProgress) -> bool:
        """Add, replace and remove until the index holds the store's chunks; False if stopped."""
        _step_back()
        have = index.digests()
        wanted = {entry.id: entry.digest for entry, _ in self._wanted()}
        index.remove([id_ for id_ in have if id_ not in wanted])
        self.indexed = sum(have.get(id_) == digest for id_, digest in wanted.items())
        on_progress(self.indexed, len(wanted))
        missing = (item for item in self._wanted() if have.get(item[0].id) != item[0].digest)
        while page := list(islice(missing, PUT_BATCH)):
            if not self._put(index, page, len(wanted), on_progress):
                return False
        return True

    def _put(
        self,
        index: "VectorIndex",
        page: Sequence[tuple[VectorEntry, str]],
        total: int,
        on_progress: OnProgress,
    ) -> bool:
        for start in range(0, len(page), EMBED_BATCH):
            if self._stop.is_set():
                return False
            batch = page[start : start + EMBED_BATCH]
            vectors = self._embedder.embed_passages([text for _, text in batch])
            index.put([entry for entry, _ in batch], vectors)
            self.indexed += len(batch)
            on_progress(self.indexed, total)
        return True

    def _wanted(self) -> Iterator[tuple[VectorEntry, str]]:
        for chunk in self._store.iter_chunks():
            metadata = self._metadata.get(chunk.document_id)
            if metadata is not None:
                text = embedding_text(chunk, metadata)
                found = traits(chunk, metadata)
                digest = hashlib.sha256(f"{text}\0{found!r}".encode()).hexdigest()[:24]
                yield VectorEntry(chunk.id, chunk.document_id, digest, found), text


def _step_back() -> None:
    """Let those who answer questions go first, where this runs behind them in a thread.

    Linux gives each thread its own priority, and threads that a thread starts inherit it: so do
    the embedding engine's.
    """
    if sys.platform == "linux" and threading.current_thread() is not threading.main_thread():
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BACKGROUND_NICENESS)
