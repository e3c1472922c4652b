"""Both searches on a Milvus: a question in, chunk ids with scores out; the only pymilvus import.

For where one machine is outgrown. Two collections: chunks with their words (BM25, as Milvus's own
function reckons it) and sentences with their vectors. What both find is fused outside, by the same
reciprocal ranks as on one machine: `explain` and the judging of evidence need the rank of each.

Words are cut here, by jieba with the product's dictionary, and sent joined by blanks: Milvus's own
jieba analyzer knows neither that dictionary nor the shorter words inside a word. A chunk's words
are written last and removed first, so that a chunk counts when all of it is there.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from grpc import RpcError
from pymilvus import CollectionSchema, DataType, Function, FunctionType, MilvusClient
from pymilvus.exceptions import MilvusException

from retrieval.availability import Availability
from retrieval.contracts import Embedder, Vectors
from retrieval.errors import IndexUnavailable
from retrieval.filters import NUMBERS, HasLabel, InRange, conditions
from retrieval.passage import Scope
from retrieval.query import WeightedWord
from retrieval.vector_entry import VectorEntry, best_by_chunk, chunk_of, pages

PAGE = 500  # rows read or written at once
SENTENCES_A_CHUNK = 4  # sentences asked for, for each chunk wanted: several may be of one chunk
EF_SEARCH = 400  # candidates looked at a query: a hundred chunks' sentences
WEIGHT_STEPS = 10  # a word of weight 0.3 stands in the query three times, one of weight 1 ten times
SEARCH_TIMEOUT_S = 5.0  # what an asker waits at most before this machine's words are searched
WRITE_TIMEOUT_S = 60.0
SETTING = "ZHENGCE_INDEX__MILVUS_URI"

# Limits of the schema, in bytes of UTF-8. Milvus takes no longer text than 65,535.
ID_BYTES, LABEL_BYTES, WORDS_BYTES = 1_500, 3_000, 65_535
MAX_REGIONS = 8  # a county has four

# What fails is raised and told by whoever asked; the library's own traces would only repeat it.
logging.getLogger("pymilvus").setLevel(logging.CRITICAL)

Value = str | int | list[str] | list[float]


class MilvusIndex:
    """The chunks of all documents by words and by meaning, in two collections of a Milvus."""

    searches_words = True

    def __init__(self, client: MilvusClient, name: str, embedder: Embedder) -> None:
        self.availability = Availability()
        self._client = client
        self._embedder = embedder
        self._words = f"{name}_words"
        self._sentences = f"{name}_sentences"
        self._chunk_count = 0

    @classmethod
    def on_server(cls, uri: str, name: str, embedder: Embedder) -> "MilvusIndex":
        """Open or make the collections on a Milvus: `http://user:password@host:19530/database`.

        Raises:
            IndexUnavailable: it does not answer, or refuses.
        """
        if urlsplit(uri).scheme not in ("http", "https"):
            raise IndexUnavailable(f"Milvus 的地址应以 http:// 或 https:// 开头（{SETTING}）")
        try:
            # Of its own: a shared connection that was lost is tried ever more seldom.
            client = MilvusClient(uri, timeout=SEARCH_TIMEOUT_S, dedicated=True)
        except (MilvusException, RpcError) as error:
            raise IndexUnavailable(f"Milvus 连不上（{SETTING}）") from error
        index = cls(client, name.replace("-", "_"), embedder)
        try:
            with index._asking():
                index._make_collections()
            index.digests()
        except IndexUnavailable:
            client.close()
            raise
        return index

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def ping(self) -> None:
        """Ask Milvus whether it is there and has the chunks."""
        with self._asking():
            self._client.get_load_state(self._words, timeout=SEARCH_TIMEOUT_S)

    def chunk_count(self) -> int:
        """Return how many chunks are indexed, as counted at the opening and kept since."""
        return self._chunk_count

    def digests(self) -> dict[str, str]:
        """Return the digest of every indexed chunk by id."""
        found: dict[str, str] = {}
        with self._asking():
            rows = self._client.query_iterator(
                self._words, batch_size=PAGE, output_fields=["id", "digest"],
                consistency_level="Strong", timeout=WRITE_TIMEOUT_S,
            )  # fmt: skip
            while page := rows.next():
                found.update((row["id"], row["digest"]) for row in page)
            rows.close()
        self._chunk_count = len(found)  # another process may have changed it
        return found

    def remove(self, chunk_ids: Sequence[str]) -> None:
        """Remove chunks with all their sentences; unknown ids are passed over."""
        with self._asking():
            for some in pages(chunk_ids, PAGE):
                known = self._client.query(
                    self._words, filter=_is_one_of("id", some), output_fields=["id"],
                    consistency_level="Strong", timeout=WRITE_TIMEOUT_S,
                )  # fmt: skip
                for name, field in ((self._words, "id"), (self._sentences, "chunk")):
                    condition = _is_one_of(field, some)
                    self._client.delete(name, filter=condition, timeout=WRITE_TIMEOUT_S)
                self._chunk_count -= len(known)

    def put(self, entries: Sequence[VectorEntry], vectors: Vectors) -> None:
        """Add or replace whole chunks: all sentences of each, one vector a sentence."""
        firsts = [entry for entry in entries if entry.sentence == 0]
        self.remove([entry.chunk_id for entry in firsts])
        sentences = [
            {"id": entry.id, "chunk": entry.chunk_id, "vector": vector.tolist(), **_labels(entry)}
            for entry, vector in zip(entries, vectors, strict=True)
        ]
        words = [
            {"id": entry.chunk_id, "digest": entry.digest, "words": _sent(entry.words),
             **_labels(entry)}
            for entry in firsts
        ]  # fmt: skip
        with self._asking():
            for name, rows in ((self._sentences, sentences), (self._words, words)):
                for some in pages(rows, PAGE):
                    self._client.upsert(name, list(some), timeout=WRITE_TIMEOUT_S)
        self._chunk_count += len(firsts)

    def rank(self, question: str, *, k: int, scope: Scope | None = None) -> list[tuple[str, float]]:
        """Return at most k `(chunk id, best cosine)`, best first; equal cosines by chunk id.

        Raises:
            EmbeddingUnavailable: the question could not be embedded.
            IndexUnavailable: Milvus does not answer.
        """
        if k < 1:
            return []
        vector = self._embedder.embed_question(question).tolist()
        limit = SENTENCES_A_CHUNK * k
        hits = self._search(self._sentences, "vector", vector, limit, scope)
        return best_by_chunk([(chunk_of(id_), cosine) for id_, cosine in hits])[:k]

    def rank_words(
        self, words: Sequence[WeightedWord], *, k: int, scope: Scope | None = None
    ) -> list[tuple[str, float]]:
        """Return at most k `(chunk id, BM25 score)`, best first; equal scores by chunk id.

        Raises:
            IndexUnavailable: Milvus does not answer.
        """
        repeated = [w.word for w in words for _ in range(max(1, round(w.weight * WEIGHT_STEPS)))]
        if not repeated or k < 1:
            return []
        hits = self._search(self._words, "bm25", _sent(" ".join(repeated)), k, scope)
        # milvus-lite tells BM25 scores with the sign turned.
        return best_by_chunk([(id_, abs(score)) for id_, score in hits])

    def _search(
        self, name: str, field: str, asked: str | list[float], limit: int, scope: Scope | None
    ) -> list[tuple[str, float]]:
        params = {"ef": max(EF_SEARCH, limit)} if field == "vector" else {}
        with self._asking():
            (hits,) = self._client.search(
                name, data=[asked], anns_field=field, limit=limit, filter=_filter(scope),
                search_params={"params": params}, timeout=SEARCH_TIMEOUT_S,
            )  # fmt: skip
            return [(str(hit["id"]), float(hit["distance"])) for hit in hits]

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Translate every failure of Milvus, and leave it alone for a while after one."""
        if not self.availability.may_be_asked():
            raise IndexUnavailable(self.availability.reason or "")
        try:
            yield
        except (MilvusException, RpcError, ValueError) as error:  # ValueError: a closed channel
            reason = f"Milvus 暂时查不了（{SETTING}）"
            self.availability.lost(reason)
            raise IndexUnavailable(reason) from error
        self.availability.found()

    def _make_collections(self) -> None:
        schema = _schema()
        schema.add_field("digest", DataType.VARCHAR, max_length=100)
        # "standard" cuts at blanks and punctuation only; `_sent` leaves no other punctuation.
        schema.add_field(
            "words", DataType.VARCHAR, max_length=WORDS_BYTES,
            enable_analyzer=True, analyzer_params={"tokenizer": "standard"},
        )  # fmt: skip
        schema.add_field("bm25", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(Function("words_to_bm25", FunctionType.BM25, ["words"], ["bm25"]))
        # k1 and b as tantivy's: one question, one order.
        params = {"bm25_k1": 1.2, "bm25_b": 0.75}
        self._make(self._words, schema, "bm25", "SPARSE_INVERTED_INDEX", "BM25", params)
        schema = _schema()
        schema.add_field("chunk", DataType.VARCHAR, max_length=ID_BYTES)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=self._embedder.dimensions)
        params = {"M": 16, "efConstruction": 200}
        self._make(self._sentences, schema, "vector", "HNSW", "COSINE", params)

    def _make(
        self,
        name: str,
        schema: CollectionSchema,
        field: str,
        kind: str,
        metric: str,
        params: Mapping[str, float],
    ) -> None:
        if not self._client.has_collection(name):
            indexes = self._client.prepare_index_params()
            indexes.add_index(field, index_type=kind, metric_type=metric, params=dict(params))
            for scalar in ("issuer", "kind", *NUMBERS):
                indexes.add_index(scalar, index_type="INVERTED")
            self._client.create_collection(name, schema=schema, timeout=WRITE_TIMEOUT_S)
            # Nothing is in it to wait for, and pymilvus would sleep half a second for each index.
            self._client.create_index(name, indexes, timeout=WRITE_TIMEOUT_S, sync=False)
        self._client.load_collection(name, timeout=WRITE_TIMEOUT_S)


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


