"""Whatever a document, its metadata or a question holds is text on the pages."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hostile_texts import HOSTILE_TEXTS

from api.app import build_app
from api.fakes import MemoryStore
from api.state import AppState
from corpus import Chunk, DefectKind, Document, Part, SourceDefect, Span

# Each rendering holds so many of them.
TOGETHER = 10
PATHS = ("/", "/lookup", "/documents", "/documents/hebi", "/compare?old=older&new=hebi")


class _Markup(HTMLParser):
    """Collects every element with the names of its attributes, and addresses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[tuple[str, tuple[str, ...]]] = set()
        self.addresses: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add((tag, tuple(sorted(name for name, _ in attrs))))
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        self.text += data


def _rendered(state: AppState, chunk: Chunk, text: str) -> list[_Markup]:
    document = state.store.document("hebi")
    assert isinstance(document, Document)
    source = f"{text}\n科技贷\n{text}"
    held = replace(
        document,
        source_text=source,
        metadata=replace(
            document.metadata, title=text, issuer=text, region=text, kind=text, doc_no=text,
            url=text, file_name=text, superseded_by=text,
        ),
        parts=(Part(text, Span(0, len(source)), text, text),),
        page_starts=(0, len(text)),
    )  # fmt: skip
    at = source.index("科技贷")
    defect = SourceDefect(
        "hebi", "hebi#1", at, at + 2, text, DefectKind.STRAY_WORD, reason=text, likely=text
    )
    chunk = replace(chunk, text=text, span=Span(0, len(text)), section=(text,))
    # Each kind of line: taken out, changed and as it was.
    older = replace(held, id="older", source_text=f"{text}\n旧{text}旧\n科技贷\n旧旧旧")
    store = MemoryStore(held, [chunk], [defect], others=[older])
    hostile = replace(state, store=store, examples=lambda: (text,))
    with TestClient(build_app(hostile)) as client:
        asked = {"q": text, "region": text}
        return [
            _Markup(client.get(path, params=asked if path == "/documents" else None).text)
            for path in PATHS
        ]


@pytest.fixture
def elements(state: AppState, chunk: Chunk) -> list[set[tuple[str, tuple[str, ...]]]]:
    return [
        page.elements | other.elements
        for page, other in zip(
            _rendered(state, chunk, "政策"), _rendered(state, chunk, "**政策**"), strict=True
        )
    ]


def test_two_hundred_hostile_texts_are_text_on_every_page(
    state: AppState, chunk: Chunk, elements: list[set[tuple[str, tuple[str, ...]]]]
) -> None:
    assert len(set(HOSTILE_TEXTS)) == 200
    for first in range(0, len(HOSTILE_TEXTS), TOGETHER):
        text = " ".join(HOSTILE_TEXTS[first : first + TOGETHER])
        for page, known in zip(_rendered(state, chunk, text), elements, strict=True):
            assert page.elements <= known, text
            assert not any(
                each.strip().lower().startswith("javascript:") for each in page.addresses
            )


def test_hostile_text_is_shown_as_it_is(state: AppState, chunk: Chunk) -> None:
    text = HOSTILE_TEXTS[0]

    assert all(text in page.text for page in _rendered(state, chunk, text))


def test_hostile_file_name_is_no_path(state: AppState, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    with TestClient(build_app(state)) as client:
        for name in ("..%2Fsecret", "%2e%2e/secret", "nobody"):
            assert client.get(f"/api/documents/{name}/original").status_code == 404
