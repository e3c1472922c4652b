"""What is looked up to the letter, in a corpus that is looked through and in one that is not."""

from pathlib import Path

import pytest

from corpus import CorpusStore
from retrieval import Indexer, PhraseChunks


@pytest.fixture
def indexer(store: CorpusStore, tmp_path: Path) -> Indexer:
    indexer = Indexer(store, tmp_path, embedder=None)
    indexer.sync_keywords()
    return indexer


@pytest.mark.parametrize("looked_through", [1_000, 0])
@pytest.mark.parametrize(
    "text", ["简易注销", "适用范围", "场主体可以走简易", "一件事一次办", "没有的话"]
)
def test_phrase_is_found_in_a_large_corpus_as_in_a_small_one(
    store: CorpusStore, indexer: Indexer, text: str, looked_through: int
) -> None:
    phrases = PhraseChunks(indexer.indexes, store, looked_through=looked_through)

    found = phrases.chunks_with(text, limit=10)

    assert [chunk.id for chunk in found] == [
        chunk.id for chunk in store.iter_chunks() if text in chunk.text
    ]


def test_large_corpus_is_not_looked_through(
    store: CorpusStore, indexer: Indexer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CorpusStore, "chunks_with", None)
    phrases = PhraseChunks(indexer.indexes, store, looked_through=0)

    # 销 is the end of a word where it stands.
    (chunk,) = phrases.chunks_with("销公告期为45", limit=10)

    assert chunk.text == "第二条 简易注销公告期为45日。"
    assert len(phrases.chunks_with("简易注销", limit=1)) == 1
