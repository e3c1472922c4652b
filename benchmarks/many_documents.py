"""Many documents in one data directory: what they cost to read, to keep up and to ask.

Read in, indexed by words, read again unchanged, one changed, one removed; then questions, searches
and lists of documents over HTTP, in this process. Times of the processor are comparable on a
machine that others share, those of the clock are not.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from pathlib import Path

import numpy as np
from fastapi.testclient import TestClient

from api.app import create_app
from benchmarks.measuring import memory_mb
from benchmarks.tables import print_table
from bot.assembly import Product, build
from bot.settings import load_settings
from corpus import remove_documents

DATA = "data"
REPORTS = 10  # lines of the table while documents are read in
ROUNDS = 20  # so often each address is asked for, after once that does not count
PAGE = 100
ADDRESSES = (
    ("清单第一页，接口", "/api/documents?limit=100"),
    ("清单最后一页，接口", "/api/documents?limit=100&offset={last}"),
    ("清单页", "/documents"),
    ("清单页，按地区和年份筛选", "/documents?region=许昌市&year=2020"),
    ("清单页，按标题的词", "/documents?q=第4321项"),
    ("查找", "/api/search?q=行政处罚&limit=20"),
    ("查找，按地区", "/api/search?q=行政处罚&region=许昌市&limit=20"),
    ("查找，逐字", "/api/search?q=“第4321项工作”"),
    ("就绪", "/readyz"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """What one step took."""

    name: str
    wall_s: float
    processor_s: float
    memory_mb: float


def many(folder: Path, work: Path, questions: Sequence[str]) -> None:
    """Print what the files of a folder cost; `work` must not hold a data directory yet."""
    count, chars, first = 0, 0, nsmallest(3, folder.iterdir())
    for file in folder.iterdir():
        count, chars = count + 1, chars + len(file.read_text(encoding="utf-8"))
    print(f"{count} 份文件，{chars} 字；负载 {os.getloadavg()[0]:.1f}\n", flush=True)
    product = build(load_settings(data_dir=work / DATA), with_vectors=False)
    try:
        _read_in(product, folder, count, chars)
        _print_steps(_kept_up(product, folder, first))
        _print_asked(product, questions, count)
    finally:
        product.close()
    disk = sum(file.stat().st_size for file in (work / DATA).rglob("*") if file.is_file())
    print(f"数据目录 {disk / (1 << 20):.0f} MB；内存峰值 {memory_mb('VmHWM'):.0f} MB；", end="")
    print(f"负载 {os.getloadavg()[0]:.1f}")


def _read_in(product: Product, folder: Path, count: int, chars: int) -> None:
    """Read the documents in, and print speed and memory on the way."""
    every = max(count // REPORTS, 1)
    rows: list[list[str]] = []
    began, last = time.perf_counter(), time.process_time()

    def on_progress(done: int, _: str) -> None:
        nonlocal last
        if done % every == 0:
            spent, wall = time.process_time() - last, time.perf_counter() - began
            speed = f"{every / spent:.1f}"
            rows.append([str(done), f"{wall:.0f}", speed, f"{memory_mb('VmRSS'):.0f}"])
            last = time.process_time()

    product.ingest([folder], on_progress=on_progress)
    took = time.perf_counter() - began
    print_table(["已读入", "累计秒", "份/处理器秒", "内存 MB"], rows)
    print(f"读入 {took:.1f} 秒，每秒 {count / took:.0f} 份、{chars / took:,.0f} 字\n", flush=True)


def _kept_up(product: Product, folder: Path, files: Sequence[Path]) -> Iterator[Step]:
    """Take each step of keeping the data directory up to date."""
    index = product.indexer.sync_keywords
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("关键词索引，从头建", index),
        ("再次读入，未变", lambda: product.ingest([folder])),
        ("关键词索引，未变", index),
        ("改一份，读入整个文件夹", lambda: _change(product, files[0], [folder])),
        ("关键词索引，改一份", index),
        ("改一份，只读入它", lambda: _change(product, files[1], [files[1]])),
        ("关键词索引，改一份", index),
        ("移除一份", lambda: _remove(product, files[2])),
        ("关键词索引，移除一份", index),
    )
    for name, step in steps:
        began = time.perf_counter(), time.process_time()
        step()
        wall, processor = time.perf_counter() - began[0], time.process_time() - began[1]
        yield Step(name, wall, processor, memory_mb("VmRSS"))


def _change(product: Product, file: Path, paths: Sequence[Path]) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\n本通知另有补充。\n", encoding="utf-8")
    replaced = product.ingest(paths).replaced
    if replaced != [file.stem]:
        raise AssertionError(f"one file was changed, replaced were {replaced!r}")


def _remove(product: Product, file: Path) -> None:
    file.unlink()
    if remove_documents([file.stem], product.store) != [file.stem]:
        raise AssertionError(f"{file.stem!r} was there")


def _print_steps(steps: Iterator[Step]) -> None:
    print_table(
        ["步骤", "秒", "处理器秒", "内存 MB"],
        [
            [step.name, f"{step.wall_s:.2f}", f"{step.processor_s:.2f}", f"{step.memory_mb:.0f}"]
            for step in steps
        ],
    )


def _print_asked(product: Product, questions: Sequence[str], count: int) -> None:
    """Ask questions, and addresses over HTTP; print how long each kind takes."""
    rows = [_timed("找段落", [partial(product.retriever.retrieve, one) for one in questions])]
    with TestClient(create_app(product), base_url="http://127.0.0.1") as client:
        _wait_ready(client)
        rows.append(_timed("回答", [partial(_answer, client, one) for one in questions]))
        for name, address in ADDRESSES:
            get = partial(_get, client, address.format(last=count - PAGE))
            rows.append(_timed(name, [get] * ROUNDS))
    print_table(["", "n", "p50，ms", "p95，ms", "最慢，ms"], rows)


def _timed(name: str, calls: Sequence[Callable[[], object]]) -> list[str]:
    calls[0]()  # what is loaded at the first call is not the others'
    times: list[float] = []
    for call in calls:
        began = time.perf_counter()
        call()
        times.append((time.perf_counter() - began) * 1000)
    p50, p95 = np.percentile(times, [50, 95])
    return [name, str(len(times)), f"{p50:.1f}", f"{p95:.1f}", f"{max(times):.1f}"]


def _answer(client: TestClient, question: str) -> None:
    client.post("/api/chat", json={"question": question}).raise_for_status()


def _get(client: TestClient, address: str) -> None:
    client.get(address).raise_for_status()


def _wait_ready(client: TestClient) -> None:
    while not client.get("/readyz").is_success:
        time.sleep(0.1)
