"""What an asker does on the page, in a real browser, with the real product behind it."""

import re
import unicodedata
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

QUESTION = "科技贷累计放款多少、支持了多少家企业？"
ANSWER_MS = 120_000


def _ask(page: Page, question: str) -> None:
    page.get_by_label("您的问题").fill(question)
    page.get_by_label("您的问题").press("Enter")
    _await_answer(page)


def _await_answer(page: Page) -> None:
    expect(page.get_by_role("article").last).to_have_attribute(
        "aria-busy", "false", timeout=ANSWER_MS
    )


def test_asker_gets_an_answer_and_opens_its_source_at_the_marked_words(page: Page) -> None:
    _ask(page, QUESTION)
    answer = page.get_by_role("article")
    expect(answer).to_contain_text("97.65亿元")

    marker = answer.get_by_role("button", name=re.compile("^出处 1")).first
    marker.hover()
    quote = page.locator("#quote-tip .said").inner_text()
    assert "97.65亿元" in quote
    marker.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("mark")).to_have_text(re.compile("97"))
    with page.expect_popup() as opened:
        sheet.get_by_role("link", name="打开全文").click()
    source = opened.value

    expect(source.locator("mark").first).to_be_in_viewport()
    marked = "".join(source.locator("mark:visible").all_inner_texts())
    assert "".join(marked.split()) == "".join(quote.split())


@pytest.mark.parametrize("width", [390, 1280])
def test_sources_of_one_document_are_told_apart_before_they_are_opened(
    page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    _ask(page, QUESTION)

    path = page.locator(".citations details:not([open]) .path").first
    expect(path).to_be_visible()
    expect(path).not_to_be_empty()
    # The document is named once, and once only; no date is broken at its hyphens.
    titles = page.locator(".citations summary .title")
    expect(titles).to_have_count(len(set(titles.all_inner_texts())))
    dates = page.locator(".citations .fact", has_text=re.compile(r"^\d{4}-\d\d-\d\d$"))
    assert dates.count() > 1
    assert dates.evaluate_all("(all) => all.every((one) => one.getClientRects().length === 1)")
    # A long path is cut, not let out of the page.
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_example_question_is_asked_with_one_click(page: Page) -> None:
    example = page.locator("#examples button").first
    question = example.inner_text()

    example.click()
    _await_answer(page)

    expect(page.locator("h2.question")).to_contain_text(question)
    expect(page.get_by_role("article").locator("button.marker").first).to_be_visible()


def test_suggestion_behind_an_answer_is_answered(page: Page) -> None:
    _ask(page, "九年义务教育巩固率是多少？")
    suggested = page.get_by_role("article").locator(".examples button").first

    suggested.click()
    _await_answer(page)

    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_role("article").last.locator("button.marker").first).to_be_visible()


def test_what_can_be_chosen_from_is_told_once(page: Page) -> None:
    _ask(page, "电话多少？")
    article = page.get_by_role("article")
    options = article.locator(".examples button").all_inner_texts()
    assert len(options) > 1

    for option in options:
        assert article.inner_text().count(option) == 1


def test_question_outside_the_documents_is_declined_without_citations(page: Page) -> None:
    _ask(page, "明天郑州下雨吗？")

    answer = page.get_by_role("article")
    expect(answer.locator(".status")).to_have_text(re.compile("资料中没有答案|不在服务范围内"))
    expect(answer.locator("button.marker")).to_have_count(0)


def test_enter_that_picks_a_candidate_of_the_input_method_does_not_send(page: Page) -> None:
    box = page.get_by_label("您的问题")
    box.fill("kejidai")

    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})

    expect(page.get_by_role("article")).to_have_count(0)
    expect(box).to_have_value("kejidai")


def test_conversation_is_still_there_after_coming_back(page: Page) -> None:
    _ask(page, QUESTION)
    said = page.get_by_role("article").locator(".answer-text").inner_text()

    page.goto("/documents/004_1bf1c22c1a7fdf70")
    page.go_back()

    expect(page.get_by_role("article").locator(".answer-text")).to_have_text(
        said, use_inner_text=True
    )
    page.get_by_role("button", name="新对话").click()
    expect(page.get_by_role("article")).to_have_count(0)


