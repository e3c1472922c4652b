"""Nearest chunks in a real Chroma: what is near, in which scope, and what is gone."""

from datetime import date
from pathlib import Path

import pytest

from retrieval import EmbeddingUnavailable, Indexer, Scope
from retrieval.fakes import FailingEmbedder
from retrieval.vector_index import VectorIndex


@pytest.fixture
def index(full_indexer: Indexer) -> VectorIndex:
    assert full_indexer.indexes.vector is not None
    return full_indexer.indexes.vector


def test_nearest_chunk_is_first_and_cosines_fall(index: VectorIndex) -> None:
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
    index: VectorIndex, scope: Scope, documents: set[str]
) -> None:
    assert {id_.split("-")[0] for id_, _ in index.rank("企业", k=50, scope=scope)} == documents


def test_removed_chunk_is_gone(index: VectorIndex) -> None:
    index.remove(["henan-0", "no-such-chunk"])

    assert "henan-0" not in {id_ for id_, _ in index.rank("科技贷", k=50)}
    assert index.chunk_count() == 11


def test_question_that_cannot_be_embedded_is_said(index: VectorIndex, tmp_path: Path) -> None:
    failing = VectorIndex.embedded(tmp_path / "other", "zhengce-test", FailingEmbedder())

    with pytest.raises(EmbeddingUnavailable):
        failing.rank("科技贷", k=1)
    failing.close()
