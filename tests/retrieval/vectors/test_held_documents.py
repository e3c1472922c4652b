"""Vectors of a large corpus follow the store without reading what did not change."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Chunk, CorpusStore, Document, Metadata
from retrieval import Indexer
from retrieval.fakes import HashingEmbedder
from retrieval.vectors.held_documents import HELD, read_held

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]


@pytest.fixture
def large(full_indexer: Indexer, monkeypatch: pytest.MonkeyPatch) -> Indexer:
    """A full indexer whose corpus counts as large from now on."""
    monkeypatch.setattr("retrieval.vectors.sync.SMALL_CORPUS_CHUNKS", 0)
    return full_indexer


def held_ids(indexer: Indexer) -> set[str]:
    assert indexer.indexes.vector is not None
    return set(indexer.indexes.vector.digests())


def stored_ids(store: CorpusStore) -> set[str]:
    return {chunk.id for chunk in store.iter_chunks()}


def test_unchanged_chunks_are_read_neither_from_store_nor_index(
    large: Indexer,
    store: CorpusStore,
    make_document: MakeDocument,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store.put(*make_document("new", Metadata("新政"), ("设立纾困资金。",)))
    with monkeypatch.context() as reading:
        reading.setattr(CorpusStore, "iter_chunks", lambda _: pytest.fail("all were read"))
        reading.setattr(type(large.indexes.vector), "digests", lambda _: pytest.fail("all read"))
        large.sync_vectors()
        large.sync_vectors()

    assert held_ids(large) == stored_ids(store)
    assert large.indexes.vector is not None
    assert large.indexes.vector.rank("设立纾困资金。", k=1)[0][0] == "new-0"


def test_replaced_and_removed_documents_leave_no_chunk(
    large: Indexer, store: CorpusStore, make_document: MakeDocument
) -> None:
    store.put(*make_document("new", Metadata("新政"), ("设立纾困资金。", "资金为一亿元。")))
    large.sync_vectors()
    store.put(*make_document("new", Metadata("新政"), ("不再设立资金。",)))
    store.remove("henan")

    large.sync_vectors()

    assert held_ids(large) == stored_ids(store)


def stopped_while_adding(
    indexer: Indexer, store: CorpusStore, document: tuple[Document, list[Chunk]]
) -> None:
    store.put(*document)
    stop = threading.Event()
    indexer.sync_vectors(lambda *_: stop.set() if "new-0" in held_ids(indexer) else None, stop)
    assert "new-0" in held_ids(indexer)
    assert "new-2" not in held_ids(indexer)


@pytest.fixture
def interrupted(
    large: Indexer,
    store: CorpusStore,
    make_document: MakeDocument,
    monkeypatch: pytest.MonkeyPatch,
) -> Indexer:
    """An indexer that was stopped when the first of a document's three chunks was in."""
    monkeypatch.setattr("retrieval.vectors.sync.LARGE_BATCH", 1)
    texts = ("设立纾困资金。", "资金为一亿元。", "先到先得。")
    stopped_while_adding(large, store, make_document("new", Metadata("新政"), texts))
    return large


def test_stopped_change_is_completed(interrupted: Indexer, store: CorpusStore) -> None:
    interrupted.sync_vectors()

    assert held_ids(interrupted) == stored_ids(store)


def test_document_removed_after_a_stopped_change_leaves_no_chunk(
    interrupted: Indexer, store: CorpusStore
) -> None:
    store.remove("new")

    interrupted.sync_vectors()

    assert held_ids(interrupted) == stored_ids(store)


def test_lost_chunks_are_found_missing(large: Indexer, store: CorpusStore) -> None:
    assert large.indexes.vector is not None
    large.indexes.vector.remove(["henan-0"])

    large.sync_vectors()

    assert held_ids(large) == stored_ids(store)


def test_damaged_list_is_made_anew(
    large: Indexer, store: CorpusStore, make_document: MakeDocument, tmp_path: Path
) -> None:
    (held,) = (tmp_path / "index" / "vector").glob(f"*/{HELD}")
    held.write_text("{", encoding="utf-8")
    store.put(*make_document("new", Metadata("新政"), ("设立纾困资金。",)))

    large.sync_vectors()

    assert held_ids(large) == stored_ids(store)
    assert read_held(held.parent).keys() == {record.id for record in store.records()}


def test_only_new_chunks_are_embedded(
    large: Indexer, store: CorpusStore, make_document: MakeDocument, embedder: HashingEmbedder
) -> None:
    before = len(embedder.embedded)
    store.put(*make_document("new", Metadata("新政"), ("设立纾困资金。",)))

    large.sync_vectors()

    assert len(embedder.embedded) == before + 1
