"""Words and meaning on a Milvus, and how far its order may differ from this machine's."""

from pathlib import Path

import pytest
from backends import Backend
from server_process import ServerProcess

from corpus import CorpusStore
from corpus.figures.day_numbers import NEVER
from retrieval import HybridRetriever, Indexer, IndexUnavailable, Scope
from retrieval.fakes import HashingEmbedder
from retrieval.filters import Traits
from retrieval.query import WeightedWord, understand
from retrieval.vector_entry import VectorEntry
from retrieval.vectors.milvus_index import MilvusIndex

QUESTIONS = (
    "科技贷累计放款多少",
    "首错免罚清单有多少种",
    "企业注销公告期几天",
    "一件事一次办怎么办",
    "小微企业欠费停不停供",
    "市领导什么时候听取企业诉求",
    "许昌市企业注销",
    "贷款风险补偿金谁出",
)


@pytest.fixture
def backend(shared_milvus: ServerProcess) -> Backend:
    return Backend("hashingm", milvus_uri=shared_milvus.url)


@pytest.fixture
def index(full_indexer: Indexer) -> MilvusIndex:
    assert isinstance(full_indexer.indexes.vector, MilvusIndex)
    return full_indexer.indexes.vector


def words(*found: str) -> list[WeightedWord]:
    return [WeightedWord(word, 1.0) for word in found]


def test_words_are_searched_on_the_cluster(full_indexer: Indexer, index: MilvusIndex) -> None:
    assert full_indexer.indexes.keyword is not None
    full_indexer.indexes.keyword = None

    hits = full_indexer.indexes.rank_words(words("科技贷", "放款"), k=5)

    assert hits == index.rank_words(words("科技贷", "放款"), k=5)
    assert hits[0][0] == "henan-0"
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)


def test_number_is_one_word(index: MilvusIndex) -> None:
    assert [id_ for id_, _ in index.rank_words(words("0.5"), k=5)] == ["hebi-1"]
    assert index.rank_words(words("5"), k=5) == []


def test_guessed_word_counts_less(index: MilvusIndex) -> None:
    one, other = WeightedWord("放款", 1.0), WeightedWord("公示", 0.3)
    turned = [WeightedWord("放款", 0.3), WeightedWord("公示", 1.0)]

    assert index.rank_words([one, other], k=1)[0][0] == "henan-0"
    assert index.rank_words(turned, k=1)[0][0] == "henan-2"


def test_scope_holds_for_words(index: MilvusIndex) -> None:
    found = index.rank_words(words("企业"), k=50, scope=Scope(region="许昌市"))

    assert {id_.split("-")[0] for id_, _ in found} == {"xuchang"}


def test_removed_chunk_is_found_by_no_word(index: MilvusIndex) -> None:
    index.remove(["henan-0"])

    assert "henan-0" not in {id_ for id_, _ in index.rank_words(words("科技贷"), k=50)}


def test_words_too_long_for_a_field_are_cut(index: MilvusIndex, embedder: HashingEmbedder) -> None:
    long = " ".join(["免罚清单"] * 9_000)
    issuer = "某局" * 2_000
    traits = Traits((), issuer, None, 0, NEVER, NEVER, 0)
    entry = VectorEntry("long", 0, "d", "digest", traits, long)

    index.put([entry], embedder.embed_passages(["免罚清单"]))

    assert index.rank_words(words("免罚清单"), k=5, scope=Scope(issuer=issuer))[0][0] == "long"
    index.remove(["long"])


def test_order_is_that_of_this_machine_within_bounds(
    full_indexer: Indexer, store: CorpusStore, tmp_path: Path
) -> None:
    """The same first passage, four of the first five, and no shift by more than three ranks.

    Milvus reckons one BM25 over text, section and title together, this machine one for each.
    """
    here = Backend().indexer(store, tmp_path / "here", HashingEmbedder("hashingm"))
    here.sync_keywords()
    here.sync_vectors()
    for question in QUESTIONS:
        ours, theirs = (
            [p.chunk.id for p in HybridRetriever(one.indexes, store).retrieve(question, k=12)]
            for one in (here, full_indexer)
        )
        assert theirs[0] == ours[0], question
        assert len(set(theirs[:5]) & set(ours[:5])) >= 4, question
        assert all(abs(theirs.index(id_) - at) <= 3 for at, id_ in enumerate(ours[:5])), question
    here.close()


def test_changed_document_is_replaced_on_the_cluster(
    full_indexer: Indexer, store: CorpusStore, index: MilvusIndex
) -> None:
    store.remove("henan")
    full_indexer.sync_keywords()
    full_indexer.sync_vectors()

    assert index.chunk_count() == 8
    assert all(not id_.startswith("henan") for id_ in index.digests())


def test_question_of_nothing_finds_nothing(full_indexer: Indexer, index: MilvusIndex) -> None:
    assert full_indexer.indexes.keyword is not None
    query = understand("？？？", full_indexer.indexes.keyword.segmenter)

    assert index.rank_words(query.weighted_words, k=5) == []
    assert index.rank("科技贷", k=0) == []


@pytest.mark.parametrize("uri", ["./milvus.db", "http://127.0.0.1:1"])
def test_milvus_that_cannot_be_opened_says_so(uri: str) -> None:
    with pytest.raises(IndexUnavailable, match="ZHENGCE_INDEX__MILVUS_URI"):
        MilvusIndex.on_server(uri, "zhengce-test", HashingEmbedder())
