"""The product as it is served, and a real browser on it."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from api.app import create_app
from api.serving import listen
from bot.assembly import build
from bot.settings import load_settings

CHROMIUM = Path("/usr/bin/chromium")
# No sandbox as root in a container; nothing that calls home.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY_S = 300
# What is expected is waited for, on a busy machine too; only what never comes takes this long.
PATIENCE_MS = 60_000
LAUNCH_MS = 180_000
expect.set_options(timeout=PATIENCE_MS)


# Not for the session: it would go on building vectors beside all later tests.
@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the bundled documents from an empty data directory; vectors are not waited for."""
    product = build(load_settings(data_dir=tmp_path_factory.mktemp("e2e") / "data"))
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(product), log_config=None))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    try:
        _await_ready(address)
        yield address
    finally:
        server.should_exit = True
        thread.join(timeout=60)
        listener.close()
        product.close()


def _await_ready(address: str) -> None:
    transport = httpx.HTTPTransport(retries=3)
    with httpx.Client(transport=transport, timeout=READY_S) as client:
        for _ in range(READY_S * 4):
            if client.get(f"{address}/readyz").status_code == httpx.codes.OK:
                return
            threading.Event().wait(0.25)
    pytest.fail(f"not ready within {READY_S} s")


# Not for the session: Playwright keeps an event loop running, and no other test could start one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is missing: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS, timeout=LAUNCH_MS
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh tab on the chat page; whatever it complains of fails the test."""
    context = browser.new_context(base_url=address, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if _is_fault(said) else None)
    page.goto("/")
    yield page
    context.close()
    assert complaints == []


def _is_fault(said: ConsoleMessage) -> bool:
    # Tests break the network on purpose, and the browser says so.
    return said.type == "error" and not said.text.startswith("Failed to load resource")


@pytest.fixture
def served() -> Callable[..., AbstractContextManager[int]]:
    """Serves an app on a port, a free one if none is named, as long as the context lasts."""
    return _served


@contextmanager
def _served(app: FastAPI, port: int = 0) -> Iterator[int]:
    listener = listen("127.0.0.1", port)
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=0, lifespan="off")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(timeout=60)
        listener.close()
