"""Where there is nothing to show yet or at all, and the page of one answer, as axe-core judges."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, ViewportSize, expect
from scripted_pages import TOLD, desk, scripted_pages

from bot.answer import ANSWER

pytestmark = pytest.mark.e2e

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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
    ("/lookup?q=没有的词&open=nobody:1-2", "原文打不开"),
    ("/documents?q=没有的词", "没有符合的文件"),
    ("/documents?page=9", "没有这一页"),
    ("/compare", "选择要对照的文件"),
    ("/compare?old=d", "选择另一份文件"),
    ("/compare?q=没有的词", "没有符合的文件"),
    ("/compare?old=d&new=nobody", "没有这份文件"),
    ("/documents/d#s90000-90009", "没有找到引用的位置"),
    ("/documents/nobody", "没有这份文件"),
    ("/nowhere", "没有这个地址"),
]
# Width, height, 长者模式, dark.
WAYS = [(375, 700, False, False), (1280, 800, False, True), (320, 600, True, True)]


def _app(folder: Path) -> FastAPI:
    return scripted_pages(folder, texts=(), bridges=desk(JOBS))


def test_answer_comes_to_the_page_that_waits_for_it(
    browser: Browser, served: Callable[..., AbstractContextManager[int]], tmp_path: Path
) -> None:
    with served(_app(tmp_path)) as port:
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
    with served(_app(tmp_path)) as port:
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