def _labels(entry: VectorEntry) -> dict[str, Value]:
    traits = entry.traits
    numbers: dict[str, Value] = {name: getattr(traits, name) for name in NUMBERS}
    return {
        "region": list(traits.regions[:MAX_REGIONS]),
        "issuer": _clipped(traits.issuer or "", LABEL_BYTES),
        "kind": _clipped(traits.kind or "", LABEL_BYTES),
        **numbers,
    }


def _filter(scope: Scope | None) -> str:
    """Return a scope in Milvus's language; what an asker wrote stands in it as a quoted string."""
    parts = []
    for condition in conditions(scope):
        match condition:
            case HasLabel("region", value):
                parts.append(f"array_contains(region, {_quoted(value)})")
            case HasLabel(name, value):
                parts.append(f"{name} == {_quoted(_clipped(value, LABEL_BYTES))}")
            case InRange(name, low, high):
                parts.append(f"{name} >= {low} and {name} <= {high}")
    return " and ".join(parts)


def _is_one_of(field: str, values: Sequence[str]) -> str:
    return f"{field} in [{', '.join(map(_quoted, values))}]"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sent(words: str) -> str:
    """Return words so that Milvus's analyzer keeps each whole: 0.5 and 45% hold punctuation."""
    return _clipped(words.replace(".", "点").replace("%", "百分"), WORDS_BYTES)


def _clipped(text: str, max_bytes: int) -> str:
    return text.encode("utf-8", "replace")[:max_bytes].decode("utf-8", "ignore")
