"""What can be searched at this moment, and how far each index is; the indexer fills it in."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.contracts import SentenceIndex, WordRanker
from retrieval.embedding.embedders import CachedEmbedder
from retrieval.errors import IndexUnavailable
from retrieval.keyword_index import KeywordIndex
from retrieval.manifest import VectorUnit
from retrieval.passage import Scope
from retrieval.query import WeightedWord

logger = logging.getLogger(__name__)

# Below this share of chunks with vectors, what has none would be outranked for no other reason.
ENOUGH_VECTORS = 0.95


@dataclass(frozen=True, slots=True)
class PartStatus:
    """How far one index is. `note` says in Chinese why it is not used, where it is not."""

    ready: bool
    indexed: int
    total: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How far the indexes are; `vector` is None where no embedder is configured or bundled."""

    keyword: PartStatus
    vector: PartStatus | None


class Indexes:
    """What can be searched at this moment. The indexer puts indexes in; retrievers read them."""

    def __init__(self, embedder: CachedEmbedder | None = None) -> None:
        self.embedder = embedder
        self.keyword: KeywordIndex | None = None
        self.vector: SentenceIndex | None = None
        self.vector_loss: str | None = None  # why the vector index could not be opened
        self.vector_unit: VectorUnit = "sentence"
        self.version = 0  # raised whenever what the indexes hold may have changed

    @property
    def semantic_loss(self) -> str | None:
        """Why meaning cannot be searched though it is set up and built, in Chinese; else None."""
        embedding = self.embedder.availability.reason if self.embedder else None
        index = self.vector.availability.reason if self.vector else None
        return embedding or index or self.vector_loss

    def rank_words(
        self, words: Sequence[WeightedWord], *, k: int, scope: Scope | None = None
    ) -> list[tuple[str, float]]:
        """Rank by words: on the cluster where one is complete and answers, else on this machine."""
        vector = self.vector
        if isinstance(vector, WordRanker) and self.has_enough_vectors:
            try:
                return vector.rank_words(words, k=k, scope=scope)
            except IndexUnavailable as error:
                logger.warning("words searched on this machine", extra={"reason": str(error)})
        return self.keyword.rank_words(words, k=k, scope=scope) if self.keyword else []

    @property
    def has_enough_vectors(self) -> bool:
        """Whether fusing helps: nearly all chunks have a vector."""
        if self.vector is None:
            return False
        total = self.keyword.chunk_count() if self.keyword else 0
        return self.vector.chunk_count() >= ENOUGH_VECTORS * total
