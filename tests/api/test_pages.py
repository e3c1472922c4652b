"""The pages as the server renders them."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from api.app import build_app
from api.fakes import MemoryStore
from api.pages.page_cache import PageCache
from api.state import AppState
from corpus import Chunk, Document


class _Page(HTMLParser):
    """Collects what a test asks about a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.paragraphs: dict[int, str] = {}
        self._start: int | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "p":
            start = dict(attrs).get("data-start")
            self._start = int(start) if start is not None else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._start = None

    def handle_data(self, data: str) -> None:
        if self._start is not None:
            self.paragraphs[self._start] = self.paragraphs.get(self._start, "") + data


def test_chat_page_offers_examples_and_places(client: TestClient) -> None:
    html = client.get("/").text

    assert "科技贷累计放款多少？" in html
    assert '<option value="鹤壁市">' in html
    assert "不要输入身份证号" in html


@pytest.mark.parametrize(("path", "is_shown"), [("/lookup", True), ("/lookup?q=科技贷", False)])
def test_examples_do_not_stand_where_hits_will(
    client: TestClient, path: str, is_shown: bool
) -> None:
    (start,) = (own for _, own in _Page(client.get(path).text).tags if own.get("id") == "start")

    assert ("hidden" not in start) is is_shown


@pytest.mark.parametrize("path", ["/", "/documents/hebi"])
def test_page_holds_no_inline_script_or_style_and_no_foreign_address(
    client: TestClient, path: str
) -> None:
    page = _Page(client.get(path).text)

    for tag, attributes in page.tags:
        assert tag != "style"
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag == "script":
            assert (attributes["src"] or "").startswith("/static/")
        for name in ("href", "src"):
            assert not re.match(r"(https?:)?//", attributes.get(name) or "")


def test_source_view_shows_each_line_at_its_offset_in_code_points(client: TestClient) -> None:
    page = _Page(client.get("/documents/hebi").text)

    assert page.paragraphs[0] == "# 关于科技贷的报告"
    assert page.paragraphs[20] == "😀科技贷累计放款97.65亿元。"


def test_source_view_never_runs_what_a_document_holds(client: TestClient) -> None:
    html = client.get("/documents/hebi").text

    assert "<script>alert(1)</script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_source_view_shows_what_is_known_of_the_document(client: TestClient) -> None:
    html = client.get("/documents/hebi").text

    assert "鹤壁市人民政府" in html
    assert "2021-08-27" in html
    assert 'href="#p0"' in html


def test_browser_on_an_unknown_document_gets_a_page(client: TestClient) -> None:
    response = client.get("/documents/nobody", headers={"accept": "text/html"})

    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["x-request-id"] in response.text


def test_program_on_an_unknown_document_gets_the_error_object(client: TestClient) -> None:
    response = client.get("/documents/nobody")

    assert response.status_code == 404
    assert response.json()["error"]["code"] == "document_not_found"


def _shown(state: AppState, document: Document, chunk: Chunk) -> str:
    """Return the text of a document's page."""
    held = replace(state, store=MemoryStore(document, [chunk]), source_pages=PageCache())
    with TestClient(build_app(held)) as client:
        return client.get(f"/documents/{document.id}").text


@pytest.mark.parametrize(
    ("last", "is_over"), [(date(2022, 9, 18), True), (date(2022, 9, 19), False)]
)
def test_document_past_its_term_says_from_when_it_no_longer_holds(
    state: AppState, document: Document, chunk: Chunk, last: date, is_over: bool
) -> None:
    """The day is 2022-09-19; a term that ends that day still runs."""
    over = date(2022, 9, last.day + 1)
    metadata = replace(document.metadata, valid_until=last, repealed_on=over)

    html = _shown(state, replace(document, metadata=metadata), chunk)

    assert ("<strong>已失效</strong>" in html) is is_over
    assert (f'<span class="fact">{over}</span> 起不再有效' in html) is is_over


def test_document_with_pages_and_no_pictures_says_so(
    state: AppState, document: Document, chunk: Chunk
) -> None:
    paged = _shown(state, replace(document, page_starts=(0, 11)), chunk)
    plain = _shown(state, document, chunk)

    assert "这份文件没有原页图像，页码见正文" in paged
    assert "第 2 页" in paged
    assert "没有原页图像" not in plain
