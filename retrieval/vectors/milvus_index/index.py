"""Both searches on a Milvus: a question in, chunk ids with scores out.

For where one machine is outgrown. Two collections: chunks with their words (BM25, as Milvus's own
function reckons it) and sentences with their vectors. What both find is fused outside, by the same
reciprocal ranks as on one machine: `explain` and the judging of evidence need the rank of each.

Words are cut here, by jieba with the product's dictionary, and sent joined by blanks: Milvus's own
jieba analyzer knows neither that dictionary nor the shorter words inside a word. A chunk's words
are written last and removed first, so that a chunk counts when all of it is there.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from grpc import RpcError
from pymilvus import CollectionSchema, MilvusClient
from pymilvus.exceptions import MilvusException

from retrieval.availability import Availability
from retrieval.contracts import Embedder, Vectors
from retrieval.errors import IndexUnavailable
from retrieval.filters import NUMBERS
from retrieval.passage import Scope
from retrieval.query import WeightedWord
from retrieval.vector_entry import VectorEntry, best_by_chunk, chunk_of, pages
from retrieval.vectors.milvus_index.filtering import filter_of, is_one_of
from retrieval.vectors.milvus_index.schema import (
    labels_of,
    sent_words,
    sentences_schema,
    words_schema,
)

PAGE = 500  # rows read or written at once
SENTENCES_A_CHUNK = 4  # sentences asked for, for each chunk wanted: several may be of one chunk
EF_SEARCH = 400  # candidates looked at a query: a hundred chunks' sentences
WEIGHT_STEPS = 10  # a word of weight 0.3 stands in the query three times, one of weight 1 ten times
SEARCH_TIMEOUT_S = 5.0  # what an asker waits at most before this machine's words are searched
WRITE_TIMEOUT_S = 60.0
SETTING = "ZHENGCE_INDEX__MILVUS_URI"

# What fails is raised and told by whoever asked; the library's own traces would only repeat it.
logging.getLogger("pymilvus").setLevel(logging.CRITICAL)


class MilvusIndex:
    """The chunks of all documents by words and by meaning, in two collections of a Milvus."""

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
                    self._words, filter=is_one_of("id", some), output_fields=["id"],
                    consistency_level="Strong", timeout=WRITE_TIMEOUT_S,
                )  # fmt: skip
                for name, field in ((self._words, "id"), (self._sentences, "chunk")):
                    condition = is_one_of(field, some)
                    self._client.delete(name, filter=condition, timeout=WRITE_TIMEOUT_S)
                self._chunk_count -= len(known)

    def put(self, entries: Sequence[VectorEntry], vectors: Vectors) -> None:
        """Add or replace whole chunks: all sentences of each, one vector a sentence."""
        firsts = [entry for entry in entries if entry.sentence == 0]
        self.remove([entry.chunk_id for entry in firsts])
        sentences = [
            {"id": entry.id, "chunk": entry.chunk_id, "vector": vector.tolist(), **labels_of(entry)}
            for entry, vector in zip(entries, vectors, strict=True)
        ]
        words = [
            {"id": entry.chunk_id, "digest": entry.digest, "words": sent_words(entry.words),
             **labels_of(entry)}
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
        hits = self._search(self._words, "bm25", sent_words(" ".join(repeated)), k, scope)
        # milvus-lite tells BM25 scores with the sign turned.
        return best_by_chunk([(id_, abs(score)) for id_, score in hits])

    def _search(
        self, name: str, field: str, asked: str | list[float], limit: int, scope: Scope | None
    ) -> list[tuple[str, float]]:
        params = {"ef": max(EF_SEARCH, limit)} if field == "vector" else {}
        with self._asking():
            (hits,) = self._client.search(
                name, data=[asked], anns_field=field, limit=limit, filter=filter_of(scope),
                search_params={"params": params}, timeout=SEARCH_TIMEOUT_S,
            )  # fmt: skip
            return [(str(hit["id"]), float(hit["distance"])) for hit in hits]

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Translate every failure of Milvus, and leave it alone for a while after one."""
        with self.availability.asking(IndexUnavailable):
            try:
                yield
            except (MilvusException, RpcError, ValueError) as error:  # ValueError: a closed channel
                raise IndexUnavailable(f"Milvus 暂时查不了（{SETTING}）") from error

    def _make_collections(self) -> None:
        # k1 and b as tantivy's: one question, one order.
        params = {"bm25_k1": 1.2, "bm25_b": 0.75}
        self._make(self._words, words_schema(), "bm25", "SPARSE_INVERTED_INDEX", "BM25", params)
        params = {"M": 16, "efConstruction": 200}
        schema = sentences_schema(self._embedder.dimensions)
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
