"""Tables of the corpus store."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

# Raise it when a column changes; a store of another version is refused.
SCHEMA_VERSION = "2"

metadata = MetaData()


def _id_of(max_chars: int) -> String:
    """Return the type of an id: ordered by characters, whatever language the database sorts in."""
    bytewise = String(max_chars, collation="C")
    return String(max_chars).with_variant(bytewise, "postgresql")


settings = Table(
    "corpus_settings",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", _id_of(300), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("revision", String(100), nullable=False),
    Column("chunk_count", Integer, nullable=False),
    Column("chars", Integer, nullable=False),
    Column("metadata", Text, nullable=False),
    Column("parts", Text, nullable=False),
    Column("source_text", Text, nullable=False),
    Column("page_starts", Text, nullable=False),
)

# What documents are looked up by, made of their metadata and links. Days are such as 20220919.
listings = Table(
    "listings",
    metadata,
    Column(
        "document_id",
        _id_of(300),
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("file", Text, nullable=False),
    Column("is_law", Integer, nullable=False),
    Column("repeals", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("doc_no", Text),
    Column("number", Text),
    Column("said", Text, nullable=False),
    Column("region", Text),
    Column("issuer", Text),
    Column("kind", Text),
    Column("year", String(4)),
    Column("published", Integer, nullable=False),
    Column("effective", Integer, nullable=False),
    Column("repealed", Integer, nullable=False),
    Column("superseded", Integer, nullable=False),
    Column("digest", String(24), nullable=False),
    Index("listings_by_day", "published", "document_id"),
    Index("listings_by_file", "file"),
    Index("listings_by_number", "number"),
    Index("listings_by_doc_no", "doc_no"),
    Index("listings_by_name", "name"),
    Index("listings_by_links", "is_law", "repeals"),
)

# What follows for a document from the others in the corpus; drawn anew when the corpus changes.
successions = Table(
    "successions",
    metadata,
    Column("document_id", _id_of(300), primary_key=True),
    Column("succession", Text, nullable=False),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", _id_of(320), primary_key=True),
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

# What is wrong in a source, by its span there.
defects = Table(
    "defects",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("start_char", Integer, primary_key=True),
    Column("end_char", Integer, nullable=False),
    Column("chunk_id", ForeignKey("chunks.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("likely", Text),
)

# Sentences that can be linked, what finds them, and the links.
statements = Table(
    "statements",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("chunk_id", ForeignKey("chunks.id", ondelete="CASCADE"), nullable=False),
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    Index("statements_by_document", "document_id"),
    Index("statements_by_chunk", "chunk_id"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    Column("statement_id", ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Index("fingerprints_by_statement", "statement_id"),
)

parallels = Table(
    "parallels",
    metadata,
    Column("one", ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("other", ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("agreement", String(20), nullable=False),
    Column("overlap", Float, nullable=False),
    Index("parallels_by_other", "other"),
)