def test_failure_is_explained_and_can_be_tried_again(page: Page) -> None:
    page.route("**/api/chat", lambda route: route.abort(), times=1)
    page.get_by_label("您的问题").fill(QUESTION)
    page.get_by_role("button", name="提问").click()

    expect(page.get_by_role("alert")).to_contain_text("连不上服务")
    page.get_by_role("button", name="重试").click()
    _await_answer(page)

    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article")).to_contain_text("97.65亿元")


def test_stop_ends_the_answer_and_lets_the_asker_go_on(page: Page) -> None:
    page.route("**/api/chat", lambda _: None, times=1)
    page.get_by_label("您的问题").fill(QUESTION)
    page.get_by_role("button", name="提问").click()

    page.get_by_role("button", name="停止").click()

    expect(page.get_by_role("article")).to_contain_text("已停止")
    expect(page.get_by_role("button", name="提问")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_overflows_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    _ask(page, QUESTION)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

    assert page.evaluate(overflow) == 0
    page.goto("/documents/004_1bf1c22c1a7fdf70")
    assert page.evaluate(overflow) == 0


def test_words_of_a_table_cell_with_markup_are_marked_as_received(page: Page) -> None:
    page.goto("/documents/004_1bf1c22c1a7fdf70")
    text = page.evaluate("fetch(`/api${location.pathname}/text`).then((r) => r.json())")["text"]
    start = text.index("<b>")
    end = text.index("\n", start)

    page.goto(f"/documents/004_1bf1c22c1a7fdf70#s{start}-{end}")

    expect(page.locator("mark:visible").first).to_be_in_viewport()
    assert "".join(page.locator("mark").all_text_contents()) == text[start:end]


def test_whole_report_is_found_and_printed_though_laid_out_in_parts(page: Page) -> None:
    page.goto("/documents/004_1bf1c22c1a7fdf70")
    last = page.locator("#source [data-start]").last

    # The browser's own search takes to what is not laid out yet, as does a link.
    words = last.evaluate("(each) => each.textContent.trim().slice(0, 8)")
    assert page.evaluate("(words) => window.find(words, false, true)", words)
    expect(last).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    anchor = last.get_attribute("id")
    page.evaluate("(anchor) => { location.hash = anchor; }", anchor)
    expect(last).to_be_in_viewport()

    printed = _letters(_text_of(page.pdf()))
    lines = [_letters(line) for line in page.locator("#source [data-start]").all_text_contents()]
    missing = [line for line in lines if line[:8] not in printed]
    assert len(lines) > 500
    assert not missing


def _text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def _letters(text: str) -> str:
    """The letters and digits of a text, as a printed line may be broken anywhere."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", re.sub(r"<[^<>]*>", "", text)))


def test_tags_of_a_table_cell_are_seen_neither_in_the_source_nor_in_the_sheet(page: Page) -> None:
    page.goto("/documents/004_1bf1c22c1a7fdf70")
    row = page.locator("#source .row", has_text="推动解决难点痛点问题的举措创新性不够").first
    assert "<p>" in (row.text_content() or "")
    row.scroll_into_view_if_needed()
    assert not re.search("</?[pb]>", row.inner_text())
    start = int(row.get_attribute("data-start") or 0)

    page.goto(f"/lookup?q=科技贷&open=004_1bf1c22c1a7fdf70:{start}-{start + 400}")
    mark = page.locator("#sheet mark")
    expect(mark).to_be_visible()
    assert "<p>" in (mark.text_content() or "")
    assert not re.search("</?[pb]>", mark.inner_text())


def test_span_over_several_paragraphs_is_marked_in_each(page: Page) -> None:
    page.goto("/documents/003_7ca5fd70ef1d52f4")
    starts = [
        int(start)
        for start in page.locator("[data-start]").evaluate_all(
            "(all) => all.map((each) => each.dataset.start)"
        )
    ]
    assert all(before < after for before, after in pairwise(starts))

    page.goto(f"/documents/003_7ca5fd70ef1d52f4#s{starts[1]}-{starts[3] + 1}")

    expect(page.locator("mark")).to_have_count(3)
