"""Contracts of retrieval: one method each, so that a fake inherits nothing."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.passage import Passage, Scope

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
    dimensions: int

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
