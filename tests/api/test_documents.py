"""`GET /api/documents…` as clients see it."""

from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.schemas.documents import DocumentSummary
from corpus import Metadata, Validity

TEXT = (
    "# 关于科技贷的报告\n\n一、总体情况\r\n😀科技贷累计放款97.65亿元。\n\n"
    "<script>alert(1)</script>二、下一步"
)


def test_list_tells_what_is_known_of_each_document(client: TestClient) -> None:
    body = client.get("/api/documents").json()

    assert body == {
        "total": 1,
        "documents": [
            {
                "id": "hebi",
                "title": "关于科技贷的报告",
                "issuer": "鹤壁市人民政府",
                "region": "鹤壁市",
                "level": "city",
                "published": "2021-08-27",
                "kind": "报告",
                "doc_no": None,
                "validity": "unknown",
                "effective_from": None,
                "repealed_on": None,
                "superseded_by": None,
                "supersedes": None,
                "repealed_by": None,
                "url": None,
                "file_name": None,
                "chars": len(TEXT),
                "chunks": 1,
            }
        ],
    }


def test_summary_of_a_former_version_names_its_status_and_its_successor() -> None:
    metadata = Metadata(
        "北京市测试条例",
        effective_from=date(2020, 4, 28),
        repealed_on=date(2024, 11, 29),
        superseded_by="bj-2024",
    )

    summary = DocumentSummary.of("bj-2020", metadata, chars=9, chunks=1, day=date(2025, 1, 1))

    assert (summary.validity, summary.superseded_by) == (Validity.AMENDED, "bj-2024")
    assert summary.repealed_on == date(2024, 11, 29)


def test_page_beyond_the_end_is_empty_and_keeps_the_total(client: TestClient) -> None:
    assert client.get("/api/documents?offset=5").json() == {"total": 1, "documents": []}


def test_detail_adds_the_parts(client: TestClient) -> None:
    body = client.get("/api/documents/hebi").json()

    assert body["id"] == "hebi"
    assert body["parts"] == [
        {
            "label": "正文",
            "title": "正文",
            "issuer": "鹤壁市人民政府",
            "start": 0,
            "end": len(TEXT),
        }
    ]


def test_text_is_the_source_as_received(client: TestClient) -> None:
    body = client.get("/api/documents/hebi/text").json()

    assert body == {
        "document_id": "hebi",
        "text": TEXT,
        "start": 0,
        "end": len(TEXT),
        "total_chars": len(TEXT),
    }


def test_range_of_the_text_counts_code_points(client: TestClient) -> None:
    body = client.get("/api/documents/hebi/text?start=20&end=24").json()

    assert body["text"] == "😀科技贷"


def test_range_beyond_the_text_is_cut_to_it(client: TestClient) -> None:
    body = client.get("/api/documents/hebi/text?start=9999&end=5").json()

    assert (body["text"], body["start"], body["end"]) == ("", len(TEXT), len(TEXT))


@pytest.mark.parametrize("query", ["start=-1", "end=-1", "start=x"])
def test_range_that_is_no_range_is_refused(client: TestClient, query: str) -> None:
    response = client.get(f"/api/documents/hebi/text?{query}")

    assert response.status_code == 422
    assert response.json()["error"]["message"].startswith(("起点", "终点"))


@pytest.mark.parametrize("path", ["nobody", "nobody/text", "a%2Fb", "hebi/", "..%2F..%2Fetc/text"])
def test_unknown_document_is_not_found(client: TestClient, path: str) -> None:
    response = client.get(f"/api/documents/{path}")

    assert response.status_code == 404
    assert response.json()["error"]["code"] in {"document_not_found", "not_found"}
