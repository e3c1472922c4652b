"""Pages and their states as axe-core judges them, by WCAG 2.2 AA, in every way of seeing them."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.e2e

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
REPORT = "/documents/004_1bf1c22c1a7fdf70"
BRIEFING = "/documents/000_a9f1d686998b1d2e"
ANSWER_MS = 120_000
# Width, height, 长者模式, dark.
WAYS = [(375, 700, False, False), (1280, 800, False, True), (375, 700, True, True)]


def _clean(page: Page, state: str) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{state}: {found.generate_report()}"
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0, state


def _ask(page: Page, question: str) -> None:
    page.get_by_label("您的问题").fill(question)
    page.get_by_label("您的问题").press("Enter")
    expect(page.get_by_role("article").last).to_have_attribute(
        "aria-busy", "false", timeout=ANSWER_MS
    )


@pytest.mark.parametrize(("width", "height", "elder", "dark"), WAYS)
def test_every_state_of_every_page_is_accessible(
    browser: Browser, address: str, width: int, height: int, elder: bool, dark: bool
) -> None:
    size = {"width": width, "height": height}
    # No movement: a colour on its way to another is judged by neither.
    context = browser.new_context(base_url=address, viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/")
    if elder:
        page.get_by_role("button", name="长者模式").click()
    if dark:
        page.get_by_role("button", name="深色").click()
    _clean(page, "welcome")
    _ask(page, "科技贷累计放款多少、支持了多少家企业？")
    page.locator("button.marker").first.focus()
    expect(page.locator("#quote-tip")).to_be_visible()
    page.get_by_role("button", name="没用").click()
    page.locator(".citations summary").first.click()
    _clean(page, "answered")
    page.locator("button.marker").first.press("Enter")
    expect(page.locator("#sheet mark")).to_be_visible()
    _clean(page, "source sheet")
    page.keyboard.press("Escape")
    _ask(page, "明天郑州下雨吗？")
    expect(page.get_by_role("link", name=re.compile("12345"))).to_be_visible()
    page.get_by_role("button", name="历史记录").click()
    _clean(page, "history")

    page.goto("/lookup")
    _clean(page, "lookup")
    page.goto("/lookup?q=科技贷")
    expect(page.locator(".hit").first).to_be_visible()
    page.locator("#filters").evaluate("(filters) => { filters.open = true }")
    _clean(page, "hits")
    for item in (0, 1):
        page.get_by_role("button", name="选作对照").nth(item).click()
    page.get_by_role("button", name="并排对照").click()
    expect(page.locator("#sheet .two article")).to_have_count(2)
    _clean(page, "comparison")

    page.goto("/documents?kind=简报")
    _clean(page, "list")
    page.goto(f"{BRIEFING}#s1679-1683")
    page.locator("#defects summary").click()
    _clean(page, "source with a defect")
    page.goto("/documents/nobody")
    _clean(page, "failure")
    context.close()


def test_choices_of_view_are_remembered_without_a_flash(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, color_scheme="dark")
    page = context.new_page()
    page.goto("/")
    expect(page.locator("html")).to_have_class("dark")

    page.get_by_role("button", name="长者模式").click()
    page.get_by_role("button", name="深色").click()
    page.goto("/documents")

    expect(page.locator("html")).to_have_class("elder")
    expect(page.get_by_role("button", name="长者模式")).to_have_attribute("aria-pressed", "true")
    size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size >= 24
    context.close()


def test_long_report_and_pages_at_double_size_do_not_overflow(
    browser: Browser, address: str
) -> None:
    # 200 % zoom of a window of 1,280 by 800 leaves 640 by 400.
    context = browser.new_context(
        base_url=address, viewport={"width": 640, "height": 400}, device_scale_factor=2
    )
    page = context.new_page()
    for path in ("/", "/lookup?q=科技贷", "/documents", REPORT):
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 640, path
    context.close()
