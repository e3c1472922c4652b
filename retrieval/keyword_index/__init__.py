"""BM25 over words, on disk; the only folder that knows tantivy."""

from retrieval.keyword_index.counting import Matches
from retrieval.keyword_index.index import KeywordIndex
from retrieval.keyword_index.schema import FIELD_BOOSTS, KEYWORD_SCHEMA_VERSION, indexed_texts
from retrieval.keyword_index.writer import KeywordWriter

__all__ = [
    "FIELD_BOOSTS",
    "KEYWORD_SCHEMA_VERSION",
    "KeywordIndex",
    "KeywordWriter",
    "Matches",
    "indexed_texts",
]
