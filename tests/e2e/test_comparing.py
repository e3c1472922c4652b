"""Texts beside each other, in a real browser: what belongs to a page or a portal is not shown."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

REPORT = "004_1bf1c22c1a7fdf70"
REPLY = "002_21a5c8a025211d3e"
BRIEFING = "000_a9f1d686998b1d2e"


def _span(page: Page, document: str, words: str, chars: int) -> str:
    text = page.evaluate(f"fetch('/api/documents/{document}/text').then((r) => r.json())")["text"]
    start = text.index(words)
    assert "\n\n" in text[start : start + chars]
    return f"{document}:{start}-{start + chars}"


def test_sentence_cut_by_a_page_break_is_shown_whole_side_by_side(page: Page) -> None:
    one = _span(page, REPLY, "与、维护营商环境的良好氛围", 60)
    # 良好 ends one page of print and 局面 begins the next.
    other = _span(page, "001_3e17e0398b37827a", "机制，形成了齐抓共管的良好", 40)

    page.goto(f"/lookup?q=营商环境&two={one}&two={other}")
    passages = page.locator("#sheet .two .passage")
    expect(passages).to_have_count(2)

    for said in passages.all_text_contents():
        assert "\n\n" not in said


def test_blanks_beside_figures_are_no_differences(page: Page) -> None:
    # The same figures in a table and, with blanks and bold around them, in a department's annex.
    page.goto(f"/lookup?q=免罚清单&two={REPORT}:36840-37031&two={REPORT}:70728-71160")
    page.get_by_label("标出不同之处").check()

    expect(page.locator("#sheet del").first).to_be_visible()
    for changed in page.locator("#sheet :is(del, ins)").all_text_contents():
        assert changed.strip() not in ("4", "10", "2959", "389", "799")


def test_lines_of_a_portal_are_no_differences(page: Page) -> None:
    page.goto(f"/documents/{REPLY}")
    expect(page.locator("#source")).to_contain_text("我要打印")

    page.goto(f"/compare?old={REPLY}&new={BRIEFING}")

    expect(page.locator(".pair").first).to_be_visible()
    expect(page.locator("#main")).not_to_contain_text("我要打印")
