"""Nearest chunks by meaning: a question in, chunk ids with cosines out; the only chromadb import.

A chunk has one vector for each of its sentences, about four, and is as near as the nearest. At a
million chunks that is four million vectors of 384 dimensions: some 7 GB of memory for the graph
where one vector a chunk took 2, and a search that visits about a quarter more of it.

Vectors are computed by our embedder and handed over; Chroma's own embedding function, which would
download a model, is never set. Importing chromadb takes one to two seconds, so this module is
imported by `indexing` only when there are vectors to open or to build.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError

from retrieval.availability import Availability
from retrieval.contracts import Embedder, Vectors
from retrieval.errors import IndexUnavailable
from retrieval.filters import NUMBERS, HasLabel, InRange, conditions
from retrieval.passage import Scope
from retrieval.vector_entry import VectorEntry, best_by_chunk, chunk_of, pages, sentence_id

PAGE = 1_000  # ids read or written at once
# Sentences asked for, for each chunk wanted, at most: several may be of one chunk.
SENTENCES_A_CHUNK = 4
EF_SEARCH = 400  # candidates looked at a query: a hundred chunks' sentences
# What an asker waits at most for a server before words alone are searched.
TIMEOUT = httpx.Timeout(5.0, connect=3.0)
SETTING = "ZHENGCE_INDEX__CHROMA_URL"

MetadataValue = str | int | float | bool


class VectorIndex:
    """The chunks of all documents by meaning, in one collection of a Chroma database."""

    searches_words = False

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
            # Chroma's own client would wait without end for a host that does not answer.
            httpx.get(f"{url.rstrip('/')}/api/v2/heartbeat", timeout=TIMEOUT).raise_for_status()
            client = chromadb.HttpClient(
                host=parts.hostname or "localhost",
                port=parts.port or (443 if is_tls else 8000),
                ssl=is_tls,
                settings=_settings(),
            )
        except (ValueError, ChromaError, httpx.HTTPError) as error:
            raise IndexUnavailable(f"Chroma 服务连不上（{SETTING}）") from error
        for session in _sessions(client):
            session.timeout = TIMEOUT
        try:
            return cls(client, name, embedder, is_on_server=True)
        except (ValueError, ChromaError, httpx.HTTPError) as error:
            _close(client)
            raise IndexUnavailable(f"Chroma 服务暂时查不了（{SETTING}）") from error

    def close(self) -> None:
        """Let go of the database; a search that is under way fails as `IndexUnavailable`."""
        self._is_closed = True
        _close(self._client)

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
        with self._asking():
            result = self._collection.query(
                query_embeddings=[vector.tolist()],
                n_results=self._spread() * k,
                where=_where(scope),
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


def _sessions(client: ClientAPI) -> list[httpx.Client]:
    """Return the HTTP clients inside Chroma's: it sets them no time limit and leaves them open."""
    owners = (client, getattr(client, "_admin_client", None))
    sessions = (getattr(getattr(owner, "_server", None), "_session", None) for owner in owners)
    return [session for session in sessions if isinstance(session, httpx.Client)]


def _close(client: ClientAPI) -> None:
    sessions = _sessions(client)
    # Every client has it, only the interface that chromadb declares does not.
    client.close()  # type: ignore[attr-defined]
    for session in sessions:
        session.close()


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
