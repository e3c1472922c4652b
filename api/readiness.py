"""How ready the product is: the state of its indexes in, the `/readyz` object out."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from retrieval import IndexStatus


class Health(BaseModel):
    """The process is up."""

    status: Literal["ok"] = "ok"


class PlainPart(BaseModel):
    """A part of the service that is there or not."""

    ready: bool


class IndexPart(BaseModel):
    """An index and how far it is built, in chunks; `reason` says in Chinese why it is not used."""

    ready: bool
    indexed: int
    total: int
    reason: str | None = None


class VectorPart(IndexPart):
    """The vector index; not configured where there is no embedding model."""

    configured: bool


class ModelPart(BaseModel):
    """The language model, where one is configured; not ready while its endpoint fails."""

    ready: bool
    configured: bool


class ServicePart(BaseModel):
    """An endpoint of somebody else, where one is configured, and in Chinese why it is not used."""

    ready: bool
    configured: bool
    reason: str | None = None


class ReadinessParts(BaseModel):
    """The parts that answers are made with."""

    database: PlainPart
    keyword: IndexPart
    vector: VectorPart
    model: ModelPart
    embedding: ServicePart
    rerank: ServicePart


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What is known of the endpoints: whether each is configured, and why it is away if it is."""

    has_model: bool
    has_embedding: bool
    has_rerank: bool
    is_model_ready: bool = False
    embedding_reason: str | None = None
    rerank_reason: str | None = None


class Readiness(BaseModel):
    """`ready`: every configured part is; `degraded`: questions can be answered; else `starting`."""

    status: Literal["ready", "degraded", "starting"]
    parts: ReadinessParts


def readiness_of(status: IndexStatus | None, *, has_words: bool, endpoints: Endpoints) -> Readiness:
    """Return how far each part is.

    Args:
        status: of the indexes; None where the database does not answer.
        has_words: whether the keyword index was brought up to date since the start.
        endpoints: what is configured beside the indexes, and whether it answers.
    """
    keyword = status.keyword if status else None
    vector = status.vector if status else None
    parts = ReadinessParts(
        database=PlainPart(ready=status is not None),
        keyword=IndexPart(
            ready=has_words and keyword is not None and keyword.ready,
            indexed=keyword.indexed if keyword else 0,
            total=keyword.total if keyword else 0,
        ),
        vector=VectorPart(
            ready=vector is not None and vector.ready,
            indexed=vector.indexed if vector else 0,
            total=keyword.total if keyword else 0,
            configured=vector is not None,
            reason=vector.note if vector else None,
        ),
        model=ModelPart(ready=endpoints.is_model_ready, configured=endpoints.has_model),
        embedding=_service(endpoints.has_embedding, endpoints.embedding_reason),
        rerank=_service(endpoints.has_rerank, endpoints.rerank_reason),
    )
    if not (has_words and status):
        return Readiness(status="starting", parts=parts)
    optional = (parts.vector, parts.model, parts.embedding, parts.rerank)
    is_whole = parts.keyword.ready and all(part.ready or not part.configured for part in optional)
    return Readiness(status="ready" if is_whole else "degraded", parts=parts)


def _service(is_configured: bool, reason: str | None) -> ServicePart:
    is_ready = is_configured and reason is None
    return ServicePart(ready=is_ready, configured=is_configured, reason=reason)
