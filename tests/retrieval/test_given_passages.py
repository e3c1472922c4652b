from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Chunk, Metadata, OffsetMap, Span
from retrieval import CachedEmbedder, GivenPassages, Scope, Segmenter, VectorCache
from retrieval.fakes import FailingEmbedder, HashingEmbedder
from retrieval.vectors.sentence_similarity import MAX_EMBEDDED_NOW

TEXTS = (
    "大熊猫主要吃竹子。",
    "黄河全长约5464公里。",
    "企业可以申请贷款。",
)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter()


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    cache = VectorCache(tmp_path / "embeddings.sqlite3")
    yield cache
    cache.close()


def _given(*texts: str) -> list[tuple[Chunk, Metadata]]:
    return [
        (
            Chunk(f"c{n}", f"d{n}", 0, text, Span(0, len(text)), OffsetMap(((0, 0, len(text)),))),
            Metadata(title=""),
        )
        for n, text in enumerate(texts)
    ]


def test_all_passages_are_found_the_best_first(segmenter: Segmenter) -> None:
    given = GivenPassages(_given(*TEXTS), segmenter=segmenter, embedder=None)
    found = given.retrieve("黄河有多长")
    assert [passage.chunk.id for passage in found] == ["c1", "c0", "c2"]
    assert [passage.rank for passage in found] == [1, 2, 3]
    assert found[0].ranks == {"keyword": 1}
    assert given.retrieve("黄河", k=1)[0].chunk.id == "c1"


def test_a_scope_that_nothing_is_in_finds_nothing(segmenter: Segmenter) -> None:
    given = GivenPassages(_given(*TEXTS), segmenter=segmenter, embedder=None)
    assert given.retrieve("黄河", scope=Scope(region="鹤壁市")) == []


def test_meaning_ranks_too(segmenter: Segmenter, cache: VectorCache) -> None:
    embedder = CachedEmbedder(HashingEmbedder(), cache)
    given = GivenPassages(_given(*TEXTS), segmenter=segmenter, embedder=embedder)
    assert given.retrieve("贷款")[0].ranks["vector"] == 1


def test_what_is_embedded_is_bounded_over_all_questions(
    segmenter: Segmenter, cache: VectorCache
) -> None:
    embedder = HashingEmbedder()
    texts = [f"第{n}个句子说的是黄河。" for n in range(30)]
    cached = CachedEmbedder(embedder, cache)
    given = GivenPassages(_given(*texts), segmenter=segmenter, embedder=cached)
    for question in ("黄河", "句子"):
        given.retrieve(question)
        given.similarities(question, texts)
    assert len(embedder.embedded) == MAX_EMBEDDED_NOW


def test_without_an_embedder_words_are_all_there_is(
    segmenter: Segmenter, cache: VectorCache
) -> None:
    for embedder in (None, CachedEmbedder(FailingEmbedder(), cache)):
        given = GivenPassages(_given(*TEXTS), segmenter=segmenter, embedder=embedder)
        assert given.similarities("黄河", TEXTS) is None
        assert given.retrieve("黄河")[0].chunk.id == "c1"


def test_how_rare_a_word_is_ordinary_text_tells_too(segmenter: Segmenter) -> None:
    given = GivenPassages(_given(*TEXTS), segmenter=segmenter, embedder=None)
    assert given.document_frequency("企业") > 10  # jieba: 34,826 of 60 million words
    assert given.document_frequency("大熊猫") in (1, 2)  # rare, but in one passage
    assert given.document_frequency("首错免罚") == 0
    assert given.chunk_count == 703


def test_no_passages_find_nothing(segmenter: Segmenter, cache: VectorCache) -> None:
    embedder = CachedEmbedder(HashingEmbedder(), cache)
    given = GivenPassages([], segmenter=segmenter, embedder=embedder)
    assert given.retrieve("黄河") == []
