"""A library of one document, and an assistant that answers from a script."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.app import build_app
from api.fakes import (
    MemoryStore,
    RememberedFeedback,
    ScriptedLibrary,
    ScriptedSearcher,
    SteadyPreparation,
)
from api.state import AppState
from bot.answer import Answer, Citation, Status
from bot.fakes import ScriptedAssistant
from corpus import Chunk, Document, Level, Metadata, OffsetMap, Part, Span, Validity
from retrieval import Passage


@pytest.fixture
def document() -> Document:
    # An emoji is two UTF-16 units and one code point: offsets behind it tell the two apart.
    text = (
        "# 关于科技贷的报告\n\n一、总体情况\r\n😀科技贷累计放款97.65亿元。\n\n"
        "<script>alert(1)</script>二、下一步"
    )
    return Document(
        id="hebi",
        sha256="0" * 64,
        source_text=text,
        metadata=Metadata(
            title="关于科技贷的报告",
            issuer="鹤壁市人民政府",
            region="鹤壁市",
            level=Level.CITY,
            published=date(2021, 8, 27),
            kind="报告",
        ),
        parts=(Part("正文", Span(0, len(text)), "正文", "鹤壁市人民政府"),),
    )


@pytest.fixture
def chunk() -> Chunk:
    text = "科技贷累计放款97.65亿元。"
    return Chunk("hebi#1", "hebi", 0, text, Span(21, 36), OffsetMap(()), ("一、总体情况",))


@pytest.fixture
def answer(chunk: Chunk) -> Answer:
    citation = Citation(
        index=1,
        document_id="hebi",
        title="关于科技贷的报告",
        issuer="鹤壁市人民政府",
        region="鹤壁市",
        published=date(2021, 8, 27),
        validity=Validity.UNKNOWN,
        section=chunk.section,
        quote=chunk.text,
        start=21,
        end=36,
        page=None,
        href="/documents/hebi#s21-36",
    )
    return Answer("a1", "s1", Status.ANSWERED, "科技贷累计放款97.65亿元。[1]", (citation,))


@pytest.fixture
def assistant(answer: Answer) -> ScriptedAssistant:
    return ScriptedAssistant(answer)


@pytest.fixture
def searcher(document: Document, chunk: Chunk) -> ScriptedSearcher:
    return ScriptedSearcher([Passage(chunk, document.metadata, 0.5, 1, {"keyword": 1})])


@pytest.fixture
def preparation() -> SteadyPreparation:
    return SteadyPreparation()


@pytest.fixture
def feedback() -> RememberedFeedback:
    return RememberedFeedback()


@pytest.fixture
def state(
    assistant: ScriptedAssistant,
    document: Document,
    chunk: Chunk,
    searcher: ScriptedSearcher,
    preparation: SteadyPreparation,
    feedback: RememberedFeedback,
    tmp_path: Path,
) -> AppState:
    return AppState(
        assistant=assistant,
        store=MemoryStore(document, [chunk]),
        searcher=searcher,
        preparation=preparation,
        library=ScriptedLibrary(tmp_path),
        feedback=feedback,
        admin_token=SecretStr("token"),
        model_is_configured=False,
        examples=lambda: ("科技贷累计放款多少？",),
        today=lambda: date(2022, 9, 19),
    )


@pytest.fixture
def client(state: AppState) -> Iterator[TestClient]:
    with TestClient(build_app(state), raise_server_exceptions=False) as client:
        yield client
