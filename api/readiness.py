"""How ready the product is: the state of its indexes in, the `/readyz` object out."""

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
    """An index and how far it is built, in chunks."""

    ready: bool
    indexed: int
    total: int


class VectorPart(IndexPart):
    """The vector index; not configured where there is no embedding model."""

    configured: bool


class ModelPart(BaseModel):
    """The language model, where one is configured; not ready while its endpoint fails."""

    ready: bool
    configured: bool


class ReadinessParts(BaseModel):
    """The parts that answers are made with."""

    database: PlainPart
    keyword: IndexPart
    vector: VectorPart
    model: ModelPart


class Readiness(BaseModel):
    """`ready`: every configured part is; `degraded`: questions can be answered; else `starting`."""

    status: Literal["ready", "degraded", "starting"]
    parts: ReadinessParts


def readiness_of(status: IndexStatus | None, *, has_words: bool, model: ModelPart) -> Readiness:
    """Return how far each part is.

    Args:
        status: of the indexes; None where the database does not answer.
        has_words: whether the keyword index was brought up to date since the start.
        model: the language model.
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
        ),
        model=model,
    )
    if not (has_words and status):
        return Readiness(status="starting", parts=parts)
    is_whole = parts.keyword.ready and all(
        part.ready or not part.configured for part in (parts.vector, parts.model)
    )
    return Readiness(status="ready" if is_whole else "degraded", parts=parts)
