"""Both searches fused, and what remains when one is away."""

from pathlib import Path

import pytest

from corpus import CorpusStore
from retrieval import (
    HybridRetriever,
    Indexer,
    Nearness,
    Retriever,
    Scope,
    SentenceSimilarity,
    sentence_texts,
)
from retrieval.fakes import FailingEmbedder, HashingEmbedder, HashingSimilarity

ON_EVERY_BACKEND = True
NOWHERE = Nearness(0.0, 0.0)


@pytest.fixture
def retriever(full_indexer: Indexer, store: CorpusStore) -> HybridRetriever:
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


def test_sentences_are_as_near_as_their_vectors(
    retriever: HybridRetriever, embedder: HashingEmbedder
) -> None:
    question, texts = "企业注销公告几天", ["简易注销公告期为45日。", "领导听取企业诉求。"]
    expected = embedder.embed_passages(texts) @ embedder.embed_question(question)

    near = retriever.similarities(question, texts) or []

    assert [one.nearest for one in near] == pytest.approx(expected.tolist(), abs=1e-3)
    assert [one.overall for one in near] == pytest.approx(expected.tolist(), abs=1e-3)
    assert retriever.similarities(question, []) == []


def test_indexed_sentences_are_not_embedded_again(
    retriever: HybridRetriever, store: CorpusStore, embedder: HashingEmbedder
) -> None:
    texts = [text for chunk in store.iter_chunks() for text in sentence_texts(chunk)]
    embedder.embedded.clear()

    assert len(retriever.similarities("企业注销", texts) or []) == len(texts)
    assert embedder.embedded == []


def test_only_few_sentences_are_embedded_while_the_asker_waits(
    retriever: HybridRetriever, embedder: HashingEmbedder
) -> None:
    texts = [f"新近写下的第{n}句话。" for n in range(12)]
    embedder.embedded.clear()

    near = retriever.similarities("新近写下了什么", texts)

    assert embedder.embedded == texts[:8]
    assert near is not None
    cosines = [one.nearest for one in near]
    assert cosines[8:] == pytest.approx([sum(cosines[:8]) / 8] * 4)


def test_sentences_cannot_be_judged_without_usable_vectors(
    indexer: Indexer, store: CorpusStore
) -> None:
    assert HybridRetriever(indexer.indexes, store).similarities("企业", ["企业注销。"]) is None


def test_sentences_cannot_be_judged_when_the_question_cannot_be_embedded(
    store: CorpusStore, tmp_path: Path
) -> None:
    indexer = Indexer(store, tmp_path, embedder=FailingEmbedder())
    indexer.sync_keywords()
    indexer.sync_vectors()

    assert HybridRetriever(indexer.indexes, store).similarities("企业", ["企业注销。"]) is None
    indexer.close()


def test_double_of_similarity_ranks_as_the_real_one_does(retriever: HybridRetriever) -> None:
    question, texts = "企业注销公告几天", ["领导听取诉求。", "企业注销公告期为45日。"]
    double: SentenceSimilarity = HashingSimilarity()
    real: SentenceSimilarity = retriever

    for judge in (double, real):
        far, near = judge.similarities(question, texts) or [NOWHERE, NOWHERE]
        assert near.nearest > far.nearest


def test_long_sentence_is_as_near_as_its_nearest_clauses(retriever: HybridRetriever) -> None:
    told = "企业注销公告期为45日。"
    long = "领导听取诉求，各部门分头研究，办公室每周汇总，" * 4 + told

    (short, whole) = retriever.similarities("企业注销公告几天", [told, long]) or [NOWHERE] * 2

    assert whole.nearest > short.nearest / 2
    assert whole.overall < whole.nearest


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
