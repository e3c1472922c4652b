"""The page as it was received beside its text, in a real browser."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
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
from api.state import AppState
from bot.answer import Answer, Status
from bot.fakes import ScriptedAssistant
from corpus import Document, Metadata

pytestmark = pytest.mark.e2e

LINES = [f"第{number}段，{'优化营商环境' * 20}。" for number in range(1, 31)]
TEXT = "\n".join(LINES)


def _state(folder: Path) -> AppState:
    frames = [Image.new("L", (60, 80), shade) for shade in (255, 128)]
    frames[0].save(folder / "扫描.tif", save_all=True, append_images=frames[1:])
    metadata = Metadata("扫描的办法", file_name="扫描.tif")
    document = Document("d", "0", TEXT, metadata, page_starts=(0, TEXT.index("第16段")))
    return AppState(
        assistant=ScriptedAssistant(Answer("a", "s", Status.INSUFFICIENT, "没有")),
        store=MemoryStore(document, ()),
        searcher=ScriptedSearcher(()),
        preparation=SteadyPreparation(),
        library=ScriptedLibrary(folder),
        feedback=RememberedFeedback(),
        admin_token=SecretStr(""),
        model_is_configured=False,
        examples=lambda: (),
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_page_beside_the_text_is_the_one_that_is_read(
    browser: Browser,
    served: Callable[..., AbstractContextManager[int]],
    tmp_path: Path,
    width: int,
) -> None:
    with served(build_app(_state(tmp_path))) as port:
        page = browser.new_page(
            base_url=f"http://127.0.0.1:{port}", viewport={"width": width, "height": 800}
        )
        page.goto("/documents/d")
        page.get_by_role("button", name="对照原页图像").click()
        image = page.locator("#picture-image")
        expect(image).to_have_attribute("alt", "第 1 页的图像，文字见正文")
        expect(page.locator("#picture-said")).to_have_text("第 1 页，共 2 页")

        page.locator("[data-start]").last.scroll_into_view_if_needed()
        expect(image).to_have_attribute("alt", "第 2 页的图像，文字见正文")
        page.locator("[data-page='1']").click()
        expect(image).to_have_attribute("alt", "第 1 页的图像，文字见正文")
        expect(image).to_have_js_property("naturalWidth", 60)

        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
        page.close()
