"""How fast and how heavy the pages are, in a real Chromium against a running server.

    zhengce serve --port 8765 --data-dir DIR
    python -m benchmarks.pages --url http://127.0.0.1:8765

Prints the time from Enter to the first words of an answer on screen, from a key to its results and
from opening the province's report to its marked span; what a first load of each page transfers,
when its largest part was painted (LCP) and how far it moved (CLS), as the browser observes both.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from eval.gold import DEV_GOLD, load_gold

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TYPED = ("简易注销登记", "科技贷放款", "优化营商环境条例", "首违不罚清单", "水电气欠费不停供")
REPORT = "/documents/004_1bf1c22c1a7fdf70#s{0}-{1}"
SPANS = [(at, at + 60) for at in range(2_000, 142_000, 14_000)]
PAGES = (
    "/",
    "/lookup",
    "/lookup?q=科技贷",
    "/documents",
    "/documents/000_a9f1d686998b1d2e",
    "/documents/004_1bf1c22c1a7fdf70#s122320-122431",
    "/compare",
)
TIMEOUT_MS = 60_000

# Resolves with the milliseconds from now to the frame in which something is on screen.
ON_SCREEN = """(selector) => new Promise((resolve) => {
  const began = performance.now();
  const look = () => {
    const found = [...document.querySelectorAll(selector)].at(-1);
    if (found && found.textContent.trim()) resolve(performance.now() - began);
    else requestAnimationFrame(look);
  };
  look();
})"""
ASK = f"""([question, selector]) => {{
  const box = document.getElementById("question");
  box.value = question;
  box.form.requestSubmit();
  return ({ON_SCREEN})(selector);
}}"""
TYPE = """(text) => new Promise((resolve) => {
  const box = document.getElementById("q");
  const began = performance.now();
  const done = () => requestAnimationFrame(() => resolve(performance.now() - began));
  const seen = new MutationObserver(() => { seen.disconnect(); done(); });
  seen.observe(document.getElementById("facets"), { childList: true });
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
})"""
VITALS = """
window.vitals = { lcp: 0, cls: 0 };
const watch = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each))
  .observe({ type, buffered: true });
watch("largest-contentful-paint", (paint) => { window.vitals.lcp = paint.startTime; });
watch("layout-shift", (shift) => { if (!shift.hadRecentInput) window.vitals.cls += shift.value; });
"""
MARKED = """() => new Promise((resolve) => {
  const look = () => document.querySelector("#source mark") ? resolve(performance.now())
    : requestAnimationFrame(look);
  look();
})"""


@dataclass(frozen=True, slots=True)
class Load:
    """What a first load transferred, in bytes, and the hosts it asked."""

    path: str
    transferred: int
    requests: int
    hosts: frozenset[str]
    lcp_ms: float
    shift: float


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--url", required=True)
    parser.add_argument("--questions", type=int, default=40)
    options = parser.parse_args(arguments)
    print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path in PAGES:
            _print_load(_load(browser, options.url, path))
        _print("first words of an answer", _first_words(browser, options.url, options.questions))
        _print("results after a key", _results(browser, options.url))
        _print("report open at its span", _report(browser, options.url))
        browser.close()
    print(f"load average {os.getloadavg()[0]:.1f}")


def _first_words(browser: Browser, url: str, count: int) -> list[float]:
    page = _page(browser, url, "/")
    times: list[float] = []
    (gold,) = load_gold([DEV_GOLD])
    for question in [each.question for each in gold.questions][: count + 3]:
        page.evaluate("document.getElementById('new-conversation').click()")
        selector = "article.answer .answer-text"
        times.append(float(page.evaluate(ASK, [question, selector])))
        page.wait_for_selector("article[aria-busy=false]")
    page.context.close()
    return times[3:]  # the first ones warm the service up


def _results(browser: Browser, url: str) -> list[float]:
    page = _page(browser, url, "/lookup")
    page.evaluate(TYPE, "预热")
    times = [
        float(page.evaluate(TYPE, text[:length]))
        for text in TYPED
        for length in range(1, len(text) + 1)
    ]
    page.context.close()
    return times


def _report(browser: Browser, url: str) -> list[float]:
    times: list[float] = []
    for start, end in SPANS:
        page = _page(browser, url, REPORT.format(start, end))
        times.append(float(page.evaluate(MARKED)))
        page.context.close()
    return times


def _load(browser: Browser, url: str, path: str) -> Load:
    context = browser.new_context(base_url=url)
    page = context.new_page()
    page.add_init_script(VITALS)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    hosts: set[str] = set()
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto(path, wait_until="networkidle")
    vitals = page.evaluate("window.vitals")
    context.close()
    lcp_ms, shift = float(vitals["lcp"]), float(vitals["cls"])
    return Load(path, sum(sizes), len(sizes), frozenset(hosts), lcp_ms, shift)


def _page(browser: Browser, url: str, path: str) -> Page:
    page = browser.new_context(base_url=url).new_page()
    page.set_default_timeout(TIMEOUT_MS)
    page.goto(path)
    return page


def _print_load(load: Load) -> None:
    kb, hosts = load.transferred / 1024, ", ".join(sorted(load.hosts))
    painted = f"LCP {load.lcp_ms:.0f} ms, CLS {load.shift:.3f}"
    print(f"first load {load.path}: {kb:.1f} kB in {load.requests} requests to {hosts}; {painted}")


def _print(what: str, times: Sequence[float]) -> None:
    ordered = sorted(times)
    p50, p95 = ordered[len(ordered) // 2], ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
    print(
        f"{what}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, worst {ordered[-1]:.0f} ms, n {len(ordered)}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
