"""What staff do at the window, by keyboard alone, and all pages as axe-core judges them."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.e2e

REPORT = "/documents/004_1bf1c22c1a7fdf70"
REPLY = "002_21a5c8a025211d3e"
BRIEFING = "/documents/000_a9f1d686998b1d2e"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WHOLE = {"runOnly": {"type": "tag", "values": TAGS}}
# What another size or other colours can change.
SIGHT = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "meta-viewport"]}}
ANSWER_MS = 120_000
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# Width, height, 长者模式, dark.
WAYS = [(375, 700, False, False), (1280, 800, False, True), (375, 700, True, True)]


def _clean(page: Page, state: str) -> None:
    is_plain = page.locator("html:not(.elder):not(.dark)").count() == 1
    found = Axe().run(page, options=WHOLE if is_plain else SIGHT)
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
    size = ViewportSize(width=width, height=height)
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
    page.get_by_role("button", name="新对话").click()
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
    page.goto(f"/compare?old={REPLY}&new={BRIEFING.rpartition('/')[2]}")
    _clean(page, "versions")
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
    page.goto("/")
    expect(page.get_by_label("您的问题")).to_be_in_viewport(ratio=1)
    _ask(page, "科技贷累计放款多少、支持了多少家企业？")
    expect(page.locator("h2.question")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("article").locator(".answer-text p").first).to_be_in_viewport(ratio=1)
    context.close()


def test_whole_look_up_by_keyboard_and_back_by_its_address(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/lookup")
    page.keyboard.press("/")
    page.keyboard.type("“简易注销”")
    expect(page.locator(".hit").first).to_be_visible()
    expect(page.locator("#total")).to_have_text(re.compile(r"\d+ 条结果"))
    for marked in page.locator(".hit .snippet").all():
        assert "简易注销" in marked.inner_text()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    expect(page.locator("#total")).to_have_text("引文已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.match(r"《.+》（.+，\d{4}-\d\d-\d\d）.*：“.*简易注销.*”$", copied, re.DOTALL)

    page.keyboard.press("Enter")
    expect(page.locator("#sheet mark")).to_be_in_viewport()
    address = page.url
    page.keyboard.press("Escape")
    expect(page.locator("#sheet")).not_to_be_visible()
    expect(page.locator(".hit .open").first).to_be_focused()

    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    page.get_by_role("button", name="并排对照").press("Enter")
    expect(page.locator("#sheet .two article")).to_have_count(2)
    page.get_by_label("标出不同之处").check()
    expect(page.locator("#sheet del").first).to_be_visible()

    page.goto(address)
    expect(page.locator("#sheet mark")).to_be_in_viewport()
    expect(page.get_by_label("检索词")).to_have_value("“简易注销”")


def test_way_to_compare_stays_in_sight_of_who_chooses_far_down(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto("/lookup?q=营商环境")
    expect(page.locator(".hit").nth(9)).to_be_attached()

    page.get_by_role("button", name="选作对照").first.click()
    page.get_by_role("button", name="选作对照").nth(7).click()

    expect(page.get_by_role("button", name="并排对照")).to_be_in_viewport(ratio=1)


def test_state_of_the_look_up_is_in_its_title_and_its_filters_go_at_once(page: Page) -> None:
    page.goto("/lookup?q=营商环境&year=2021&region=鹤壁市")
    expect(page).to_have_title(re.compile("^营商环境 · 查阅"))
    narrowed = page.locator("#total").inner_text()

    page.get_by_role("button", name="清除筛选").click()

    expect(page.locator("#total")).not_to_have_text(narrowed)
    assert page.url.partition("?")[2] == "q=%E8%90%A5%E5%95%86%E7%8E%AF%E5%A2%83"
    expect(page.get_by_role("button", name="清除筛选")).to_be_hidden()


def test_filters_count_narrow_and_are_given_up_again(page: Page) -> None:
    page.goto("/lookup?q=营商环境")
    year = page.locator("[data-name='year'] button", has_text="2021")
    expect(year).to_be_visible()
    count = int(year.locator(".count").inner_text())

    year.click()

    # What only repeats a hit is counted with the year, and shown under that hit.
    in_the_year = page.locator("#total").filter(has_text=re.compile(r"^\d{2} 条结果"))
    expect(in_the_year).to_be_visible()
    assert count // 2 < int(in_the_year.inner_text().split(" ")[0]) <= count
    assert "year=2021" in page.url
    page.locator("[data-name='year'] button", has_text="2021").click()
    expect(page.locator("#total")).to_have_text(re.compile(r"^\d{3} 条结果"))


def test_text_stands_still_when_a_report_opens_and_jumps_to_a_span(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(f"{REPORT}#s3000-3060")
    in_view = page.locator("#source mark:visible").first
    expect(in_view).to_be_in_viewport()
    page.evaluate("location.hash = '#s100000-100060'")
    expect(page.locator("[data-start] mark:visible").first).to_be_in_viewport()
    expect(page.locator("#marked-text")).to_contain_text("附件")

    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    # CLS as web.dev defines it: up to 0.1 is good.
    assert page.evaluate("window.shifted") < 0.1
    context.close()


def test_list_leads_to_a_source_with_its_doubts_and_its_original(page: Page) -> None:
    page.goto("/documents?kind=简报")
    page.locator(".rows a").click()
    defect = page.locator("a.defect")
    expect(defect).to_have_text("９５９％")
    defect.click()
    expect(page.locator("#defect-1")).to_contain_text("95.9%")
    page.locator("#defect-1 a").click()
    expect(page.locator("mark")).to_have_text("９５９％")

    with page.expect_download() as downloaded:
        page.get_by_role("link", name="下载原始文件").click()
    saved = downloaded.value.path().read_text(encoding="utf-8")
    assert "９５９％" in saved


def test_same_matter_elsewhere_is_offered_beside_the_paragraph(page: Page) -> None:
    page.goto(REPORT)
    also = page.locator("details.also").first
    also.locator("summary").click()

    also.get_by_role("link").first.click()

    expect(page.locator("#source mark").first).to_be_in_viewport()


def test_conversation_is_found_in_the_history_of_this_device(page: Page) -> None:
    page.get_by_label("您的问题").fill("免罚清单有多少项？")
    page.get_by_label("您的问题").press("Enter")
    expect(page.get_by_role("article")).to_have_attribute("aria-busy", "false", timeout=120_000)
    page.get_by_role("button", name="没用").click()
    page.get_by_label("不完整").check()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("谢谢，已记下。")).to_be_visible()

    page.get_by_role("button", name="新对话").click()
    page.get_by_role("button", name="历史记录").click()
    page.get_by_role("button", name=re.compile("^免罚清单有多少项")).click()

    expect(page.get_by_role("article").locator(".answer-text")).to_contain_text("免罚")
    page.get_by_role("button", name="历史记录").click()
    page.get_by_role("button", name="全部清除").click()
    expect(page.get_by_text("还没有历史记录。")).to_be_visible()
