"""A server that goes away in the middle of an answer, and texts that would be script."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from hostile_texts import HOSTILE_TEXTS
from PIL import Image
from playwright.sync_api import Browser, Page, expect
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
from bot.answer import Answer, Citation, Clarification, Notice, NoticeKind, Status
from bot.contracts import DeltaEvent, Event
from bot.fakes import ScriptedAssistant
from bot.question import Question
from corpus import Chunk, Document, Metadata, OffsetMap, Span, Validity
from retrieval import Passage

pytestmark = pytest.mark.e2e

Served = Callable[..., AbstractContextManager[int]]

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

# One hit for each: its text, its title and whatever else stands on its card.
PASSAGES = [
    Passage(
        replace(CHUNK, id=f"d#{rank}", text=text, section=(text,), issuer=text),
        replace(METADATA, title=text, issuer=text, region=text),
        1.0,
        rank,
    )
    for rank, text in enumerate(HOSTILE_TEXTS, start=1)
]


class _Halting(ScriptedAssistant):
    """Stops after the first words of its first answer, until the server ends."""

    async def stream(self, question: Question) -> AsyncIterator[Event]:
        if not self.asked:
            self.asked.append(question)
            yield DeltaEvent("科技贷累计")
            await asyncio.Event().wait()
        async for event in super().stream(question):
            yield event


def _app(assistant: ScriptedAssistant, folder: Path, metadata: Metadata = METADATA) -> FastAPI:
    document = Document("d", "0", HOSTILE, metadata, page_starts=(0,))
    return build_app(
        AppState(
            assistant=assistant,
            store=MemoryStore(document, [CHUNK]),
            searcher=ScriptedSearcher(PASSAGES, note=HOSTILE),
            preparation=SteadyPreparation(),
            library=ScriptedLibrary(folder),
            feedback=RememberedFeedback(),
            admin_token=SecretStr(""),
            model_is_configured=False,
            examples=lambda: (HOSTILE,),
        )
    )


def test_server_restarted_during_an_answer_is_told_and_can_be_asked_again(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    answer = Answer("a", "s", Status.INSUFFICIENT, "资料中没有答案。")
    assistant = _Halting(answer)
    with served(_app(assistant, tmp_path)) as port:
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
        page.goto("/")
        page.get_by_label("您的问题").fill("科技贷累计放款多少？")
        page.get_by_label("您的问题").press("Enter")
        expect(page.get_by_role("article")).to_contain_text("科技贷累计")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("回答没有说完")
    expect(alert.get_by_role("link", name="12345")).to_have_attribute("href", "tel:12345")
    with served(_app(assistant, tmp_path), port):
        expect(alert).to_contain_text("服务已经恢复")
        alert.get_by_role("button", name="重试").click()
        expect(page.get_by_role("article")).to_contain_text("资料中没有答案。")
        page.close()


def test_hostile_texts_run_nowhere_beside_the_picture_of_a_page(
    browser: Browser, served: Served, tmp_path: Path
) -> None:
    name = '"><img src=x onerror=window.__ran=1>.tif'
    Image.new("L", (60, 80), 255).save(tmp_path / name)
    app = _app(_Halting(ANSWER), tmp_path, replace(METADATA, file_name=name))
    with served(app) as port:
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto("/documents/d")
        page.get_by_role("button", name="对照原页图像").click()
        expect(page.locator("#picture-image")).to_have_js_property("naturalWidth", 60)
        assert page.locator("img").count() == 1
        _nothing_ran(page, "main")
        page.close()


class _Repeating(ScriptedAssistant):
    """Says what it was asked, as a model that was talked into it might, and cites the like."""

    async def answer(self, question: Question) -> Answer:
        text = question.text
        cited = replace(CITATION, title=text, issuer=text, region=text, section=(text,), quote=text)
        return replace(
            ANSWER, answer=f"{text} [1]", citations=(cited,), related=(cited,), follow_ups=(text,),
            notices=(Notice(NoticeKind.CONFLICT, text, (1,)),),
            clarify=Clarification(text, (text,)),
        )  # fmt: skip


# Puts texts to the page as questions of one conversation; resolves with them as it shows them.
ASK_EACH = """async (texts) => {
  document.getElementById("new-conversation").click();
  const box = document.getElementById("question");
  for (const [index, text] of texts.entries()) {
    box.value = text;
    box.form.requestSubmit();
    const done = () => document.querySelectorAll("article[aria-busy=false]").length === index + 1;
    while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  document.querySelectorAll("article details").forEach((each) => { each.open = true; });
  return [...document.querySelectorAll("h2.question")].map((each) => each.lastChild.textContent);
}"""
TOGETHER = 20


def _nothing_ran(page: Page, within: str) -> None:
    """Beside scripts: no element that a text would have brought."""
    brought = "img, svg, iframe, script, object, embed, video, audio, math, base, meta, style"
    assert page.locator(within).locator(brought).count() == 0
    assert page.locator(within).locator("[onerror], [onload], [onclick], [style]").count() == 0
    assert page.evaluate("window.__ran") is None


def test_hostile_texts_run_nowhere(browser: Browser, served: Served, tmp_path: Path) -> None:
    """As questions, answers of a model, metadata (file names among them) and documents' texts."""
    with served(_app(_Repeating(ANSWER), tmp_path)) as port:
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto("/")
        for first in range(0, len(HOSTILE_TEXTS), TOGETHER):
            texts = list(HOSTILE_TEXTS[first : first + TOGETHER])
            assert page.evaluate(ASK_EACH, texts) == texts
            _nothing_ran(page, ".conversation")
        page.locator("button.marker").last.click()
        expect(page.locator("#sheet mark")).to_be_visible()
        _nothing_ran(page, "#sheet")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="历史记录").click()
        _nothing_ran(page, "#sheet")
        for path in (
            "/lookup?q=x",
            "/documents",
            "/documents/d#s0-9",
            "/compare?old=d&new=d",
            "/compare",
        ):
            page.goto(path)
            expect(page.locator(".hit, .rows a, mark, .kept").first).to_be_visible()
            while page.locator("#more:visible").count():
                shown = page.locator(".hit").count()
                page.locator("#more").click()
                expect(page.locator(".hit").nth(shown)).to_be_attached()
            _nothing_ran(page, "main")
            if path.startswith("/lookup"):
                titles = page.locator(".hit .open").all_text_contents()
                assert tuple(titles) == HOSTILE_TEXTS
        page.close()
