"""What is kept in the two collections of a Milvus: their fields, and an entry's labels in them."""

from pymilvus import CollectionSchema, DataType, Function, FunctionType, MilvusClient

from retrieval.filters import NUMBERS
from retrieval.vector_entry import VectorEntry

# Limits of the schema, in bytes of UTF-8. Milvus takes no longer text than 65,535.
ID_BYTES, LABEL_BYTES, WORDS_BYTES = 1_500, 3_000, 65_535
MAX_REGIONS = 8  # a county has four

Value = str | int | list[str] | list[float]


def words_schema() -> CollectionSchema:
    """Return the fields of chunks: their words, searched by BM25, and the digest of each."""
    schema = _schema()
    schema.add_field("digest", DataType.VARCHAR, max_length=100)
    # "standard" cuts at blanks and punctuation only; `sent_words` leaves no other punctuation.
    schema.add_field(
        "words", DataType.VARCHAR, max_length=WORDS_BYTES,
        enable_analyzer=True, analyzer_params={"tokenizer": "standard"},
    )  # fmt: skip
    schema.add_field("bm25", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function("words_to_bm25", FunctionType.BM25, ["words"], ["bm25"]))
    return schema


def sentences_schema(dimensions: int) -> CollectionSchema:
    """Return the fields of sentences: the chunk and the vector of each."""
    schema = _schema()
    schema.add_field("chunk", DataType.VARCHAR, max_length=ID_BYTES)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
    return schema


def labels_of(entry: VectorEntry) -> dict[str, Value]:
    """Return what an entry is filtered by, clipped to the limits of the schema."""
    traits = entry.traits
    numbers: dict[str, Value] = {name: getattr(traits, name) for name in NUMBERS}
    return {
        "region": list(traits.regions[:MAX_REGIONS]),
        "issuer": clipped(traits.issuer or "", LABEL_BYTES),
        "kind": clipped(traits.kind or "", LABEL_BYTES),
        **numbers,
    }


def sent_words(words: str) -> str:
    """Return words so that Milvus's analyzer keeps each whole: 0.5 and 45% hold punctuation."""
    return clipped(words.replace(".", "点").replace("%", "百分"), WORDS_BYTES)


def clipped(text: str, max_bytes: int) -> str:
    """Return the longest beginning of a text that fits, whole characters only."""
    return text.encode("utf-8", "replace")[:max_bytes].decode("utf-8", "ignore")


def _schema() -> CollectionSchema:
    """Return what both collections have: an id and what chunks are filtered by."""
    schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", DataType.VARCHAR, is_primary=True, max_length=ID_BYTES)
    schema.add_field(
        "region", DataType.ARRAY, element_type=DataType.VARCHAR,
        max_capacity=MAX_REGIONS, max_length=LABEL_BYTES,
    )  # fmt: skip
    for label in ("issuer", "kind"):
        schema.add_field(label, DataType.VARCHAR, max_length=LABEL_BYTES)
    for number in NUMBERS:
        schema.add_field(number, DataType.INT64)
    return schema
