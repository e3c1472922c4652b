"""Question in, ranked passages out: keyword and vector indexes over chunks, and their fusion."""

from retrieval.contracts import (
    ChunkIndex,
    Embedder,
    Nearness,
    Retriever,
    SentenceSimilarity,
)
from retrieval.distinct import DistinctRetriever
from retrieval.embedding.cache import VectorCache
from retrieval.embedding.e5 import Told
from retrieval.embedding.embedders import (
    CachedEmbedder,
    bundled_cross_encoder,
    bundled_embedder,
)
from retrieval.embedding.embedding_endpoint import EndpointEmbedder
from retrieval.errors import (
    EmbeddingUnavailable,
    IndexStale,
    IndexUnavailable,
    RerankUnavailable,
    RetrievalError,
)
from retrieval.exact import ExactSearcher
from retrieval.given_passages import GivenPassages
from retrieval.hybrid import HybridRetriever
from retrieval.indexes import Indexes, IndexStatus, PartStatus
from retrieval.indexing import EMBEDDING_CACHE, Indexer
from retrieval.outages import Outage, Outages
from retrieval.passage import Passage, Scope
from retrieval.phrases import PhraseChunks
from retrieval.query import Query, question_text, stop_words, understand
from retrieval.reranking import EndpointReranker, Reranker
from retrieval.search import Searcher, SearchHit, SearchResult
from retrieval.told import SentenceReader, told_in
from retrieval.unknown_places import UnknownPlace
from retrieval.vectors.importing import VectorsDoNotFit, import_vectors
from retrieval.vectors.sentence_similarity import RememberingEmbedder
from retrieval.vectors.sentence_texts import embedded_text, sentence_texts
from retrieval.vocabulary.index_vocabulary import IndexVocabulary
from retrieval.words.classes import FUNCTION_SHARE, telling_share
from retrieval.words.lexicon import colloquialisms_in
from retrieval.words.segmentation import Segmenter
from retrieval.words.traditional import simplified

__all__ = [
    "EMBEDDING_CACHE",
    "FUNCTION_SHARE",
    "CachedEmbedder",
    "ChunkIndex",
    "DistinctRetriever",
    "Embedder",
    "EmbeddingUnavailable",
    "EndpointEmbedder",
    "EndpointReranker",
    "ExactSearcher",
    "GivenPassages",
    "HybridRetriever",
    "IndexStale",
    "IndexStatus",
    "IndexUnavailable",
    "IndexVocabulary",
    "Indexer",
    "Indexes",
    "Nearness",
    "Outage",
    "Outages",
    "PartStatus",
    "Passage",
    "PhraseChunks",
    "Query",
    "RememberingEmbedder",
    "RerankUnavailable",
    "Reranker",
    "RetrievalError",
    "Retriever",
    "Scope",
    "SearchHit",
    "SearchResult",
    "Searcher",
    "Segmenter",
    "SentenceReader",
    "SentenceSimilarity",
    "Told",
    "UnknownPlace",
    "VectorCache",
    "VectorsDoNotFit",
    "bundled_cross_encoder",
    "bundled_embedder",
    "colloquialisms_in",
    "embedded_text",
    "import_vectors",
    "question_text",
    "sentence_texts",
    "simplified",
    "stop_words",
    "telling_share",
    "told_in",
    "understand",
]
