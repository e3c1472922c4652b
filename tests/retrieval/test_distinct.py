"""Each fact once: what restates it goes under it, and nothing else does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus import Chunk, CorpusStore, Document, Metadata, Provision
from corpus.parallels import statements_of
from retrieval import DistinctRetriever, ExactSearcher, HybridRetriever, Indexer, Searcher

MakeDocument = Callable[..., tuple[Document, list[Chunk]]]

DAY = date(2026, 11, 26)
LOANS = "省金融服务共享平台累计放款1520亿元，惠及小微企业12万家。"
LOANS_AGAIN = "截至8月底，省金融服务共享平台累计放款1520亿元，惠及小微企业12万家。"
LOANS_OTHERWISE = "省金融服务共享平台累计放款1620亿元，惠及小微企业12万家。"
LIST = "建立行政执法四张清单制度，梳理免予处罚事项清单，指导各地各部门执行到位。"
LIST_OTHERWISE = "建立行政执法四张清单制度，梳理免于处罚事项清单，指导各地各部门执行到位。"
RULE = "企业申请简易注销登记的，应当将承诺书通过公示系统公示，公示期为20日。"
PROVINCE, CITY = Metadata("全省报告", "省政府", "河南省"), Metadata("市报告", region="许昌市")
OLD = Metadata("登记办法", "国务院", "中国", repealed_on=date(2022, 3, 1), superseded_by="new")
NEW = Metadata("登记条例", "国务院", "中国", effective_from=date(2022, 3, 1))


class _Corpus:
    """Documents of given paragraphs, linked, and what searches them by words."""

    def __init__(self, store: CorpusStore, folder: Path, make: MakeDocument) -> None:
        self.store, self.make = store, make
        self.indexer = Indexer(store, folder / "index", embedder=None)

    def put(self, id_: str, metadata: Metadata, *paragraphs: str) -> None:
        document, chunks = self.make(id_, metadata, paragraphs)
        self.store.put(document, chunks, statements=statements_of(chunks))
        self.indexer.sync_keywords()

    def found(self, question: str, *, k: int = 5) -> list[tuple[str, tuple[str, ...]]]:
        ranking = HybridRetriever(self.indexer.indexes, self.store)
        facts = DistinctRetriever(ranking, self.store, today=lambda: DAY)
        return [
            (passage.chunk.id, tuple(other.chunk.id for other in passage.others))
            for passage in facts.retrieve(question, k=k)
        ]

    @property
    def searcher(self) -> Searcher:
        return Searcher(self.indexer.indexes, self.store, today=lambda: DAY)


@pytest.fixture
def corpus(tmp_path: Path, make_document: MakeDocument) -> _Corpus:
    return _Corpus(CorpusStore(f"sqlite:///{tmp_path / 'own.db'}"), tmp_path, make_document)


def test_a_fact_stated_twice_is_one_hit_with_its_other_source(corpus: _Corpus) -> None:
    corpus.put("report", PROVINCE, LOANS)
    corpus.put("annex", PROVINCE, LOANS_AGAIN, "金融服务共享平台由省金融局管理。")

    found = corpus.found("金融服务共享平台累计放款多少")

    assert {chunk_id for chunk_id, others in found if others} < {"report-0", "annex-0"}
    assert sorted(id_ for one, others in found for id_ in (one, *others)) == [
        *("annex-0", "annex-1", "report-0")
    ]
    assert len(found) == 2


def test_as_many_facts_come_as_were_asked_for(corpus: _Corpus) -> None:
    corpus.put("report", PROVINCE, LOANS)
    corpus.put("annex", PROVINCE, LOANS_AGAIN, "金融服务共享平台由省金融局管理。")

    assert len(corpus.found("金融服务共享平台累计放款多少", k=2)) == 2


@pytest.mark.parametrize(
    ("one", "other", "place", "question"),
    [
        (LOANS, LOANS_OTHERWISE, PROVINCE, "金融服务共享平台累计放款多少"),
        (LIST, LIST_OTHERWISE, PROVINCE, "四张清单写的是免予处罚还是免于处罚"),
        (LOANS, LOANS_AGAIN, CITY, "金融服务共享平台累计放款多少"),
        (
            f"{LIST}平台由金融局管理。",
            f"{LIST}平台由大数据局管理。",
            PROVINCE,
            "平台由哪个局管理",
        ),
    ],
    ids=["another figure", "another word asked for", "another place", "another sentence"],
)
def test_what_differs_stays_a_hit(
    corpus: _Corpus, one: str, other: str, place: Metadata, question: str
) -> None:
    corpus.put("report", PROVINCE, one)
    corpus.put("annex", place, other)

    found = corpus.found(question)

    assert sorted(found) == [("annex-0", ()), ("report-0", ())]


def test_the_law_in_force_stands_for_its_older_version(corpus: _Corpus) -> None:
    corpus.put("old", OLD, RULE)
    corpus.put("new", NEW, f"{RULE}登记机关应当场办理。")

    assert corpus.found("简易注销公示期多少天") == [("new-0", ("old-0",))]


def test_two_articles_of_one_law_are_two_rules(corpus: _Corpus) -> None:
    articles = [f"第{number}条　{RULE}" for number in ("六", "九")]
    document, chunks = corpus.make("law", NEW, articles)
    chunks = [
        replace(chunk, provisions=(Provision(0, text[:3]),))
        for chunk, text in zip(chunks, articles, strict=True)
    ]
    corpus.store.put(document, chunks, statements=statements_of(chunks))
    corpus.indexer.sync_keywords()

    assert sorted(corpus.found("简易注销公示期多少天")) == [("law-0", ()), ("law-1", ())]


def test_search_counts_a_fact_once_and_numbers_its_hits(corpus: _Corpus) -> None:
    corpus.put("report", PROVINCE, LOANS)
    corpus.put("annex", PROVINCE, LOANS_AGAIN, "省金融服务共享平台累计放款稳步增长。")

    result = corpus.searcher.search("共享平台累计放款")

    assert result.total == len(result.hits) == 2
    assert [hit.passage.rank for hit in result.hits] == [1, 2]
    assert sum(len(hit.passage.others) for hit in result.hits) == 1


def test_a_search_to_the_letter_lists_every_place(corpus: _Corpus) -> None:
    corpus.put("report", PROVINCE, LOANS)
    corpus.put("annex", PROVINCE, LOANS_AGAIN)
    exact = ExactSearcher(corpus.searcher, corpus.store, phrases=corpus.store, today=lambda: DAY)

    assert exact.search("“共享平台累计放款”").total == 2
