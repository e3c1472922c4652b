"""Vectors computed elsewhere serve as if they had been embedded here."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus import Chunk, CorpusStore, Document, Metadata
from retrieval import Indexer, VectorsDoNotFit
from retrieval.embedding.cache import VectorCache
from retrieval.embedding.embedders import CachedEmbedder
from retrieval.fakes import HashingEmbedder
from retrieval.vectors.importing import import_vectors
from retrieval.vectors.sentence_texts import chunk_text

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.vectors.sync.SENTENCES_UP_TO_CHUNKS", 2)


def cached(folder: Path) -> CachedEmbedder:
    return CachedEmbedder(HashingEmbedder(), VectorCache(folder / "embeddings.sqlite3"))


def imported(store: CorpusStore, folder: Path, rows: int = 1) -> int:
    return import_vectors(
        [record.id for record in store.records()][:rows],
        np.eye(256, dtype=np.float32)[:rows],
        store=store,
        embedder=cached(folder),
    )


@pytest.mark.usefixtures("large")
def test_imported_vectors_are_not_embedded(store: CorpusStore, tmp_path: Path) -> None:
    embedder = HashingEmbedder()
    known = store.records()[0].id

    assert imported(store, tmp_path) == len(store.chunks_of(known))

    indexer = Indexer(store, tmp_path, embedder=embedder)
    indexer.sync_keywords()
    indexer.sync_vectors()
    rest = [chunk for chunk in store.iter_chunks() if chunk.document_id != known]
    titles = {record.id: record.metadata.title for record in store.records()}
    assert sorted(embedder.embedded) == sorted(chunk_text(c, titles[c.document_id]) for c in rest)
    indexer.close()


@pytest.mark.usefixtures("large")
def test_vectors_of_another_size_are_refused(store: CorpusStore, tmp_path: Path) -> None:
    with pytest.raises(VectorsDoNotFit, match="每份文件一行"):
        import_vectors(
            ["a", "b"],
            np.zeros((2, 3), dtype=np.float32),
            store=store,
            embedder=cached(tmp_path),
        )


def test_small_corpus_takes_no_vectors_of_documents(store: CorpusStore, tmp_path: Path) -> None:
    with pytest.raises(VectorsDoNotFit, match="按句"):
        imported(store, tmp_path)


def test_corpus_that_outgrows_sentences_is_indexed_by_chunks(
    store: CorpusStore,
    tmp_path: Path,
    make_document: MakeDocument,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("retrieval.vectors.sync.SENTENCES_UP_TO_CHUNKS", store.chunk_count())
    indexer = Indexer(store, tmp_path, embedder=HashingEmbedder())
    indexer.sync_keywords()
    indexer.sync_vectors()
    store.put(*make_document("more", Metadata("补充规定"), ("企业开办免费刻章。",)))

    indexer.sync_keywords()
    indexer.sync_vectors()

    status = indexer.status().vector
    assert indexer.indexes.vector_unit == "chunk"
    assert status is not None
    assert (status.ready, status.indexed) == (True, store.chunk_count())
    indexer.close()
