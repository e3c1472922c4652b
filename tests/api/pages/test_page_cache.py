"""Source pages that are rendered once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.app import build_app
from api.fakes import MemoryStore
from api.pages.page_cache import MAX_AGE_S, PageCache
from api.state import AppState


@pytest.fixture
def pages(state: AppState) -> Iterator[TestClient]:
    with TestClient(build_app(state)) as client:
        yield client


def test_page_that_the_browser_has_is_not_sent_again(pages: TestClient) -> None:
    first = pages.get("/documents/hebi")
    again = pages.get("/documents/hebi", headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["content-encoding"] == "gzip"
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Security-Policy" in again.headers


def test_page_is_the_same_without_compression(pages: TestClient) -> None:
    compressed = pages.get("/documents/hebi")
    plain = pages.get("/documents/hebi", headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in plain.headers
    assert plain.text == compressed.text


def test_changed_document_is_rendered_anew_and_any_after_a_minute(state: AppState) -> None:
    now = [0.0]
    cache = PageCache(clock=lambda: now[0])

    def shown(text: str, sha256: str) -> str:
        assert isinstance(state.store, MemoryStore)
        held = replace(state.store.held, source_text=text, sha256=sha256)
        store = replace(state.store, held=held, held_chunks=())
        with TestClient(build_app(replace(state, store=store, source_pages=cache))) as client:
            return client.get("/documents/hebi").text

    assert "甲文" in shown("甲文", "1")
    assert "乙文" in shown("乙文", "2")
    assert "乙文" in shown("丙文", "2")
    now[0] = MAX_AGE_S
    assert "丙文" in shown("丙文", "2")
