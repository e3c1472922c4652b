"""Both searches fused, and what remains when one is away."""

from pathlib import Path

import pytest

from corpus import CorpusStore
from retrieval import HybridRetriever, Indexer, Retriever, Scope
from retrieval.fakes import FailingEmbedder


@pytest.fixture
def retriever(full_indexer: Indexer, store: CorpusStore) -> Retriever:
    return HybridRetriever(full_indexer.indexes, store)


def test_passages_carry_rank_metadata_and_the_rank_of_each_search(retriever: Retriever) -> None:
    first, *others = retriever.retrieve("科技贷累计放款多少", k=5)

    assert (first.chunk.id, first.rank, first.metadata.region) == ("henan-0", 1, "河南省")
    assert first.ranks == {"keyword": 1, "vector": 1}
    assert [p.rank for p in others] == [2, 3, 4, 5]
    assert len({p.chunk.id for p in (first, *others)}) == 5


def test_words_alone_answer_while_vectors_are_built(indexer: Indexer, store: CorpusStore) -> None:
    passages = HybridRetriever(indexer.indexes, store).retrieve("科技贷")

    assert passages[0].ranks == {"keyword": 1}


def test_words_alone_answer_when_the_question_cannot_be_embedded(
    store: CorpusStore, tmp_path: Path
) -> None:
    indexer = Indexer(store, tmp_path, embedder=FailingEmbedder())
    indexer.sync_keywords()
    indexer.sync_vectors()

    passages = HybridRetriever(indexer.indexes, store).retrieve("科技贷")

    assert passages[0].ranks == {"keyword": 1}
    indexer.close()


def test_vectors_wait_until_nearly_all_chunks_have_one(
    full_indexer: Indexer, store: CorpusStore
) -> None:
    assert full_indexer.indexes.vector is not None
    full_indexer.indexes.vector.remove(["hebi-0", "hebi-1"])

    passages = HybridRetriever(full_indexer.indexes, store).retrieve("科技贷")

    assert all("vector" not in passage.ranks for passage in passages)


def test_nothing_is_found_before_the_first_index(store: CorpusStore, tmp_path: Path) -> None:
    indexer = Indexer(store, tmp_path, embedder=None)

    assert HybridRetriever(indexer.indexes, store).retrieve("科技贷") == []


def test_asked_city_goes_before_another_city(retriever: Retriever) -> None:
    regions = [p.metadata.region for p in retriever.retrieve("许昌市企业注销", k=12)]

    assert regions.index("许昌市") < regions.index("鹤壁市")


def test_scope_excludes(retriever: Retriever) -> None:
    passages = retriever.retrieve("免罚清单有多少", scope=Scope(region="鹤壁市"))

    assert {p.metadata.region for p in passages} == {"鹤壁市"}


def test_same_question_gives_the_same_passages(retriever: Retriever) -> None:
    assert retriever.retrieve("企业注销") == retriever.retrieve("企业注销")


def test_fewer_passages_are_the_first_of_more(retriever: Retriever) -> None:
    assert retriever.retrieve("企业注销", k=3) == retriever.retrieve("企业注销", k=9)[:3]


def test_document_removed_since_indexing_is_not_shown(
    retriever: Retriever, store: CorpusStore
) -> None:
    store.remove("henan")

    assert all(p.chunk.document_id != "henan" for p in retriever.retrieve("科技贷"))
