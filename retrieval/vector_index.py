"""Nearest chunks by meaning: a question in, chunk ids with cosines out; the only chromadb import.

A chunk has one vector for each of its sentences, about four, and is as near as the nearest. At a
million chunks that is four million vectors of 384 dimensions: some 7 GB of memory for the graph
where one vector a chunk took 2, and a search that visits about a quarter more of it.

Vectors are computed by our embedder and handed over; Chroma's own embedding function, which would
download a model, is never set. Importing chromadb takes one to two seconds, so this module is
imported by `indexing` only when there are vectors to open or to build.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError

from retrieval.contracts import Embedder, Vectors
from retrieval.errors import IndexUnavailable
from retrieval.filters import NUMBERS, HasLabel, InRange, conditions
from retrieval.passage import Scope
from retrieval.vector_entry import VectorEntry, chunk_of, sentence_id

PAGE = 1_000  # ids read or written at once
# Sentences asked for, for each chunk wanted, at most: several may be of one chunk.
SENTENCES_A_CHUNK = 4
EF_SEARCH = 400  # candidates looked at a query: a hundred chunks' sentences

MetadataValue = str | int | float | bool


class VectorIndex:
    """The chunks of all documents by meaning, in one collection of a Chroma database."""

    def __init__(self, client: ClientAPI, name: str, embedder: Embedder) -> None:
        self._client = client
        self._embedder = embedder
        self._name = name
        self._is_closed = False
        self._collection = self._open_collection()
        self._chunk_count = sum(1 for _ in self._first_sentences())
        self._sentences_a_chunk: int | None = None  # counted at the first search after a change

    @classmethod
    def embedded(cls, folder: Path, name: str, embedder: Embedder) -> "VectorIndex":
        """Open or make the collection in a folder of this machine.

        Raises:
            IndexUnavailable: its files are damaged, or are just being dropped for newer ones.
        """
        folder.mkdir(parents=True, exist_ok=True)
        try:
            client = chromadb.PersistentClient(path=str(folder), settings=_settings())
            return cls(client, name, embedder)
        except (ValueError, ChromaError) as error:
            raise IndexUnavailable(f"语义索引打不开：{error}") from error

    @classmethod
    def on_server(cls, url: str, name: str, embedder: Embedder) -> "VectorIndex":
        """Open or make the collection on a Chroma server.

        Raises:
            IndexUnavailable: the server does not answer.
        """
        parts = urlsplit(url)
        is_tls = parts.scheme == "https"
        try:
            client = chromadb.HttpClient(
                host=parts.hostname or "localhost",
                port=parts.port or (443 if is_tls else 8000),
                ssl=is_tls,
                settings=_settings(),
            )
            return cls(client, name, embedder)
        except (ValueError, ChromaError) as error:
            raise IndexUnavailable(f"Chroma 服务 {url!r} 连不上：{error}") from error

    def close(self) -> None:
        """Let go of the database; a search that is under way fails as `IndexUnavailable`."""
        self._is_closed = True
        # Every client has it, only the interface that chromadb declares does not.
        self._client.close()  # type: ignore[attr-defined]

    def chunk_count(self) -> int:
        """Return how many chunks are indexed.

        It is asked at every question, so it is counted once, at the opening, and then kept: with a
        million chunks counting takes seconds.
        """
        return self._chunk_count

    def digests(self) -> dict[str, str]:
        """Return the digest of every indexed chunk by id."""
        found = dict(self._first_sentences())
        self._sentences_a_chunk = None
        self._chunk_count = len(found)  # another process may have changed it
        return found

    def remove(self, chunk_ids: Sequence[str]) -> None:
        """Remove chunks with all their sentences; unknown ids are passed over."""
        self._sentences_a_chunk = None
        for some in _pages(chunk_ids):
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
        self._collection.upsert(
            ids=[entry.id for entry in entries],
            embeddings=vectors,
            metadatas=[_metadata(entry) for entry in entries],
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
        try:
            result = self._collection.query(
                query_embeddings=[vector.tolist()],
                n_results=self._spread() * k,
                where=_where(scope),
                include=["distances"],
            )
        except (ChromaError, httpx.TransportError) as error:
            raise IndexUnavailable(f"语义索引暂时查不了：{error}") from error
        except AttributeError as error:  # what a client that was closed meanwhile fails with
            if not self._is_closed:
                raise
            raise IndexUnavailable("语义索引正在换成新的。") from error
        distances = (result["distances"] or [[]])[0]
        best: dict[str, float] = {}
        for id_, distance in zip(result["ids"][0], distances, strict=True):
            chunk_id, cosine = chunk_of(id_), 1 - float(distance)
            best[chunk_id] = max(cosine, best.get(chunk_id, cosine))
        return sorted(best.items(), key=lambda hit: (-hit[1], hit[0]))[:k]

    def _spread(self) -> int:
        """Return how many sentences to ask for, for each chunk: one where each has but one."""
        if self._sentences_a_chunk is None:
            mean = self._collection.count() / max(self._chunk_count, 1)
            self._sentences_a_chunk = max(1, min(ceil(mean), SENTENCES_A_CHUNK))
        return self._sentences_a_chunk

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


def _settings() -> Settings:
    return Settings(anonymized_telemetry=False)


def _metadata(entry: VectorEntry) -> Mapping[str, MetadataValue]:
    """Return what Chroma filters by: a chunk lies in several regions, so each is a key."""
    traits = entry.traits
    labels: dict[str, MetadataValue] = {
        _label_key("region", region): True for region in traits.regions
    }
    if traits.issuer:
        labels[_label_key("issuer", traits.issuer)] = True
    if traits.kind:
        labels[_label_key("kind", traits.kind)] = True
    numbers: dict[str, MetadataValue] = {name: getattr(traits, name) for name in NUMBERS}
    return {
        "document": entry.document_id,
        "chunk": entry.chunk_id,
        "sentence": entry.sentence,
        "digest": entry.digest,
        **numbers,
        **labels,
    }


def _label_key(name: str, value: str) -> str:
    return f"{name}:{value}"


def _where(scope: Scope | None) -> chromadb.Where | None:
    parts: list[chromadb.Where] = []
    for condition in conditions(scope):
        match condition:
            case HasLabel(name, value):
                parts.append({_label_key(name, value): True})
            case InRange(name, low, high):
                at_least: chromadb.Where = {name: {"$gte": low}}  # type: ignore[dict-item]
                at_most: chromadb.Where = {name: {"$lte": high}}  # type: ignore[dict-item]
                parts += [at_least, at_most]
    if len(parts) < 2:
        return parts[0] if parts else None
    return {"$and": parts}


def _pages(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[start : start + PAGE] for start in range(0, len(ids), PAGE))
