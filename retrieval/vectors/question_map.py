"""Questions moved towards where their answers lie: a question's vector in, one to search with out.

A lay question and the provision that answers it use different words, and the embedding model was
not taught which go together. A matrix learnt from questions with known answers
(`benchmarks/question_map.py`) adds what it moves: q + M q. Passages stay as they are, so nothing
is embedded again.

The map belongs to one model and to vectors of whole chunks, such as the articles it was learnt
from. Among sentences of reports it does harm (recall@5 over 251 gold questions 0.934, without it
0.958), so these are searched with the question as it is.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from retrieval.contracts import Embedder, Vectors
from retrieval.embedding.embedders import BUNDLED_MODEL
from retrieval.manifest import VectorUnit

QUESTION_MAP = Path(__file__).with_name("question_map.npy")


class MappedQuestions:
    """An embedder whose questions are moved by a map; its passages are another embedder's."""

    def __init__(self, embedder: Embedder, question_map: Vectors) -> None:
        """Take a map of shape `(dimensions, dimensions)`."""
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self._embedder = embedder
        self._map = question_map

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of the embedder itself."""
        return self._embedder.embed_passages(texts)

    def embed_question(self, text: str) -> Vectors:
        """Return one float32 vector, `(dimensions,)`, of unit length."""
        return moved(self._embedder.embed_question(text), self._map)


def for_searching(embedder: Embedder, *, unit: VectorUnit) -> Embedder:
    """Return the embedder to search with: with the learnt map where the map applies."""
    if embedder.name != BUNDLED_MODEL or unit != "chunk":
        return embedder
    return MappedQuestions(embedder, learnt_map())


def moved(vectors: Vectors, question_map: Vectors) -> Vectors:
    """Return question vectors, one or a row each, moved by a map and of unit length."""
    result = vectors + vectors @ question_map.T
    return np.asarray(result / np.linalg.norm(result, axis=-1, keepdims=True), dtype=np.float32)


@cache
def learnt_map() -> Vectors:
    """Return the map that comes with the product."""
    return np.asarray(np.load(QUESTION_MAP), dtype=np.float32)
