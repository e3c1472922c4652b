"""`GET /api/search` as clients see it."""

from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.fakes import ScriptedSearcher, SteadyPreparation
from api.schemas.search import SearchResponse
from retrieval import Scope, SearchResult, Segmenter, UnknownPlace, understand
from retrieval.words.spelling import Correction


def test_hit_has_the_fields_of_the_contract(client: TestClient) -> None:
    body = client.get("/api/search", params={"q": "科技贷"}).json()

    assert body == {
        "total": 1,
        "hits": [
            {
                "rank": 1,
                "score": 0.5,
                "document_id": "hebi",
                "chunk_id": "hebi#1",
                "title": "关于科技贷的报告",
                "issuer": "鹤壁市人民政府",
                "region": "鹤壁市",
                "published": "2021-08-27",
                "repealed_on": None,
                "section": ["一、总体情况"],
                "text": "科技贷累计放款97.65亿元。",
                "highlights": [[0, 1]],
                "start": 21,
                "end": 36,
                "href": "/documents/hebi#s21-36",
            }
        ],
        "facets": {"region": {}, "issuer": {}, "kind": {}, "year": {}, "validity": {}},
    }


def test_hit_names_where_else_the_same_is_stated(
    client: TestClient, searcher: ScriptedSearcher
) -> None:
    (passage,) = searcher.passages
    other = replace(passage, chunk=replace(passage.chunk, id="hebi#7"))
    searcher.passages = [replace(passage, others=(other,))]

    (hit,) = client.get("/api/search", params={"q": "科技贷"}).json()["hits"]

    assert hit["other_sources"] == [
        {
            "document_id": "hebi",
            "chunk_id": "hebi#7",
            "title": "关于科技贷的报告",
            "issuer": "鹤壁市人民政府",
            "region": "鹤壁市",
            "published": "2021-08-27",
            "repealed_on": None,
            "section": ["一、总体情况"],
            "start": 21,
            "end": 36,
            "href": "/documents/hebi#s21-36",
        }
    ]


def test_explain_adds_the_ranks(client: TestClient) -> None:
    body = client.get("/api/search", params={"q": "科技贷", "explain": "true"}).json()

    assert body["hits"][0]["ranks"] == {"keyword": 1}


def test_filters_reach_the_searcher(client: TestClient, searcher: ScriptedSearcher) -> None:
    client.get(
        "/api/search?q=贷&region=鹤壁市&issuer=鹤壁市人民政府&kind=报告"
        "&from=2021-01-01&to=2021-12-31&validity=in_force"
    )

    assert searcher.asked == [
        (
            "贷",
            Scope(
                region="鹤壁市",
                issuer="鹤壁市人民政府",
                kind="报告",
                published_from=date(2021, 1, 1),
                published_to=date(2021, 12, 31),
                validity="in_force",
            ),
        )
    ]


def test_empty_filters_filter_nothing(client: TestClient, searcher: ScriptedSearcher) -> None:
    client.get("/api/search?q=贷&region=&issuer=&kind=")

    assert searcher.asked == [("贷", Scope())]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "缺少检索词（q），请补上。"),
        ("q=", "检索词是空的，请写下您想知道的内容。"),
        ("q=%20%E3%80%80", "检索词是空的，请写下您想知道的内容。"),
        ("q=贷&limit=0", "条数不能小于 1。"),
        ("q=贷&limit=1001", "条数不能大于 1000。"),
        ("q=贷&limit=many", "条数要写成整数。"),
        ("q=贷&offset=-1", "起点不能小于 0。"),
        ("q=贷&from=2021-13-01", "起始日期要写成 2022-09-19 这样的日期。"),
        ("q=贷&to=昨天", "截止日期要写成 2022-09-19 这样的日期。"),
        (
            "q=贷&validity=old",
            "有效性只能是 'in_force', 'amended', 'repealed' 或 'unknown'。",
        ),
        ("q=贷&explain=7", "说明开关只能是 true 或 false。"),
    ],
)
def test_unusable_parameter_is_refused_with_a_sentence_that_helps(
    client: TestClient, query: str, sentence: str
) -> None:
    response = client.get(f"/api/search?{query}")

    assert response.status_code == 422
    assert response.json()["error"]["message"] == sentence


def test_what_to_know_of_the_hits_is_said_beside_them(
    client: TestClient, searcher: ScriptedSearcher
) -> None:
    searcher.note = "没有原文含有大部分检索词。"

    assert client.get("/api/search?q=贷").json()["note"] == "没有原文含有大部分检索词。"


def test_search_before_the_documents_are_in_is_told_to_wait(
    client: TestClient, preparation: SteadyPreparation
) -> None:
    preparation.is_up = False

    assert client.get("/api/search?q=贷").status_code == 503


def test_explain_tells_how_the_text_was_understood() -> None:
    query = understand(
        "许昌社保换缴", Segmenter(), correct=lambda _: (Correction(4, "换缴", "缓缴"),)
    )
    place = UnknownPlace("许畅市", ("许昌市",), is_region=False)
    result = SearchResult(0, (), {}, query=query, unknown_places=(place,))

    assert SearchResponse.of(result).model_dump(exclude_unset=True).get("query") is None
    told = SearchResponse.of(result, explain=True).query
    assert told is not None
    assert (told.text, told.regions) == ("许昌社保缓缴", ("许昌市",))
    assert told.words == ("许昌", "社保", "缓缴", "缓", "缴")
    assert [(one.typed, one.meant) for one in told.corrections] == [("换缴", "缓缴")]
    assert [(one.name, one.nearest) for one in told.unknown_places] == [("许畅市", ("许昌市",))]
