"""A rerank endpoint: a question and texts in, their order by relevance out.

Step after fusion, where an endpoint in the form of Jina's and Cohere's is configured. Where it is
away, slow, or answers something else, the order stays as it was.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

import httpx
from pydantic import BaseModel, ValidationError

from retrieval.availability import Availability
from retrieval.endpoint import Endpoint, plight
from retrieval.errors import RerankUnavailable

logger = logging.getLogger(__name__)

RERANK_DEPTH = 50  # passages sent, whatever k is: pages of one result fit together
SETTING = "ZHENGCE_RERANK__BASE_URL"


class Reranker(Protocol):
    """Orders texts by how well they answer a question."""

    availability: Availability

    def rerank(self, question: str, texts: Sequence[str]) -> list[int]:
        """Return the places of the texts, from 0, best first, each once.

        Raises:
            RerankUnavailable: it cannot be asked now.
        """
        ...


class _Result(BaseModel):
    index: int
    relevance_score: float


class _Response(BaseModel):
    results: list[_Result]


class EndpointReranker:
    """A `/rerank` endpoint: model, query, documents, top_n → results of index, relevance_score."""

    def __init__(
        self,
        base_url: str,
        model: str,
        *,
        client: httpx.Client,
        budget_s: float,
        api_key: str | None = None,
    ) -> None:
        """Take an HTTP client, whose owner closes it, and what a question may wait in all."""
        self.availability = Availability()
        self._model = model
        self._budget_s = budget_s
        url = f"{base_url.rstrip('/')}/rerank"
        self._endpoint = Endpoint(url, client=client, api_key=api_key)

    def rerank(self, question: str, texts: Sequence[str]) -> list[int]:
        """Return the places of the texts, best first; what the endpoint left out comes last.

        Raises:
            RerankUnavailable: the endpoint is away, refuses, answers something else, or failed
                just before.
        """
        if not texts:
            return []
        with self.availability.asking(RerankUnavailable):
            ordered = self._ordered(question, texts)
        return [*ordered, *(at for at in range(len(texts)) if at not in set(ordered))]

    def _ordered(self, question: str, texts: Sequence[str]) -> list[int]:
        body = {
            "model": self._model,
            "query": question,
            "documents": list(texts),
            "top_n": len(texts),
        }
        try:
            answer = self._endpoint.post(body, budget_s=self._budget_s)
            results = _Response.model_validate_json(answer).results
        except httpx.HTTPError as error:
            raise RerankUnavailable(f"重排接口{plight(error)}（{SETTING}）") from error
        except ValidationError as error:
            raise RerankUnavailable(f"重排接口返回的内容不合约定（{SETTING}）") from error
        found = [one.index for one in sorted(results, key=lambda one: -one.relevance_score)]
        if len(set(found)) != len(found) or not set(found) <= set(range(len(texts))):
            raise RerankUnavailable(f"重排接口返回的序号不合约定（{SETTING}）")
        return found


def reranked(reranker: Reranker, question: str, texts: Mapping[str, str]) -> list[str]:
    """Return the keys of texts in the reranker's order; none where it cannot be asked."""
    ids = list(texts)
    try:
        return [ids[at] for at in reranker.rerank(question, list(texts.values()))]
    except RerankUnavailable as error:
        logger.warning("not reranked", extra={"reason": str(error)})
        return []
