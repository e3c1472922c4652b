"""What another process puts in place is opened by one that is running."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import Chunk, CorpusStore, Document, Metadata
from retrieval import HybridRetriever, Indexer
from retrieval.errors import IndexBusy
from retrieval.fakes import HashingEmbedder
from retrieval.generations import Generations
from retrieval.keyword_sync import KeywordSync
from retrieval.writer_lock import writing_alone

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]


@pytest.fixture
def other(store: CorpusStore, full_indexer: Indexer, tmp_path: Path) -> Iterator[Indexer]:
    """Another opening of the same data directory."""
    other = Indexer(store, tmp_path, embedder=HashingEmbedder())
    other.open()
    yield other
    other.close()


def test_nothing_is_opened_where_nothing_changed(full_indexer: Indexer) -> None:
    before = full_indexer.indexes.keyword, full_indexer.indexes.vector

    assert not full_indexer.follow()
    assert (full_indexer.indexes.keyword, full_indexer.indexes.vector) == before


def test_new_documents_are_found_by_words_and_by_meaning(
    full_indexer: Indexer, other: Indexer, store: CorpusStore, make_document: MakeDocument
) -> None:
    retriever = HybridRetriever(full_indexer.indexes, store)
    store.put(*make_document("new", Metadata("新政"), ("设立纾困资金。",)))
    other.sync_keywords()
    assert full_indexer.follow()
    by_words = retriever.retrieve("纾困资金", k=1)
    other.sync_vectors()
    full_indexer.follow()
    by_both = retriever.retrieve("纾困资金", k=1)

    assert [(p.chunk.id, p.ranks) for p in by_words] == [("new-0", {"keyword": 1})]
    assert [(p.chunk.id, p.ranks) for p in by_both] == [("new-0", {"keyword": 1, "vector": 1})]
    assert not full_indexer.follow()


def test_large_corpus_that_another_changes_in_place_is_read_anew(
    store: CorpusStore, make_document: MakeDocument, tmp_path: Path
) -> None:
    ours, theirs = (_large(store, tmp_path) for _ in range(2))
    index = ours.bring_up(lambda *_: None)
    theirs.open()
    store.put(*make_document("new", Metadata("新政"), ("设立纾困资金。",)))
    theirs.bring_up(lambda *_: None)

    assert ours.is_overtaken
    assert ours.open() is index
    assert [id_ for id_, _ in index.rank("纾困", k=5)] == ["new-0"]
    assert not ours.is_overtaken


CHANGED_IN_PLACE = """
import sys
from pathlib import Path
import retrieval.vectors.sync
from corpus import CorpusStore
from retrieval import Indexer
from retrieval.fakes import HashingEmbedder

retrieval.vectors.sync.SMALL_CORPUS_CHUNKS = 0
data = Path(sys.argv[1])
store = CorpusStore(f"sqlite:///{data / 'corpus.db'}")
indexer = Indexer(store, data, embedder=HashingEmbedder())
indexer.sync_keywords()
indexer.sync_vectors()
indexer.close()
"""


def test_vectors_that_another_process_changes_in_place_are_read_anew(
    full_indexer: Indexer, store: CorpusStore, make_document: MakeDocument, tmp_path: Path
) -> None:
    assert full_indexer.indexes.vector is not None
    full_indexer.indexes.vector.rank("纾困资金", k=1)  # Chroma has read its graph
    store.put(*make_document("new", Metadata("新政"), ("设立纾困资金。",)))
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", CHANGED_IN_PLACE, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run(command, cwd=root, env=environment, check=True, timeout=300)

    full_indexer.follow()

    assert full_indexer.indexes.vector.rank("设立纾困资金。", k=1)[0][0] == "new-0"
    assert len(list((tmp_path / "index" / "vector").glob("*/"))) == 1  # the folder it was


def test_index_that_is_being_rebuilt_elsewhere_stays_open(
    full_indexer: Indexer, other: Indexer
) -> None:
    other.rebuild()

    assert not full_indexer.follow()
    assert full_indexer.indexes.keyword is not None
    assert full_indexer.indexes.keyword.rank("科技贷", k=1)[0][0] == "henan-0"


def test_search_in_an_index_that_was_just_replaced_goes_on_with_words(
    full_indexer: Indexer, store: CorpusStore
) -> None:
    assert full_indexer.indexes.vector is not None
    full_indexer.indexes.vector.close()  # as at the moment between two indexes

    (passage,) = HybridRetriever(full_indexer.indexes, store).retrieve("科技贷", k=1)

    assert passage.ranks == {"keyword": 1}


def test_only_one_writes(
    full_indexer: Indexer,
    store: CorpusStore,
    make_document: MakeDocument,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("retrieval.keyword_sync.WRITER_WAIT_S", 0.0)
    store.put(*make_document("new", Metadata("新政"), ("设立纾困资金。",)))

    with writing_alone(tmp_path / "index" / "keyword.lock"), pytest.raises(IndexBusy):
        full_indexer.sync_keywords()
    with writing_alone(tmp_path / "index" / "vector.lock"), pytest.raises(IndexBusy):
        full_indexer.sync_vectors()
    full_indexer.sync_keywords()
    full_indexer.sync_vectors()

    assert full_indexer.status().keyword.indexed == 13


def test_nobody_waits_for_a_writer_where_nothing_is_to_be_written(
    full_indexer: Indexer, tmp_path: Path
) -> None:
    folder = tmp_path / "index"

    with writing_alone(folder / "keyword.lock"), writing_alone(folder / "vector.lock"):
        full_indexer.sync_keywords()
        full_indexer.sync_vectors()

    assert full_indexer.status().keyword.ready


def _large(store: CorpusStore, tmp_path: Path) -> KeywordSync:
    generations = Generations(tmp_path / "large")
    return KeywordSync(store, generations, cache_dir=tmp_path, small_corpus_chunks=0)
