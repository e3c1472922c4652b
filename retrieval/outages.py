"""Which parts of searching are away at the moment: for those who ask, and for `/readyz`."""

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from retrieval.errors import RerankUnavailable
from retrieval.indexes import Indexes
from retrieval.reranking import Reranker


class Outage(StrEnum):
    """What a question goes without while a configured part does not answer."""

    MEANING = "meaning"
    RERANKING = "reranking"


@dataclass(frozen=True, slots=True)
class Outages:
    """The parts that may be away, asked what is known of them; this asks no server."""

    indexes: Indexes
    reranker: Reranker | None = None

    def current(self) -> tuple[Outage, ...]:
        """Return what a question asked now goes without."""
        found = []
        if self.indexes.semantic_loss:
            found.append(Outage.MEANING)
        if self.rerank_reason:
            found.append(Outage.RERANKING)
        return tuple(found)

    def look(self) -> None:
        """Ask the reranker whether it answers, at most once a pause; what is found is noted."""
        if self.reranker is not None:
            with suppress(RerankUnavailable):
                self.reranker.rerank("政策", ["政策"])

    @property
    def embedding_reason(self) -> str | None:
        """Why no question can be embedded, in Chinese; None where one can."""
        embedder = self.indexes.embedder
        return embedder.availability.reason if embedder else None

    @property
    def rerank_reason(self) -> str | None:
        """Why nothing can be reranked, in Chinese; None where it can, or nothing is to be."""
        return self.reranker.availability.reason if self.reranker else None
