"""The rerank endpoint: what it is asked, whose order counts, and what happens while it is away."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

import httpx
import pytest
import respx

from corpus import CorpusStore
from retrieval import EndpointReranker, HybridRetriever, Indexer, RerankUnavailable, Searcher
from retrieval.availability import Availability
from retrieval.outages import Outage, Outages

DAY = date(2026, 11, 25)


URL = "http://rerank.test/v1"


@pytest.fixture
def reranker(monkeypatch: pytest.MonkeyPatch) -> Iterator[EndpointReranker]:
    monkeypatch.setattr("retrieval.endpoint.RETRY_WAIT_S", 0.0)
    with httpx.Client() as client:
        yield EndpointReranker(f"{URL}/", "m", client=client, budget_s=5.0, api_key="secret")


def answer(*scores: tuple[int, float]) -> httpx.Response:
    results = [{"index": index, "relevance_score": score} for index, score in scores]
    return httpx.Response(200, json={"results": results})


@respx.mock
def test_texts_come_in_the_order_of_their_relevance(reranker: EndpointReranker) -> None:
    route = respx.post(f"{URL}/rerank").mock(return_value=answer((1, 0.2), (0, -3.5), (2, 0.9)))

    assert reranker.rerank("免罚", ["甲", "乙", "丙"]) == [2, 1, 0]
    request = route.calls.last.request
    assert json.loads(request.content) == {
        "model": "m", "query": "免罚", "documents": ["甲", "乙", "丙"], "top_n": 3,
    }  # fmt: skip
    assert request.headers["authorization"] == "Bearer secret"


@respx.mock
def test_what_was_left_out_comes_last(reranker: EndpointReranker) -> None:
    respx.post(f"{URL}/rerank").mock(return_value=answer((2, 0.9)))

    assert reranker.rerank("免罚", ["甲", "乙", "丙"]) == [2, 0, 1]


@respx.mock
def test_nothing_is_asked_about_nothing(reranker: EndpointReranker) -> None:
    assert reranker.rerank("免罚", []) == []


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json={"data": []}),
        answer((3, 0.9)),
        answer((0, 0.9), (0, 0.8)),
        answer((-1, 0.9)),
    ],
)
@respx.mock
def test_answer_of_another_form_is_refused(
    reranker: EndpointReranker, response: httpx.Response
) -> None:
    respx.post(f"{URL}/rerank").mock(return_value=response)

    with pytest.raises(RerankUnavailable, match="不合约定"):
        reranker.rerank("免罚", ["甲", "乙", "丙"])


@respx.mock
def test_endpoint_that_failed_is_left_alone_for_a_while(reranker: EndpointReranker) -> None:
    route = respx.post(f"{URL}/rerank").mock(side_effect=httpx.ConnectError("down"))

    for _ in range(3):
        with pytest.raises(RerankUnavailable, match=r"连不上（ZHENGCE_RERANK__BASE_URL）"):
            reranker.rerank("免罚", ["甲"])
    assert route.call_count == 3  # the attempts of the first only


@respx.mock
def test_refused_key_is_not_tried_again(reranker: EndpointReranker) -> None:
    route = respx.post(f"{URL}/rerank").mock(return_value=httpx.Response(401))

    with pytest.raises(RerankUnavailable, match="HTTP 401"):
        reranker.rerank("免罚", ["甲"])
    assert route.call_count == 1


@respx.mock
def test_asker_waits_no_longer_than_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.endpoint.RETRY_WAIT_S", 60.0)
    route = respx.post(f"{URL}/rerank").mock(side_effect=httpx.ReadTimeout("slow"))
    with httpx.Client() as client, pytest.raises(RerankUnavailable, match="没有按时回答"):
        EndpointReranker(URL, "m", client=client, budget_s=5.0).rerank("免罚", ["甲"])

    assert route.call_count == 1
    assert route.calls.last.request.extensions["timeout"]["read"] <= 5.0


class ByLength:
    """A reranker that puts short texts first."""

    def __init__(self) -> None:
        self.availability = Availability()

    def rerank(self, question: str, texts: Sequence[str]) -> list[int]:
        del question
        return sorted(range(len(texts)), key=lambda at: (len(texts[at]), at))


def test_passages_come_in_the_rerankers_order(full_indexer: Indexer, store: CorpusStore) -> None:
    retriever = HybridRetriever(full_indexer.indexes, store, reranker=ByLength())
    passages = retriever.retrieve("企业注销", k=12)

    lengths = [len(p.chunk.text) for p in passages]
    assert lengths == sorted(lengths)
    assert [p.ranks["rerank"] for p in passages] == list(range(1, 13))
    assert [p.score for p in passages] == sorted((p.score for p in passages), reverse=True)
    assert retriever.retrieve("企业注销", k=3) == passages[:3]


def test_only_the_first_are_reranked(
    full_indexer: Indexer, store: CorpusStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = HybridRetriever(full_indexer.indexes, store).retrieve("企业注销", k=12)
    monkeypatch.setattr("retrieval.hybrid.RERANK_DEPTH", 4)
    after = HybridRetriever(full_indexer.indexes, store, reranker=ByLength())

    found = after.retrieve("企业注销", k=12)

    assert {p.chunk.id for p in found[:4]} == {p.chunk.id for p in before[:4]}
    assert [p.chunk.id for p in found[4:]] == [p.chunk.id for p in before[4:]]
    assert all("rerank" not in p.ranks for p in found[4:])


def test_asked_city_stays_before_another_city(full_indexer: Indexer, store: CorpusStore) -> None:
    retriever = HybridRetriever(full_indexer.indexes, store, reranker=ByLength())

    regions = [p.metadata.region for p in retriever.retrieve("许昌市企业注销", k=12)]

    assert regions.index("许昌市") < regions.index("鹤壁市")


@respx.mock
def test_order_stays_and_a_note_says_so_while_the_endpoint_is_away(
    full_indexer: Indexer, store: CorpusStore, reranker: EndpointReranker
) -> None:
    respx.post(f"{URL}/rerank").mock(return_value=httpx.Response(503))
    indexes = full_indexer.indexes
    plain = HybridRetriever(indexes, store).retrieve("企业注销", k=12)

    assert HybridRetriever(indexes, store, reranker=reranker).retrieve("企业注销", k=12) == plain
    assert Outages(indexes, reranker).current() == (Outage.RERANKING,)
    note = Searcher(indexes, store, reranker=reranker, today=lambda: DAY).search("企业注销").note
    assert note == "重排服务暂时不可用，以下按初步的顺序排列。"


@respx.mock
def test_endpoint_that_is_back_is_noticed_without_a_question(
    full_indexer: Indexer, reranker: EndpointReranker
) -> None:
    reranker.availability = Availability(pause_s=0.0)
    outages = Outages(full_indexer.indexes, reranker)
    route = respx.post(f"{URL}/rerank").mock(return_value=httpx.Response(401))
    outages.look()
    assert outages.rerank_reason == "重排接口返回 HTTP 401（ZHENGCE_RERANK__BASE_URL）"

    route.mock(return_value=answer((0, 0.5)))
    outages.look()
    assert outages.current() == ()
