"""Question in, ranked passages out: keyword and vector indexes over chunks, and their fusion."""

from retrieval.contracts import (
    ChunkIndex,
    Embedder,
    Nearness,
    Retriever,
    SentenceSimilarity,
)
from retrieval.embedding import EndpointEmbedder, bundled_embedder, endpoint_dimensions
from retrieval.errors import EmbeddingUnavailable, IndexStale, IndexUnavailable, RetrievalError
from retrieval.hybrid import HybridRetriever
from retrieval.indexing import Indexer, Indexes, IndexStatus, PartStatus
from retrieval.passage import Passage, Scope
from retrieval.query import Query, lexicon, stop_words, understand
from retrieval.search import Searcher, SearchHit, SearchResult
from retrieval.segmentation import Segmenter
from retrieval.sentence_texts import sentence_texts
from retrieval.vocabulary import IndexVocabulary
from retrieval.word_classes import telling_share

__all__ = [
    "ChunkIndex",
    "Embedder",
    "EmbeddingUnavailable",
    "EndpointEmbedder",
    "HybridRetriever",
    "IndexStale",
    "IndexStatus",
    "IndexUnavailable",
    "IndexVocabulary",
    "Indexer",
    "Indexes",
    "Nearness",
    "PartStatus",
    "Passage",
    "Query",
    "RetrievalError",
    "Retriever",
    "Scope",
    "SearchHit",
    "SearchResult",
    "Searcher",
    "Segmenter",
    "SentenceSimilarity",
    "bundled_embedder",
    "endpoint_dimensions",
    "lexicon",
    "sentence_texts",
    "stop_words",
    "telling_share",
    "understand",
]
