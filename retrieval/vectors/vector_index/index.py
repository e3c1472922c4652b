"""Nearest chunks by meaning: a question in, chunk ids with cosines out.

A chunk has one vector for each of its sentences, about four, and is as near as the nearest. At a
million chunks that is four million vectors of 384 dimensions: some 7 GB of memory for the graph
where one vector a chunk took 2, and a search that visits about a quarter more of it.

Vectors are computed by our embedder and handed over; Chroma's own embedding function, which would
download a model, is never set. Importing chromadb takes one to two seconds, so this folder is
imported by `vector_place` only when there are vectors to open or to build.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from pathlib import Path

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.errors import ChromaError

from retrieval.availability import Availability
from retrieval.contracts import Embedder, Vectors
from retrieval.errors import IndexUnavailable
from retrieval.passage import Scope
from retrieval.vector_entry import VectorEntry, best_by_chunk, chunk_of, pages, sentence_id
from retrieval.vectors.vector_index.connecting import SETTING, close, embedded_client, server_client
from retrieval.vectors.vector_index.filtering import stored_metadata, where_of

PAGE = 1_000  # ids read or written at once
# Sentences asked for, for each chunk wanted, at most: several may be of one chunk.
SENTENCES_A_CHUNK = 4
EF_SEARCH = 400  # candidates looked at a query: a hundred chunks' sentences


class VectorIndex:
    """The chunks of all documents by meaning, in one collection of a Chroma database."""

    def __init__(
        self, client: ClientAPI, name: str, embedder: Embedder, *, is_on_server: bool = False
    ) -> None:
        self.availability = Availability()
        self._is_on_server = is_on_server
        self._client = client
        self._embedder = embedder
        self._name = name
        self._is_closed = False
        self._collection = self._open_collection()
        self._chunk_count = self._counted()
        self._sentences_a_chunk: int | None = None  # counted at the first search after a change

    @classmethod
    def embedded(cls, folder: Path, name: str, embedder: Embedder) -> "VectorIndex":
        """Open or make the collection in a folder of this machine.

        Raises:
            IndexUnavailable: its files are damaged, or are just being dropped for newer ones.
        """
        try:
            return cls(embedded_client(folder), name, embedder)
        except (ValueError, ChromaError) as error:
            raise IndexUnavailable(f"语义索引打不开：{error}") from error

    @classmethod
    def on_server(cls, url: str, name: str, embedder: Embedder) -> "VectorIndex":
        """Open or make the collection on a Chroma server.

        Raises:
            IndexUnavailable: the server does not answer.
        """
        client = server_client(url)
        try:
            return cls(client, name, embedder, is_on_server=True)
        except (ValueError, ChromaError, httpx.HTTPError) as error:
            close(client)
            raise IndexUnavailable(f"Chroma 服务暂时查不了（{SETTING}）") from error

    def close(self) -> None:
        """Let go of the database; a search that is under way fails as `IndexUnavailable`."""
        self._is_closed = True
        close(self._client)

    def ping(self) -> None:
        """Ask the server whether it is there; an embedded index always is."""
        if self._is_on_server:
            with self._asking():
                self._collection.count()

    def chunk_count(self) -> int:
        """Return how many chunks are indexed.

        It is asked at every question, so it is counted once, at the opening, and then kept.
        """
        return self._chunk_count

    def digests(self) -> dict[str, str]:
        """Return the digest of every indexed chunk by id."""
        with self._asking():
            found = dict(self._first_sentences())
        self._sentences_a_chunk = None
        self._chunk_count = len(found)  # another process may have changed it
        return found

    def digests_of(self, document_ids: Sequence[str]) -> dict[str, str]:
        """Return the digest of every indexed chunk of these documents by chunk id."""
        found: dict[str, str] = {}
        with self._asking():
            for some in pages(document_ids, PAGE):
                any_of: list[str | int | float | bool] = [*some]
                of_them: chromadb.Where = {"document": {"$in": any_of}}  # type: ignore[dict-item]
                stored = self._collection.get(where=of_them, include=["metadatas"])["metadatas"]
                found.update((str(one["chunk"]), str(one["digest"])) for one in stored or [])
        return found

    def remove(self, chunk_ids: Sequence[str]) -> None:
        """Remove chunks with all their sentences; unknown ids are passed over."""
        self._sentences_a_chunk = None
        with self._asking():
            for some in pages(chunk_ids, PAGE):
                known = self._known(some)
                if known:
                    any_of: list[str | int | float | bool] = [*known]
                    of_them: chromadb.Where = {"chunk": {"$in": any_of}}  # type: ignore[dict-item]
                    self._collection.delete(where=of_them)
                    self._chunk_count -= len(known)

    def put(self, entries: Sequence[VectorEntry], vectors: Vectors) -> None:
        """Add or replace whole chunks: all sentences of each, one vector a sentence."""
        if not entries:
            return
        chunk_ids = list(dict.fromkeys(entry.chunk_id for entry in entries))
        self.remove(chunk_ids)  # a former text may have had more sentences
        with self._asking():
            self._collection.upsert(
                ids=[entry.id for entry in entries],
                embeddings=vectors,
                metadatas=[stored_metadata(entry) for entry in entries],
            )
        self._chunk_count += len(chunk_ids)

    def rank(self, question: str, *, k: int, scope: Scope | None = None) -> list[tuple[str, float]]:
        """Return at most k `(chunk id, best cosine)`, best first; equal cosines by chunk id.

        Raises:
            EmbeddingUnavailable: the question could not be embedded.
            IndexUnavailable: the database does not answer, or was closed for a newer one.
        """
        if k < 1:
            return []
        vector = self._embedder.embed_question(question)
        with self._asking():
            result = self._collection.query(
                query_embeddings=[vector.tolist()],
                n_results=self._spread() * k,
                where=where_of(scope),
                include=["distances"],
            )
        distances = (result["distances"] or [[]])[0]
        hits = zip(map(chunk_of, result["ids"][0]), distances, strict=True)
        return best_by_chunk((chunk_id, 1 - float(distance)) for chunk_id, distance in hits)[:k]

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Translate every failure of Chroma, and leave a server alone for a while after one."""
        if not self.availability.may_be_asked():
            raise IndexUnavailable(self.availability.reason or "")
        try:
            yield
        except (ChromaError, httpx.HTTPError) as error:
            raise self._lost(error) from error
        except (AttributeError, RuntimeError) as error:
            # What a client that was closed meanwhile fails with: embedded, and on a server.
            if not self._is_closed:
                raise
            raise IndexUnavailable("语义索引正在换成新的。") from error
        self.availability.found()

    def _lost(self, error: Exception) -> IndexUnavailable:
        if not self._is_on_server:
            return IndexUnavailable(f"语义索引暂时查不了：{error}")
        reason = f"Chroma 服务暂时查不了（{SETTING}）"
        self.availability.lost(reason)
        return IndexUnavailable(reason)

    def _spread(self) -> int:
        """Return how many sentences to ask for, for each chunk: one where each has but one."""
        if self._sentences_a_chunk is None:
            mean = self._collection.count() / max(self._chunk_count, 1)
            self._sentences_a_chunk = max(1, min(ceil(mean), SENTENCES_A_CHUNK))
        return self._sentences_a_chunk

    def _counted(self) -> int:
        """Count the chunks: of a large corpus, each chunk of one vector, without listing them.

        Going through the pages of 200,000 takes a minute, of a million 25 times as long.
        """
        second = self._collection.get(where={"sentence": 1}, limit=1, include=[])
        if not second["ids"]:
            return self._collection.count()
        return sum(1 for _ in self._first_sentences())

    def _first_sentences(self) -> Iterator[tuple[str, str]]:
        """Yield the id and the digest of each chunk: every chunk has one first sentence."""
        offset = 0
        while True:
            page = self._collection.get(
                where={"sentence": 0}, include=["metadatas"], limit=PAGE, offset=offset
            )
            for stored in page["metadatas"] or []:
                yield str(stored["chunk"]), str(stored["digest"])
            if len(page["ids"]) < PAGE:
                return
            offset += PAGE

    def _known(self, chunk_ids: Sequence[str]) -> list[str]:
        firsts = [sentence_id(chunk_id, 0) for chunk_id in chunk_ids]
        return [chunk_of(id_) for id_ in self._collection.get(ids=firsts, include=[])["ids"]]

    def _open_collection(self) -> Collection:
        return self._client.get_or_create_collection(
            self._name,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": EF_SEARCH}},
        )
