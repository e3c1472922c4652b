"""The pages over a script: one document, its passages as hits, and an answer that is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI
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
from bot.answer import Answer, Citation, Notice, NoticeKind, Status
from bot.fakes import ScriptedAssistant
from corpus import Chunk, Document, Metadata, OffsetMap, Span, Validity
from retrieval import Passage

QUOTE = "科技贷累计放款97.65亿元。"
TEXT = QUOTE + "支持企业1816家，市县也有。" * 40
CITATION = Citation(
    1, "d", "关于科技贷的报告", "鹤壁市人民政府", "鹤壁市", date(2021, 8, 27), Validity.UNKNOWN,
    ("一、总体情况",), QUOTE, 0, len(QUOTE), None, f"/documents/d#s0-{len(QUOTE)}",
)  # fmt: skip
TOLD = Answer(
    "a", "s", Status.ANSWERED, f"{QUOTE}[1]", (CITATION,),
    notices=(Notice(NoticeKind.AS_OF, "以上内容依据2021年8月27日发布的资料。", (1,)),),
)  # fmt: skip
METADATA = Metadata(
    CITATION.title, issuer=CITATION.issuer, region=CITATION.region, published=CITATION.published
)


def scripted_pages(
    folder: Path, *, answer: Answer = TOLD, texts: Sequence[str] = (QUOTE,), **changes: Any
) -> FastAPI:
    """Build the pages; each text is a hit, and `changes` are of the state."""
    chunk = Chunk("d#1", "d", 0, QUOTE, Span(0, len(QUOTE)), OffsetMap(()), CITATION.section)
    passages = [
        Passage(replace(chunk, id=f"d#{rank}", text=text), METADATA, 1.0, rank)
        for rank, text in enumerate(texts, start=1)
    ]
    state = AppState(
        assistant=ScriptedAssistant(answer),
        store=MemoryStore(Document("d", "0", TEXT, METADATA), [chunk]),
        searcher=ScriptedSearcher(passages),
        preparation=SteadyPreparation(),
        library=ScriptedLibrary(folder),
        feedback=RememberedFeedback(),
        admin_token=SecretStr(""),
        model_is_configured=False,
        examples=lambda: (),
    )
    return build_app(replace(state, **changes))


def desk(jobs: dict[str, Any], *, seen_after: int = 3) -> Any:
    """Stand in for the messaging bridges; `late` comes while it is waited for."""
    looks = iter(range(1, 1000))

    async def read(_: Any, token: str) -> Any:
        if token == "late":
            return jobs["told" if next(looks) >= seen_after else "waiting"]
        return jobs.get(token)

    async def take(*_: Any, **__: Any) -> None:
        return None

    wording = SimpleNamespace(hotline="12345", told=lambda _: "这个问题没有答成，请再问一次。")
    own = SimpleNamespace(read=read, take=take, wording=wording, is_busy=lambda: False)
    return SimpleNamespace(desk=own, wechat=None, start=lambda: None, stop=lambda: None)
