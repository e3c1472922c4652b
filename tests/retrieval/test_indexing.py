"""Indexes follow the store, survive being killed, and refuse other settings."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import Chunk, CorpusStore, Document, Metadata
from retrieval import Indexer, IndexStale
from retrieval.fakes import HashingEmbedder
from retrieval.generations import Generations
from retrieval.keyword_sync import KeywordSync

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]


def found(indexer: Indexer, question: str) -> set[str]:
    assert indexer.indexes.keyword is not None
    return {id_ for id_, _ in indexer.indexes.keyword.rank(question, k=50)}


# hnswlib writes its whole buffer; the part not used yet is whatever the memory held before.
VECTORS_OF_CHROMA = "data_level0.bin"


def files_with(folder: Path, content: bytes) -> list[str]:
    paths = (path for path in folder.rglob("*") if path.name != VECTORS_OF_CHROMA)
    files = sorted(path for path in paths if path.is_file())
    return [str(path.relative_to(folder)) for path in files if content in path.read_bytes()]


def test_status_tells_how_far_each_index_is(indexer: Indexer) -> None:
    before = indexer.status()
    indexer.sync_vectors()
    after = indexer.status()

    assert (before.keyword.ready, before.keyword.indexed, before.keyword.total) == (True, 12, 12)
    assert before.vector is not None
    assert (before.vector.ready, before.vector.indexed) == (False, 0)
    assert before.vector.note
    assert after.vector is not None
    assert (after.vector.ready, after.vector.indexed, after.vector.total) == (True, 12, 12)


def test_without_an_embedder_there_is_no_vector_part(store: CorpusStore, tmp_path: Path) -> None:
    indexer = Indexer(store, tmp_path, embedder=None)
    indexer.sync_keywords()
    indexer.sync_vectors()

    assert indexer.status().vector is None
    assert indexer.status().keyword.ready


def test_progress_counts_up_to_the_total(indexer: Indexer) -> None:
    seen: list[tuple[int, int]] = []
    indexer.sync_vectors(lambda done, total: seen.append((done, total)))

    assert seen == sorted(seen)
    assert seen[-1] == (12, 12)


def test_indexes_open_again_without_work(
    full_indexer: Indexer, store: CorpusStore, tmp_path: Path
) -> None:
    full_indexer.close()
    embedder = HashingEmbedder()
    again = Indexer(store, tmp_path, embedder=embedder)
    again.open()
    again.sync_keywords()
    again.sync_vectors()

    assert "henan-0" in found(again, "科技贷")
    assert embedder.embedded == []
    assert again.status().vector is not None
    again.close()


def test_second_sync_changes_no_file(full_indexer: Indexer, tmp_path: Path) -> None:
    pointer = tmp_path / "index" / "keyword" / "CURRENT"
    before = pointer.stat().st_mtime_ns
    full_indexer.sync_keywords()
    full_indexer.sync_vectors()

    assert pointer.stat().st_mtime_ns == before


def test_terms_of_the_documents_are_kept_whole(indexer: Indexer) -> None:
    assert indexer.indexes.keyword is not None
    assert "科技贷" in indexer.indexes.keyword.segmenter.terms


def test_removed_document_leaves_no_trace(
    full_indexer: Indexer, store: CorpusStore, tmp_path: Path
) -> None:
    store.remove("xuchang")
    full_indexer.sync_keywords()
    full_indexer.sync_vectors()

    assert not any(id_.startswith("xuchang") for id_ in found(full_indexer, "企业服务日 许昌市"))
    assert full_indexer.indexes.vector is not None
    assert full_indexer.indexes.vector.chunk_count() == 10
    assert files_with(tmp_path / "index", b"xuchang-0") == []
    assert files_with(tmp_path / "index", b"henan-0")
    assert len([path for path in (tmp_path / "index" / "vector").iterdir() if path.is_dir()]) == 1


def test_changed_document_is_replaced(
    full_indexer: Indexer,
    store: CorpusStore,
    make_document: MakeDocument,
    embedder: HashingEmbedder,
) -> None:
    metadata = Metadata("许昌市建议答复", region="许昌市")
    store.put(*make_document("xuchang", metadata, ("许昌市设立纾困资金。",)))
    embedder.embedded.clear()

    full_indexer.sync_keywords()
    full_indexer.sync_vectors()

    assert "xuchang-0" in found(full_indexer, "纾困")
    assert "xuchang-1" not in found(full_indexer, "企业服务日")
    assert embedder.embedded == ["许昌市设立纾困资金。"]


@pytest.fixture
def large(store: CorpusStore, tmp_path: Path) -> KeywordSync:
    """A keyword index that takes every corpus for a large one."""
    generations = Generations(tmp_path / "large")
    return KeywordSync(store, generations, cache_dir=tmp_path, small_corpus_chunks=0)


def test_large_corpus_is_changed_in_place(
    large: KeywordSync, store: CorpusStore, make_document: MakeDocument, tmp_path: Path
) -> None:
    first = large.bring_up(lambda *_: None)
    store.remove("hebi")
    store.put(*make_document("new", Metadata("新政"), ("设立纾困资金。",)))
    changed: list[tuple[int, int]] = []

    index = large.bring_up(lambda done, total: changed.append((done, total)))

    assert index is first
    assert changed == [(1, 1)]
    assert [id_ for id_, _ in index.rank("纾困", k=5)] == ["new-0"]
    assert index.rank("鹤壁市", k=5) == []
    assert large.bring_up(lambda *_: None) is first


def test_texts_of_a_large_corpus_are_not_read_for_a_small_change(
    large: KeywordSync,
    store: CorpusStore,
    make_document: MakeDocument,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    large.bring_up(lambda *_: None)
    for at in range(20):  # of 25 documents, one more is under a twentieth
        store.put(*make_document(f"new{at}", Metadata("新政"), ("设立纾困资金。",)))
    large.bring_up(lambda *_: None)
    read: list[int] = []
    iterated = store.iter_chunks

    def counted() -> Iterator[Chunk]:
        read.append(1)
        return iterated()

    monkeypatch.setattr(store, "iter_chunks", counted)

    store.put(*make_document("one", Metadata("新政"), ("设立应急基金。",)))
    index = large.bring_up(lambda *_: None)
    in_small = list(read)
    for at in range(3):
        store.put(*make_document(f"more{at}", Metadata("新政"), ("设立“应急基金”。",)))
    large.bring_up(lambda *_: None)

    assert [id_ for id_, _ in index.rank("应急基金", k=1)] == ["one-0"]
    assert in_small == []
    assert read != []


def test_other_embedding_model_is_refused_with_what_to_run(
    full_indexer: Indexer, store: CorpusStore, tmp_path: Path
) -> None:
    full_indexer.close()
    other = Indexer(store, tmp_path, embedder=HashingEmbedder("other-model"))

    with pytest.raises(IndexStale, match=r"'hashing'.*'other-model'.*--rebuild"):
        other.open()


def test_other_dictionary_is_refused_until_rebuilt(
    full_indexer: Indexer, store: CorpusStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_indexer.close()
    monkeypatch.setattr("retrieval.keyword_sync.dictionary_hash", lambda: "0123")
    again = Indexer(store, tmp_path, embedder=HashingEmbedder())

    with pytest.raises(IndexStale, match="'0123'"):
        again.open()
    again.rebuild()
    again.sync_keywords()
    assert again.status().keyword.ready
    again.close()


def test_stopped_building_is_taken_up_where_it_was(
    indexer: Indexer, embedder: HashingEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.vectors.sync.EMBED_BATCH", 4)
    stop = threading.Event()

    def stop_soon(done: int, total: int) -> None:
        if done >= 4:
            stop.set()

    indexer.sync_vectors(stop_soon, stop)
    assert indexer.indexes.vector is None
    assert len(embedder.embedded) == 4

    indexer.sync_vectors()
    status = indexer.status().vector
    assert status is not None
    assert status.ready
    assert len(embedder.embedded) == 12


def test_chunks_are_counted_however_many_sentences_they_have(
    indexer: Indexer,
    store: CorpusStore,
    make_document: MakeDocument,
    embedder: HashingEmbedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("retrieval.vectors.sync.EMBED_BATCH", 4)
    text = "".join(f"市政府第{n}次会议研究了企业融资的问题。" for n in range(1, 12))
    store.put(*make_document("long", Metadata("会议纪要"), (text,)))
    seen: list[tuple[int, int]] = []

    indexer.sync_vectors(lambda done, total: seen.append((done, total)))

    status = indexer.status().vector
    assert status is not None
    assert (status.ready, status.indexed, status.total) == (True, 13, 13)
    assert seen[-1] == (13, 13)
    assert len(embedder.embedded) == 12 + 11


def test_index_of_another_version_is_built_anew_without_embedding(
    full_indexer: Indexer,
    store: CorpusStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    full_indexer.close()
    monkeypatch.setattr("retrieval.vectors.sync.VECTOR_SCHEMA_VERSION", 99)
    embedder = HashingEmbedder()
    again = Indexer(store, tmp_path, embedder=embedder)
    caplog.set_level("INFO")

    again.open()
    again.open_vectors()
    assert again.indexes.vector is None
    assert "vector index of another version, to be built anew" in caplog.messages
    again.sync_vectors()

    status = again.status().vector
    assert status is not None
    assert status.ready
    assert embedder.embedded == []
    assert len(list((tmp_path / "index" / "vector").iterdir())) == 2  # CURRENT and one folder
    again.close()


def test_other_model_is_refused_even_of_another_version(
    full_indexer: Indexer, store: CorpusStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_indexer.close()
    monkeypatch.setattr("retrieval.vectors.sync.VECTOR_SCHEMA_VERSION", 99)

    with pytest.raises(IndexStale, match="'other-model'"):
        Indexer(store, tmp_path, embedder=HashingEmbedder("other-model")).open()


KILLED = """
import os, signal, sys
from pathlib import Path
from corpus import CorpusStore
from retrieval import Indexer
from retrieval.fakes import HashingEmbedder

