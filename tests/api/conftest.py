"""A small library of two documents and an assistant that answers from a script."""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.app import build_app
from api.errors import NotReady
from api.readiness import IndexPart, ModelPart, PlainPart, Readiness, ReadinessParts, VectorPart
from api.state import AppState
from bot.answer import Answer, Citation, Status
from bot.contracts import CitationEvent, DeltaEvent, DoneEvent, Event, StatusEvent
from bot.question import Question
from corpus import (
    Chunk,
    Document,
    Level,
    Metadata,
    OffsetMap,
    Part,
    Span,
    Validity,
)
from retrieval import Passage, Scope, SearchHit, SearchResult

# An emoji is two UTF-16 units and one code point: offsets behind it tell the two apart.
SOURCE = (
    "# 关于科技贷的报告\n\n一、总体情况\r\n😀科技贷累计放款97.65亿元。\n\n"
    "<script>alert(1)</script>二、下一步"
)
QUOTE = "科技贷累计放款97.65亿元。"
START = SOURCE.index(QUOTE)


@dataclass(frozen=True)
class Record:
    id: str
    sha256: str
    metadata: Metadata
    chunk_count: int
    chars: int


DOCUMENT = Document(
    id="hebi",
    sha256="0" * 64,
    source_text=SOURCE,
    metadata=Metadata(
        title="关于科技贷的报告",
        issuer="鹤壁市人民政府",
        region="鹤壁市",
        level=Level.CITY,
        published=date(2021, 8, 27),
        kind="报告",
    ),
    parts=(Part("正文", Span(0, len(SOURCE)), "正文", "鹤壁市人民政府"),),
)
CHUNK = Chunk(
    "hebi#1",
    "hebi",
    0,
    QUOTE,
    Span(START, START + len(QUOTE)),
    OffsetMap(()),
    ("正文", "一、总体情况"),
)


def citation(index: int = 1) -> Citation:
    return Citation(
        index=index,
        document_id="hebi",
        title="关于科技贷的报告",
        issuer="鹤壁市人民政府",
        region="鹤壁市",
        published=date(2021, 8, 27),
        validity=Validity.UNKNOWN,
        section=("一、总体情况",),
        quote=QUOTE,
        start=START,
        end=START + len(QUOTE),
        page=None,
        href=f"/documents/hebi#s{START}-{START + len(QUOTE)}",
    )


ANSWERED = Answer(
    id="a1",
    session_id="s1",
    status=Status.ANSWERED,
    answer="科技贷累计放款97.65亿元。[1]",
    citations=(citation(),),
)


class MemoryStore:
    def document(self, document_id: str, /) -> Document | None:
        return DOCUMENT if document_id == DOCUMENT.id else None

    def records(self) -> Sequence[Record]:
        return [Record(DOCUMENT.id, DOCUMENT.sha256, DOCUMENT.metadata, 1, len(SOURCE))]

    def chunks_of(self, document_id: str, /) -> Sequence[Chunk]:
        return [CHUNK] if document_id == DOCUMENT.id else []


@dataclass
class ScriptedAssistant:
    """Gives its answer, or raises its error; remembers what it was asked."""

    result: Answer | Exception = ANSWERED
    asked: list[Question] = field(default_factory=list)

    async def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    async def stream(self, question: Question) -> AsyncIterator[Event]:
        yield StatusEvent("正在查找资料…")
        answer = await self.answer(question)
        for cited in answer.citations:
            yield CitationEvent(cited)
        yield DeltaEvent(answer.answer)
        yield DoneEvent(answer)


@dataclass
class ScriptedSearcher:
    """Finds the one chunk, and remembers how it was asked."""

    asked: list[tuple[str, Scope | None]] = field(default_factory=list)

    def search(
        self, text: str, *, scope: Scope | None = None, limit: int = 20, offset: int = 0
    ) -> SearchResult:
        self.asked.append((text, scope))
        passage = Passage(CHUNK, DOCUMENT.metadata, 0.5, 1, {"keyword": 1})
        hits = (SearchHit(passage, ((0, 3),)),)[offset : offset + limit]
        return SearchResult(1, hits, {"region": {"鹤壁市": 1}, "issuer": {}, "kind": {"报告": 1}})


@dataclass
class SteadyPreparation:
    """Is as ready as it is told to be."""

    status: str = "ready"
    started: bool = False

    def start(self) -> None:
        self.started = True

    def stop(self) -> None:
        self.started = False

    def require_answers(self) -> None:
        if self.status == "starting":
            raise NotReady

    def readiness(self) -> Readiness:
        is_up = self.status != "starting"
        part = IndexPart(ready=is_up, indexed=int(is_up), total=1)
        return Readiness(
            status=self.status,
            parts=ReadinessParts(
                database=PlainPart(ready=True),
                keyword=part,
                vector=VectorPart(**part.model_dump(), configured=True),
                model=ModelPart(ready=False, configured=False),
            ),
        )


@pytest.fixture
def assistant() -> ScriptedAssistant:
    return ScriptedAssistant()


@pytest.fixture
def preparation() -> SteadyPreparation:
    return SteadyPreparation()


@pytest.fixture
def searcher() -> ScriptedSearcher:
    return ScriptedSearcher()


@pytest.fixture
def state(
    assistant: ScriptedAssistant, searcher: ScriptedSearcher, preparation: SteadyPreparation
) -> AppState:
    return AppState(
        assistant=assistant,
        store=MemoryStore(),
        searcher=searcher,
        preparation=preparation,
        model_is_configured=False,
        examples=lambda: ("科技贷累计放款多少？",),
        today=lambda: date(2022, 9, 19),
    )


@pytest.fixture
def client(state: AppState) -> Iterator[TestClient]:
    with TestClient(build_app(state), raise_server_exceptions=False) as client:
        yield client
