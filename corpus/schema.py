"""Tables of the corpus store."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

# Raise it when a column changes; a store of another version is refused.
SCHEMA_VERSION = "2"

metadata = MetaData()

settings = Table(
    "corpus_settings",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(300), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("revision", String(100), nullable=False),
    Column("chunk_count", Integer, nullable=False),
    Column("chars", Integer, nullable=False),
    Column("metadata", Text, nullable=False),
    Column("parts", Text, nullable=False),
    Column("source_text", Text, nullable=False),
    Column("page_starts", Text, nullable=False),
)

# What follows for a document from the others in the corpus; drawn anew when the corpus changes.
successions = Table(
    "successions",
    metadata,
    Column("document_id", String(300), primary_key=True),
    Column("succession", Text, nullable=False),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", String(320), primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    Column("offsets", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("issuer", String(300)),
    Column("context", Text),
    Column("provisions", Text, nullable=False),
    Index("chunks_by_document", "document_id", "ordinal", unique=True),
)
