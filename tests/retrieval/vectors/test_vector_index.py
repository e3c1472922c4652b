"""Nearest chunks, on every backend: what is near, in which scope, and what is gone."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from backends import Backend

from corpus.figures.day_numbers import NEVER
from retrieval import EmbeddingUnavailable, Indexer, Scope
from retrieval.contracts import SentenceIndex
from retrieval.fakes import FailingEmbedder, HashingEmbedder
from retrieval.filters import Traits
from retrieval.vector_entry import VectorEntry

ON_EVERY_BACKEND = True


@pytest.fixture
def index(full_indexer: Indexer) -> SentenceIndex:
    assert full_indexer.indexes.vector is not None
    return full_indexer.indexes.vector


def test_nearest_chunk_is_first_and_cosines_fall(index: SentenceIndex) -> None:
    hits = index.rank("科技贷业务累计放款多少", k=5)

    assert hits[0][0] == "henan-0"
    assert [c for _, c in hits] == sorted((c for _, c in hits), reverse=True)
    assert all(-1.001 <= cosine <= 1.001 for _, cosine in hits)


@pytest.mark.parametrize(
    ("scope", "documents"),
    [
        (Scope(region="河南省"), {"hebi", "xuchang", "xiping", "henan"}),
        (Scope(region="鹤壁市"), {"hebi"}),
        (Scope(issuer="省科技厅"), {"henan"}),
        (Scope(kind="报告"), {"xiping", "henan"}),
        (Scope(published_from=date(2021, 9, 16), published_to=date(2021, 9, 17)),
         {"xuchang", "xiping"}),
        (Scope(validity="amended"), {"rules"}),
        (Scope(region="没有这个地方"), set()),
    ],
)  # fmt: skip
def test_scope_means_the_same_as_for_words(
    index: SentenceIndex, scope: Scope, documents: set[str]
) -> None:
    assert {id_.split("-")[0] for id_, _ in index.rank("企业", k=50, scope=scope)} == documents


@pytest.mark.parametrize("issuer", ['省"科\\技厅', "' or 1 == 1 or issuer == '", "{issuer}", "$"])
def test_words_of_an_asker_are_no_filter_syntax(index: SentenceIndex, issuer: str) -> None:
    assert index.rank("企业", k=50, scope=Scope(issuer=issuer)) == []


def test_removed_chunk_is_gone(index: SentenceIndex) -> None:
    index.remove(["henan-0", "no-such-chunk"])

    assert "henan-0" not in {id_ for id_, _ in index.rank("科技贷", k=50)}
    assert index.chunk_count() == 11


def entries(chunk_id: str, texts: Sequence[str]) -> list[VectorEntry]:
    traits = Traits((), None, None, 0, NEVER, NEVER, 0)
    return [VectorEntry(chunk_id, n, "doc", "digest", traits) for n in range(len(texts))]


@pytest.fixture
def small(tmp_path: Path, backend: Backend, embedder: HashingEmbedder) -> Iterator[SentenceIndex]:
    """Two chunks: one of three sentences, one of one."""
    index = backend.index(tmp_path, embedder)
    for chunk_id, texts in CHUNKS.items():
        index.put(entries(chunk_id, texts), HashingEmbedder().embed_passages(texts))
    yield index
    index.close()


CHUNKS = {
    "a": ["企业注销公示期20天。", "企业开办0.5天办结。", "贷款风险补偿由省财政安排。"],
    "b": ["市领导每月15日听取企业诉求。"],
}


def test_chunk_is_as_near_as_its_nearest_sentence(small: SentenceIndex) -> None:
    question = "贷款风险补偿"
    cosines = HashingEmbedder().embed_passages(CHUNKS["a"]) @ HashingEmbedder().embed_question(
        question
    )

    hits = small.rank(question, k=5)

    assert [id_ for id_, _ in hits] == ["a", "b"]
    assert hits[0][1] == pytest.approx(float(cosines[2]), abs=1e-4)
    assert len(small.rank(question, k=1)) == 1


def test_chunk_of_many_sentences_does_not_keep_others_out(small: SentenceIndex) -> None:
    assert {id_ for id_, _ in small.rank("企业", k=2)} == {"a", "b"}


def test_former_sentences_of_a_changed_chunk_are_gone(small: SentenceIndex) -> None:
    texts = ["本市设立纾困资金。"]
    small.put(entries("a", texts), HashingEmbedder().embed_passages(texts))

    cosine = float(
        HashingEmbedder().embed_passages(texts)[0]
        @ HashingEmbedder().embed_question("贷款风险补偿")
    )
    assert dict(small.rank("贷款风险补偿", k=5))["a"] == pytest.approx(cosine, abs=1e-4)
    assert small.chunk_count() == 2


def test_chunks_are_counted_again_at_opening(
    small: SentenceIndex, tmp_path: Path, backend: Backend, embedder: HashingEmbedder
) -> None:
    small.remove(["b", "b-unknown"])
    assert small.chunk_count() == 1
    small.close()

    again = backend.index(tmp_path, embedder)
    assert again.chunk_count() == 1
    assert again.digests() == {"a": "digest"}
    again.close()


def test_question_that_cannot_be_embedded_is_said(tmp_path: Path, backend: Backend) -> None:
    failing = backend.index(tmp_path, FailingEmbedder(backend.tag))

    with pytest.raises(EmbeddingUnavailable):
        failing.rank("科技贷", k=1)
    failing.close()
