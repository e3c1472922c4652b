"""Documents in, chunks out: reads policy files, takes them apart, keeps them with their offsets."""

from corpus.catalog import EMPTY_CATALOG, Catalog, load_catalog
from corpus.chunking import CHUNKING_VERSION, DEFAULT_MAX_TOKENS, chunk_document
from corpus.document import (
    Chunk,
    Document,
    Level,
    Metadata,
    OffsetMap,
    Part,
    Span,
    Validity,
)
from corpus.errors import CatalogInvalid, CorpusError, DocumentUnreadable, StoreUnavailable
from corpus.ingestion import IngestReport, ingest
from corpus.loading import LoadFailure, load_paths
from corpus.store import CorpusStore, DocumentRecord

__all__ = [
    "CHUNKING_VERSION",
    "DEFAULT_MAX_TOKENS",
    "EMPTY_CATALOG",
    "Catalog",
    "CatalogInvalid",
    "Chunk",
    "CorpusError",
    "CorpusStore",
    "Document",
    "DocumentRecord",
    "DocumentUnreadable",
    "IngestReport",
    "Level",
    "LoadFailure",
    "Metadata",
    "OffsetMap",
    "Part",
    "Span",
    "StoreUnavailable",
    "Validity",
    "chunk_document",
    "ingest",
    "load_catalog",
    "load_paths",
]
