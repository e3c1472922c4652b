"""Contracts of retrieval: one method each, so that a fake inherits nothing."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from retrieval.availability import Availability
from retrieval.passage import Passage, Scope
from retrieval.query import WeightedWord
from retrieval.vector_entry import VectorEntry

Vectors = NDArray[np.float32]


class Nearness(NamedTuple):
    """Cosines of a question with the nearest piece of a sentence and with its pieces' mean."""

    nearest: float
    overall: float


class Retriever(Protocol):
    """Finds passages for a question."""

    def retrieve(self, question: str, *, k: int = 20, scope: Scope | None = None) -> list[Passage]:
        """Return at most k passages, best first, without duplicates."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors. `name` identifies the model in manifests and caches."""

    name: str

    @property
    def dimensions(self) -> int:
        """How many dimensions the vectors have; an endpoint may have to be asked."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors, `(len(texts), dimensions)`, of unit length."""
        ...

    def embed_question(self, text: str) -> Vectors:
        """Return one float32 vector, `(dimensions,)`, of unit length."""
        ...


class SentenceSimilarity(Protocol):
    """Tells how near single sentences are to a question."""

    def similarities(self, question: str, sentences: Sequence[str]) -> list[Nearness] | None:
        """Return how near each sentence is, in order; None where meaning cannot be asked."""
        ...


class ChunkIndex(Protocol):
    """An index over chunks that ranks ids: keyword or vector."""

    def rank(self, question: str, *, k: int, scope: Scope | None = None) -> list[tuple[str, float]]:
        """Return at most k `(chunk id, score)`, best first."""
        ...


@runtime_checkable
class WordRanker(Protocol):
    """An index over chunks that ranks ids by weighted words."""

    def rank_words(
        self, words: Sequence[WeightedWord], *, k: int, scope: Scope | None = None
    ) -> list[tuple[str, float]]:
        """Return at most k `(chunk id, score)`, best first; equal scores by chunk id."""
        ...


class SentenceIndex(ChunkIndex, Protocol):
    """A vector index that is kept up to date chunk by chunk, on this machine or on a server.

    Every method raises `IndexUnavailable` where the index does not answer; `availability` then
    tells why. One that searches words is a `WordRanker` too.
    """

    availability: Availability

    def ping(self) -> None:
        """Ask the server, where there is one, whether it is there."""
        ...

    def chunk_count(self) -> int:
        """Return how many chunks are indexed, without asking a server."""
        ...

    def digests(self) -> dict[str, str]:
        """Return the digest of every indexed chunk by id."""
        ...

    def remove(self, chunk_ids: Sequence[str]) -> None:
        """Remove chunks with all their sentences; unknown ids are passed over."""
        ...

    def put(self, entries: Sequence[VectorEntry], vectors: Vectors) -> None:
        """Add or replace whole chunks: all sentences of each, one vector a sentence."""
        ...

    def close(self) -> None:
        """Let go of files or connections."""
        ...


@runtime_checkable
class DocumentDigests(Protocol):
    """An index that finds the chunks of a few documents without going through all of them."""

    def digests_of(self, document_ids: Sequence[str]) -> dict[str, str]:
        """Return the digest of every indexed chunk of these documents by chunk id."""
        ...