def die(done, total):
    if done >= 8:
        os.kill(os.getpid(), signal.SIGKILL)

data = Path(sys.argv[1])
store = CorpusStore(f"sqlite:///{data / 'corpus.db'}")
indexer = Indexer(store, data, embedder=HashingEmbedder())
if sys.argv[2] == "keyword":
    indexer.sync_keywords(die)
else:
    indexer.sync_keywords()
    indexer.sync_vectors(die)
"""


def kill_while_building(data: Path, what: str) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED, str(data), what]
    ended = subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)})
    assert ended.returncode == -signal.SIGKILL


def test_killed_first_build_leaves_nothing_to_open(store: CorpusStore, tmp_path: Path) -> None:
    kill_while_building(tmp_path, "keyword")
    indexer = Indexer(store, tmp_path, embedder=HashingEmbedder())

    indexer.open()
    assert indexer.indexes.keyword is None

    indexer.sync_keywords()
    assert indexer.status().keyword.ready
    assert len(list((tmp_path / "index" / "keyword").iterdir())) == 2  # CURRENT and one folder
    indexer.close()


def test_killed_rebuild_leaves_the_former_index(
    full_indexer: Indexer, store: CorpusStore, make_document: MakeDocument, tmp_path: Path
) -> None:
    full_indexer.close()
    store.put(*make_document("new", Metadata("新政"), ("设立纾困资金。",)))
    kill_while_building(tmp_path, "vector")
    indexer = Indexer(store, tmp_path, embedder=HashingEmbedder())

    indexer.open()
    indexer.open_vectors()
    assert indexer.indexes.vector is not None
    assert indexer.indexes.vector.chunk_count() == 12

    indexer.sync_keywords()
    indexer.sync_vectors()
    assert "new-0" in found(indexer, "纾困")
    assert indexer.indexes.vector.chunk_count() == 13
    indexer.close()
