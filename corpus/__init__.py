"""Documents in, chunks out: reads policy files, takes them apart, keeps them with their offsets."""

from corpus.catalog import EMPTY_CATALOG, Catalog, catalog_beside, load_catalog
from corpus.chunking import CHUNKING_VERSION, DEFAULT_MAX_TOKENS, chunk_document
from corpus.defects import DefectKind, SourceDefect
from corpus.document import (
    Chunk,
    Document,
    Level,
    Metadata,
    OffsetMap,
    Part,
    Provision,
    Span,
    Validity,
)
from corpus.errors import (
    CatalogInvalid,
    CorpusError,
    DocumentUnreadable,
    PictureBusy,
    StoreUnavailable,
)
from corpus.figures.as_of import AsOf, as_of
from corpus.figures.finding import Figure, find_figures, same_figure, unsupported_figures
from corpus.figures.kinds import FigureKind
from corpus.figures.times import Period, Time, times_of
from corpus.folders import LoadFailure
from corpus.formats import has_page_pictures, page_picture
from corpus.ingestion import ingest, remove_documents
from corpus.law_titles import is_law, work_title
from corpus.loading import load_paths
from corpus.metadata.enactments import effective_day
from corpus.parallels import Agreement, Parallel, Restatements, Statement, compare, mask
from corpus.preparing import max_tokens_of
from corpus.regions.finding import (
    Region,
    RegionMention,
    find_regions,
    is_within,
    region_named,
    shared_names,
)
from corpus.sentences import Unit, split_clauses, split_units
from corpus.store.corpus_store import CorpusStore
from corpus.store.database import engine_for
from corpus.store.document_table import DocumentRecord
from corpus.store.table_creation import create_missing, create_missing_indexes
from corpus.storing import IngestReport
from corpus.structure.lines import is_debris
from corpus.structure.provisions import provision_label, section_of
from corpus.text.comments import without_comments
from corpus.text.labelled_rows import labelled_row, measured_row
from corpus.text.list_marks import find_marks
from corpus.text.normalization import INLINE_TAG, normalize
from corpus.text.numerals import CHINESE_NUMERAL_CHARS, parse_numeral
from corpus.text.quoting import folded, quoted_span
from corpus.text.told_rows import ToldCell, told_cells

__all__ = [
    "CHINESE_NUMERAL_CHARS",
    "CHUNKING_VERSION",
    "DEFAULT_MAX_TOKENS",
    "EMPTY_CATALOG",
    "INLINE_TAG",
    "Agreement",
    "AsOf",
    "Catalog",
    "CatalogInvalid",
    "Chunk",
    "CorpusError",
    "CorpusStore",
    "DefectKind",
    "Document",
    "DocumentRecord",
    "DocumentUnreadable",
    "Figure",
    "FigureKind",
    "IngestReport",
    "Level",
    "LoadFailure",
    "Metadata",
    "OffsetMap",
    "Parallel",
    "Part",
    "Period",
    "PictureBusy",
    "Provision",
    "Region",
    "RegionMention",
    "Restatements",
    "SourceDefect",
    "Span",
    "Statement",
    "StoreUnavailable",
    "Time",
    "ToldCell",
    "Unit",
    "Validity",
    "as_of",
    "catalog_beside",
    "chunk_document",
    "compare",
    "create_missing",
    "create_missing_indexes",
    "effective_day",
    "engine_for",
    "find_figures",
    "find_marks",
    "find_regions",
    "folded",
    "has_page_pictures",
    "ingest",
    "is_debris",
    "is_law",
    "is_within",
    "labelled_row",
    "load_catalog",
    "load_paths",
    "mask",
    "max_tokens_of",
    "measured_row",
    "normalize",
    "page_picture",
    "parse_numeral",
    "provision_label",
    "quoted_span",
    "region_named",
    "remove_documents",
    "same_figure",
    "section_of",
    "shared_names",
    "split_clauses",
    "split_units",
    "times_of",
    "told_cells",
    "unsupported_figures",
    "without_comments",
    "work_title",
]
