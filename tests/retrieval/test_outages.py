"""A server that is killed and started again: words go on, and meaning comes back by itself."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from backends import Backend
from server_process import ServerProcess

from corpus import Chunk, CorpusStore, Document, Metadata
from retrieval import HybridRetriever, Indexer, IndexUnavailable, Searcher
from retrieval.fakes import FailingEmbedder, HashingEmbedder
from retrieval.outages import Outage, Outages

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]
SETTINGS = {"chroma": "ZHENGCE_INDEX__CHROMA_URL", "milvus": "ZHENGCE_INDEX__MILVUS_URI"}

DAY = date(2026, 11, 25)


@pytest.fixture(params=["chroma", "milvus"])
def server(request: pytest.FixtureRequest) -> ServerProcess:
    """A server of this test's own."""
    server: ServerProcess = request.getfixturevalue(f"{request.param}_server")
    return server


@pytest.fixture
def kind(server: ServerProcess, request: pytest.FixtureRequest) -> str:
    return str(request.node.callspec.params["server"])


@pytest.fixture
def backend(server: ServerProcess, kind: str) -> Backend:
    return Backend(
        chroma_url=server.url if kind == "chroma" else None,
        milvus_uri=server.url if kind == "milvus" else None,
    )


def ranks(indexer: Indexer, store: CorpusStore) -> dict[str, int]:
    """The ranks of one passage that both searches put first."""
    (passage,) = HybridRetriever(indexer.indexes, store).retrieve("科技贷累计放款多少", k=1)
    assert passage.chunk.id == "henan-0"
    return passage.ranks


def synced(indexer: Indexer) -> None:
    """Sync with a server that was just started: as the product does, again if it is too slow."""
    for _ in range(4):
        with suppress(IndexUnavailable):
            indexer.sync_vectors()
            return
    indexer.sync_vectors()


def test_words_go_on_while_the_server_is_away_and_meaning_comes_back(
    full_indexer: Indexer, store: CorpusStore, server: ServerProcess, kind: str
) -> None:
    outages = Outages(full_indexer.indexes)
    assert ranks(full_indexer, store) == {"keyword": 1, "vector": 1}
    assert outages.current() == ()

    server.kill()
    assert ranks(full_indexer, store) == {"keyword": 1}
    assert outages.current() == (Outage.MEANING,)
    status = full_indexer.status().vector
    assert status is not None
    assert not status.ready
    assert SETTINGS[kind] in str(status.note)
    note = Searcher(full_indexer.indexes, store, today=lambda: DAY).search("科技贷").note
    assert note == "语义检索暂时不可用，以下只按关键词查找。"
    with pytest.raises(IndexUnavailable, match=SETTINGS[kind]):
        full_indexer.sync_vectors()

    server.start()
    synced(full_indexer)
    assert ranks(full_indexer, store) == {"keyword": 1, "vector": 1}
    assert outages.current() == ()
    status = full_indexer.status().vector
    assert status is not None
    assert status.ready


def test_server_that_is_away_at_the_start_is_found_later(
    store: CorpusStore, backend: Backend, server: ServerProcess, tmp_path: Path
) -> None:
    server.kill()
    indexer = backend.indexer(store, tmp_path, HashingEmbedder())
    indexer.open()
    indexer.sync_keywords()
    with pytest.raises(IndexUnavailable):
        indexer.sync_vectors()
    assert ranks(indexer, store) == {"keyword": 1}
    assert Outages(indexer.indexes).current() == (Outage.MEANING,)

    server.start()
    synced(indexer)
    assert ranks(indexer, store) == {"keyword": 1, "vector": 1}
    assert Outages(indexer.indexes).current() == ()
    indexer.close()


def test_death_of_a_server_that_nobody_asks_is_noticed(
    full_indexer: Indexer, server: ServerProcess
) -> None:
    full_indexer.look()
    assert full_indexer.indexes.semantic_loss is None

    server.kill()
    full_indexer.look()
    assert full_indexer.indexes.semantic_loss is not None


def test_documents_that_came_during_the_outage_are_found_after_it(
    full_indexer: Indexer, store: CorpusStore, server: ServerProcess, make_document: MakeDocument
) -> None:
    server.kill()
    full_indexer.look()
    store.put(*make_document("new", Metadata("新政"), ("设立纾困资金。",)))
    full_indexer.sync_keywords()
    server.start()
    synced(full_indexer)

    (passage,) = HybridRetriever(full_indexer.indexes, store).retrieve("设立纾困资金", k=1)
    assert (passage.chunk.id, passage.ranks) == ("new-0", {"keyword": 1, "vector": 1})


class Returning(FailingEmbedder):
    """Away until told otherwise, as an endpoint that is started late."""

    is_away = True

    def embed_question(self, text: str):
        embed = super().embed_question if self.is_away else self._vector
        return embed(text)


def test_embedding_endpoint_that_is_back_is_noticed_without_a_question(
    store: CorpusStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = Returning()
    indexer = Indexer(store, tmp_path / "own", embedder=embedder)
    indexer.sync_keywords()
    indexer.sync_vectors()
    assert ranks(indexer, store) == {"keyword": 1}
    outages = Outages(indexer.indexes)
    assert outages.current() == (Outage.MEANING,)
    assert outages.embedding_reason is not None

    embedder.is_away = False
    assert indexer.embedder is not None
    monkeypatch.setattr(indexer.embedder.availability, "_next_try", 0.0)  # the pause is over
    indexer.sync_vectors()
    assert outages.current() == ()
    assert ranks(indexer, store) == {"keyword": 1, "vector": 1}
    indexer.close()
