"""Where there is nothing to show yet or at all, and the page of one answer, as axe-core judges."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect
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
from bot.answer import ANSWER, Answer, Citation, Notice, NoticeKind, Status
from bot.fakes import ScriptedAssistant
from corpus import Document, Metadata, Validity

pytestmark = pytest.mark.e2e

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CITATION = Citation(
    1, "d", "关于科技贷的报告", "鹤壁市人民政府", "鹤壁市", date(2021, 8, 27), Validity.UNKNOWN,
    ("一、总体情况",), "科技贷累计放款97.65亿元。", 0, 16, None, "/documents/d#s0-16",
)  # fmt: skip
TOLD = Answer(
    "a", "s", Status.ANSWERED, "科技贷累计放款97.65亿元。[1]", (CITATION,),
    notices=(Notice(NoticeKind.AS_OF, "以上内容依据2021年8月27日发布的资料。", (1,)),),
)  # fmt: skip
JOBS = {
    "told": SimpleNamespace(is_done=True, key="k", answer=ANSWER.dump_json(TOLD)),
    "generated": SimpleNamespace(
        is_done=True, key="k", answer=ANSWER.dump_json(replace(TOLD, generated=True))
    ),
    "failed": SimpleNamespace(is_done=True, key="k", answer=None),
    "waiting": SimpleNamespace(is_done=False, key="k", answer=None),
}
# The path, and the words that it shows.
STATES = [
    ("/a/told", "97.65亿元"),
    ("/a/generated", "97.65亿元"),
    ("/a/failed", "没有这个答案"),
    ("/a/waiting", "正在查询"),
    ("/a/nobody", "没有这个答案"),
    ("/lookup?q=没有的词", "0 条结果"),
]
# Width, height, 长者模式, dark.
WAYS = [(375, 700, False, False), (1280, 800, False, True), (320, 600, True, True)]


class _Desk:
    """Holds an answer in each state that its page knows."""

    wording = SimpleNamespace(hotline="12345", told=lambda _: "这个问题没有答成，请再问一次。")

    def __init__(self) -> None:
        self.looks = 0

    async def read(self, _: Any, token: str) -> Any:
        if token == "late":
            self.looks += 1
            return JOBS["waiting" if self.looks < 3 else "told"]
        return JOBS.get(token)

    async def take(self, *_: Any, **__: Any) -> None:
        return None

    def is_busy(self) -> bool:
        return False


def _state(folder: Path) -> AppState:
    # The page asks the bridges for their desk alone.
    bridges: Any = SimpleNamespace(desk=_Desk(), wechat=None, start=lambda: None, stop=lambda: None)
    return AppState(
        assistant=ScriptedAssistant(TOLD),
        store=MemoryStore(Document("d", "0", CITATION.quote, Metadata(CITATION.title)), ()),
        searcher=ScriptedSearcher(()),
        preparation=SteadyPreparation(),
        library=ScriptedLibrary(folder),
        feedback=RememberedFeedback(),
        admin_token=SecretStr(""),
        model_is_configured=False,
        examples=lambda: (),
        bridges=bridges,
    )


def test_answer_comes_to_the_page_that_waits_for_it(
    browser: Browser, served: Callable[..., AbstractContextManager[int]], tmp_path: Path
) -> None:
    with served(build_app(_state(tmp_path))) as port:
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}")
        page.goto("/a/late")
        expect(page.locator("#main")).to_contain_text("正在查询")
        expect(page.get_by_role("heading", name="您的答案")).to_be_visible()
        expect(page.locator("#main")).to_contain_text("97.65亿元")
        page.close()


@pytest.mark.parametrize(("width", "height", "elder", "dark"), WAYS)
def test_empty_states_and_the_page_of_an_answer_are_accessible(
    browser: Browser,
    served: Callable[..., AbstractContextManager[int]],
    tmp_path: Path,
    width: int,
    height: int,
    elder: bool,
    dark: bool,
) -> None:
    with served(build_app(_state(tmp_path))) as port:
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{port}",
            viewport=ViewportSize(width=width, height=height),
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto("/")
        for name, is_wanted in (("长者模式", elder), ("深色", dark)):
            if is_wanted:
                page.get_by_role("button", name=name).click()
        _clean(page, "welcome without examples")
        for path, words in STATES:
            page.goto(path)
            expect(page.locator("#main")).to_contain_text(words)
            _clean(page, path)
        context.close()


def _clean(page: Page, state: str) -> None:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, f"{state}: {found.generate_report()}"
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0, state
