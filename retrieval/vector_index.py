"""Nearest chunks by meaning: a question in, chunk ids with cosines out; the only chromadb import.

Vectors are computed by our embedder and handed over; Chroma's own embedding function, which would
download a model, is never set. Importing chromadb takes one to two seconds, so this module is
imported by `indexing` only when there are vectors to open or to build.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError

from retrieval.contracts import Embedder, Vectors
from retrieval.errors import IndexUnavailable
from retrieval.filters import NUMBERS, HasLabel, InRange, conditions
from retrieval.passage import Scope
from retrieval.vector_entry import VectorEntry

PAGE = 1_000  # ids read or written at once
EF_SEARCH = 200  # candidates looked at a query; above the largest k that is asked for

MetadataValue = str | int | float | bool


class VectorIndex:
    """The chunks of all documents by meaning, in one collection of a Chroma database."""

    def __init__(self, client: ClientAPI, name: str, embedder: Embedder) -> None:
        self._client = client
        self._embedder = embedder
        self._name = name
        self._collection = self._open_collection()

    @classmethod
    def embedded(cls, folder: Path, name: str, embedder: Embedder) -> "VectorIndex":
        """Open or make the collection in a folder of this machine."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(
            chromadb.PersistentClient(path=str(folder), settings=_settings()), name, embedder
        )

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
        """Let go of the database."""
        # Every client has it, only the interface that chromadb declares does not.
        self._client.close()  # type: ignore[attr-defined]

    def chunk_count(self) -> int:
        """Return how many chunks are indexed."""
        return self._collection.count()

    def digests(self) -> dict[str, str]:
        """Return the digest of every indexed chunk by id."""
        found: dict[str, str] = {}
        for offset in range(0, self.chunk_count(), PAGE):
            page = self._collection.get(include=["metadatas"], limit=PAGE, offset=offset)
            for chunk_id, stored in zip(page["ids"], page["metadatas"] or [], strict=True):
                found[chunk_id] = str(stored["digest"])
        return found

    def remove(self, ids: Sequence[str]) -> None:
        """Remove chunks; unknown ids are passed over."""
        for some in _pages(ids):
            self._collection.delete(ids=list(some))

    def put(self, entries: Sequence[VectorEntry], vectors: Vectors) -> None:
        """Add or replace chunks, one vector each."""
        if not entries:
            return
        self._collection.upsert(
            ids=[entry.id for entry in entries],
            embeddings=vectors,
            metadatas=[_metadata(entry) for entry in entries],
        )

    def rank(self, question: str, *, k: int, scope: Scope | None = None) -> list[tuple[str, float]]:
        """Return at most k `(chunk id, cosine)`, best first; equal cosines by chunk id.

        Raises:
            EmbeddingUnavailable: the question could not be embedded.
        """
        if k < 1:
            return []
        vector = self._embedder.embed_question(question)
        result = self._collection.query(
            query_embeddings=[vector.tolist()],
            n_results=k,
            where=_where(scope),
            include=["distances"],
        )
        distances = (result["distances"] or [[]])[0]
        found = [(id_, 1 - float(d)) for id_, d in zip(result["ids"][0], distances, strict=True)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

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
    return {"document": entry.document_id, "digest": entry.digest, **numbers, **labels}


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
