"""A server that goes away in the middle of an answer, and texts that would be script."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from hostile_texts import HOSTILE_TEXTS
from playwright.sync_api import Browser, expect
from pydantic import SecretStr

from api.app import build_app
from api.fakes import (
    MemoryStore,
    RememberedFeedback,
    ScriptedLibrary,
    ScriptedSearcher,
    SteadyPreparation,
)
from api.serving import listen
from api.state import AppState
from bot.answer import Answer, Citation, Clarification, Notice, NoticeKind, Status
from bot.contracts import DeltaEvent, Event
from bot.fakes import ScriptedAssistant
from bot.question import Question
from corpus import Chunk, Document, Metadata, OffsetMap, Span, Validity
from retrieval import Passage

pytestmark = pytest.mark.e2e

HOSTILE = "\n".join(HOSTILE_TEXTS)
METADATA = Metadata(HOSTILE, issuer=HOSTILE, region=HOSTILE, kind=HOSTILE)
CHUNK = Chunk("d#1", "d", 0, HOSTILE, Span(0, len(HOSTILE)), OffsetMap(()), (HOSTILE,))
CITATION = Citation(
    1, "d", HOSTILE, HOSTILE, HOSTILE, None, Validity.UNKNOWN, (HOSTILE,), HOSTILE, 0,
    len(HOSTILE), None, "/documents/d#s0-9",
)  # fmt: skip
ANSWER = Answer(
    "a", "s", Status.ANSWERED, f"{HOSTILE} [1]", (CITATION,),
    notices=(Notice(NoticeKind.CONFLICT, HOSTILE, (1,)),),
    related=(CITATION,), clarify=Clarification(HOSTILE, (HOSTILE,)), follow_ups=(HOSTILE,),
)  # fmt: skip


class _Halting(ScriptedAssistant):
    """Stops after the first words of its first answer, until the server ends."""

    async def stream(self, question: Question) -> AsyncIterator[Event]:
        if not self.asked:
            self.asked.append(question)
            yield DeltaEvent("科技贷累计")
            await asyncio.Event().wait()
        async for event in super().stream(question):
            yield event


def _app(assistant: ScriptedAssistant, folder: Path) -> FastAPI:
    document = Document("d", "0", HOSTILE, METADATA)
    return build_app(
        AppState(
            assistant=assistant,
            store=MemoryStore(document, [CHUNK]),
            searcher=ScriptedSearcher([Passage(CHUNK, METADATA, 1.0, 1)], note=HOSTILE),
            preparation=SteadyPreparation(),
            library=ScriptedLibrary(folder),
            feedback=RememberedFeedback(),
            admin_token=SecretStr(""),
            model_is_configured=False,
            examples=lambda: (HOSTILE,),
        )
    )


@contextmanager
def _served(app: FastAPI, port: int = 0) -> Iterator[tuple[uvicorn.Server, int]]:
    listener = listen("127.0.0.1", port)
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=0, lifespan="off")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield server, listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(timeout=60)
        listener.close()


def test_server_restarted_during_an_answer_is_told_and_can_be_asked_again(
    browser: Browser, tmp_path: Path
) -> None:
    answer = Answer("a", "s", Status.INSUFFICIENT, "资料中没有答案。")
    assistant = _Halting(answer)
    with _served(_app(assistant, tmp_path)) as (_, port):
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
        page.goto("/")
        page.get_by_label("您的问题").fill("科技贷累计放款多少？")
        page.get_by_label("您的问题").press("Enter")
        expect(page.get_by_role("article")).to_contain_text("科技贷累计")
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(alert.get_by_role("link", name="12345")).to_have_attribute("href", "tel:12345")
    with _served(_app(assistant, tmp_path), port):
        alert.get_by_role("button", name="重试").click()
        expect(page.get_by_role("article")).to_contain_text("资料中没有答案。")
        page.close()


def test_hostile_texts_run_nowhere(browser: Browser, tmp_path: Path) -> None:
    with _served(_app(ScriptedAssistant(ANSWER), tmp_path)) as (_, port):
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
        page.goto("/")
        page.get_by_label("您的问题").fill(HOSTILE_TEXTS[1])
        page.get_by_label("您的问题").press("Enter")
        expect(page.get_by_role("article")).to_have_attribute("aria-busy", "false")
        page.locator("button.marker").first.click()
        expect(page.locator("#sheet mark")).to_be_visible()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="历史记录").click()
        assert (
            page.locator(".conversation, #sheet").locator("img, svg, iframe, script").count() == 0
        )
        assert page.evaluate("window.__ran") is None
        for path in (f"/lookup?q=x&region={HOSTILE_TEXTS[1]}", "/documents", "/documents/d#s0-9"):
            page.goto(path)
            expect(page.locator(".hit, .rows a, mark").first).to_be_visible()
            assert page.locator("main").locator("img, svg, iframe, script").count() == 0
            assert page.evaluate("window.__ran") is None
        page.close()
