"""Texts to vectors by an OpenAI-compatible endpoint: texts in, vectors of unit length out."""

from collections.abc import Sequence

import httpx
import numpy as np
from pydantic import BaseModel, ValidationError

from retrieval.contracts import Vectors
from retrieval.endpoint import Endpoint, plight
from retrieval.errors import EmbeddingUnavailable

ENDPOINT_BATCH = 32
QUESTION_BUDGET_S = 5.0  # what an asker waits at most before words alone are searched
SETTING = "ZHENGCE_EMBEDDING__BASE_URL"


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


def _unit_length(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    shortest = 1e-12  # a vector of zeros stays one
    return np.asarray(vectors / np.maximum(lengths, shortest), dtype=np.float32)
