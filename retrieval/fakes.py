"""Doubles for tests, shipped beside the contracts: they rank as the real ones do, only worse."""

import zlib
from collections.abc import Sequence

import numpy as np

from retrieval.contracts import Nearness, Vectors
from retrieval.errors import EmbeddingUnavailable
from retrieval.words.segmentation import fold


class HashingEmbedder:
    """Character n-grams hashed into a vector: texts that share characters are near each other."""

    def __init__(self, name: str = "hashing", *, dimensions: int = 256) -> None:
        self.name = name
        self.dimensions = dimensions
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of unit length; remember the texts in `embedded`."""
        self.embedded.extend(texts)
        vectors = [self._vector(text) for text in texts]
        return np.stack(vectors) if vectors else np.empty((0, self.dimensions), dtype=np.float32)

    def embed_question(self, text: str) -> Vectors:
        """Return one float32 vector of unit length."""
        return self._vector(text)

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self.dimensions, dtype=np.float32)
        folded = fold(text)
        for length in (1, 2, 3):
            for start in range(len(folded) - length + 1):
                gram = folded[start : start + length]
                vector[zlib.crc32(gram.encode()) % self.dimensions] += length
        norm = float(np.linalg.norm(vector))
        return vector / norm if norm else vector


class FailingEmbedder(HashingEmbedder):
    """Embeds passages but is away for questions, as an endpoint that went down."""

    def embed_question(self, text: str) -> Vectors:
        """Fail."""
        raise EmbeddingUnavailable(f"嵌入接口不可用，问题长 {len(text)} 字")


class HashingSimilarity:
    """Cosines of hashed character n-grams; None for everything once `is_usable` is put to False."""

    def __init__(self) -> None:
        self.is_usable = True
        self._embedder = HashingEmbedder()

    def similarities(self, question: str, sentences: Sequence[str]) -> list[Nearness] | None:
        """Return how near the question is to each sentence, in their order."""
        if not self.is_usable:
            return None
        vectors = self._embedder.embed_passages(sentences)
        cosines = (vectors @ self._embedder.embed_question(question)).tolist()
        return [Nearness(cosine, cosine) for cosine in cosines]
