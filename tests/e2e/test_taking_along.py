"""What is taken along from a page: printed, copied, read aloud."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Page, expect
from scripted_pages import QUOTE, scripted_pages

pytestmark = pytest.mark.e2e

# A printer that remembers which questions were on the paper.
PRINTER = """window.print = () => {
  dispatchEvent(new Event("beforeprint"));
  window.printed = [...document.querySelectorAll(".printed h2.question")]
    .map((each) => each.lastChild.textContent);
};"""
# A voice that says everything at once, or never begins.
VOICE = """window.said = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "en-US" }, { lang: "zh-CN", name: "own" }],
  cancel: () => {},
  speak: (speech) => {
    if (window.isMute) return;
    window.said.push([speech.text, speech.voice && speech.voice.name]);
    speech.onstart?.(); setTimeout(() => speech.onend?.(), 50);
  },
} });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""


@pytest.fixture
def page(
    browser: Browser, served: Callable[..., AbstractContextManager[int]], tmp_path: Path
) -> Iterator[Page]:
    with served(scripted_pages(tmp_path, texts=(QUOTE,) * 12)) as port:
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{port}",
            color_scheme="dark",
            permissions=["clipboard-read", "clipboard-write"],
        )
        page = context.new_page()
        page.add_init_script(VOICE)
        page.add_init_script(PRINTER)
        page.goto("/")
        yield page
        context.close()


def _ask(page: Page, question: str) -> None:
    page.get_by_label("您的问题").fill(question)
    page.get_by_label("您的问题").press("Enter")
    expect(page.get_by_role("article").last).to_have_attribute("aria-busy", "false")


def _paper(page: Page) -> tuple[list[str], set[tuple[int, int, int]]]:
    """Return the words of each sheet, and the colours of the first."""
    document = pdfium.PdfDocument(page.pdf(format="A4", print_background=True))
    words = [re.sub(r"\s", "", one.get_textpage().get_text_range()) for one in document]
    picture = document[0].render(scale=0.5).to_pil().convert("RGB")
    return words, {colour for _, colour in picture.getcolors(picture.width * picture.height)}


def test_one_answer_is_printed_with_its_quotes_and_without_its_neighbours(page: Page) -> None:
    _ask(page, "放款多少？")
    _ask(page, "支持多少家？")

    page.get_by_role("button", name="打印").last.click()

    assert page.evaluate("window.printed") == ["支持多少家？"]
    (sheet,), colours = _paper(page)
    assert "支持多少家？" in sheet
    assert "放款多少？" not in sheet
    assert sheet.count("97.65亿元") == 2  # told and quoted
    assert (255, 255, 255) in colours
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert "放款多少？" in _paper(page)[0][0]


def test_hits_are_printed_from_the_first_sheet_with_what_was_looked_for(page: Page) -> None:
    page.goto("/lookup?q=科技贷")
    expect(page.locator(".hit").first).to_be_visible()

    sheets, _ = _paper(page)

    assert "科技贷" in sheets[0]
    assert sheets[0].count("97.65亿元") > 4


def test_open_passage_is_printed_alone_over_the_whole_sheet_its_mark_light(page: Page) -> None:
    page.goto("/lookup?q=科技贷&open=d:0-17")
    expect(page.locator("#sheet mark")).to_be_visible()

    sheets, colours = _paper(page)

    assert "97.65亿元" in sheets[0]
    assert "条结果" not in sheets[0]
    # Of the dark page nothing is left: no colour of any breadth is darker than the mark's yellow.
    assert (0xFF, 0xE7, 0x9A) in colours
    left = pdfium.PdfDocument(io.BytesIO(page.pdf(format="A4")))[0].get_textpage().get_charbox(0)[0]
    assert left < 60


def test_answer_is_copied_with_its_source_and_address(page: Page) -> None:
    _ask(page, "放款多少？")

    page.get_by_role("button", name="复制含出处").click()

    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"问：放款多少？\n\n答：{QUOTE}[1]")
    assert f"《关于科技贷的报告》（鹤壁市人民政府，2021-08-27）一、总体情况：“{QUOTE}”" in copied
    assert re.search(r"http://\S+/documents/d#s0-\d+", copied)


def test_answer_is_read_aloud_with_its_notices_by_a_chinese_voice(page: Page) -> None:
    _ask(page, "放款多少？")

    page.get_by_role("button", name="朗读").click()

    expect(page.get_by_role("button", name="停止朗读")).to_be_visible()
    expect(page.get_by_role("button", name="朗读", exact=True)).to_be_visible()
    said = page.evaluate("window.said")
    assert [text for text, _ in said] == [
        "科技贷累计放款97.65亿元",
        "提示：以上内容依据2021年8月27日发布的资料",
    ]
    assert {voice for _, voice in said} == {"own"}


def test_device_without_a_voice_says_that_it_cannot_read_aloud(page: Page) -> None:
    page.evaluate("window.isMute = true")
    _ask(page, "放款多少？")

    page.get_by_role("button", name="朗读").click()

    expect(page.get_by_role("button", name="这台设备不能朗读")).to_be_visible()


def test_reading_aloud_stops_when_it_is_pressed_again(page: Page) -> None:
    page.evaluate("window.isMute = true")
    _ask(page, "放款多少？")

    page.get_by_role("button", name="朗读").click()
    page.get_by_role("button", name="停止朗读").click()

    expect(page.get_by_role("button", name="朗读", exact=True)).to_be_visible()
