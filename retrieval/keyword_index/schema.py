"""What the keyword index keeps of a chunk: fields for words, labels and numbers to filter by."""

import tantivy

from corpus import Chunk, Metadata
from retrieval.filters import NUMBERS, traits

KEYWORD_SCHEMA_VERSION = 2  # 1 knew no words that a document defines

# Found beside the text's 1.0. A section names what its text is about; a title is the same for all
# chunks of a document and only tells documents apart.
FIELD_BOOSTS = {"text": 1.0, "section": 0.5, "title": 0.3}
OWN_FIELDS = ("text", "section")

FACETS = ("region", "issuer", "kind")


def index_schema() -> tantivy.Schema:
    """Return the fields of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for name in FIELD_BOOSTS:
        # Positions are left out: the shorter words inside a word would make them meaningless.
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
        builder.add_text_field(
            f"facet_{name}", tokenizer_name="raw", index_option="basic", fast=True
        )
    for name in NUMBERS:
        builder.add_unsigned_field(name, indexed=True, fast=True)
    return builder.build()


def indexed_texts(chunk: Chunk, metadata: Metadata) -> dict[str, str]:
    """Return the texts of a chunk that words are searched in, by field."""
    section = " ".join((*chunk.section, chunk.issuer or "", chunk.context or ""))
    return {"text": chunk.text, "section": section, "title": metadata.title}


def labels_of(chunk: Chunk, metadata: Metadata) -> dict[str, tuple[str, ...]]:
    """Return filter labels and facet values: a facet counts a region itself, not those above."""
    trait = traits(chunk, metadata)
    issuer = (trait.issuer,) if trait.issuer else ()
    kind = (trait.kind,) if trait.kind else ()
    return {
        "region": trait.regions,
        "issuer": issuer,
        "kind": kind,
        "facet_region": trait.regions[:1],
        "facet_issuer": issuer,
        "facet_kind": kind,
    }
