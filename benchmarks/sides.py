"""One set-up asked some questions: how good what it finds is, and how long it takes.

Times are of this process, one question after the other. Where others share the machine, those of
the processor are nearer to what a quiet one takes; one thread of the embedding engine that waits
for another counts as work in them.
"""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.peers import Search
from benchmarks.ranking_metrics import Judged, judge
from benchmarks.statutes import Lay


@dataclass(frozen=True)
class Side:
    """One set-up's measures by question, in order, and its times."""

    name: str
    judged: Sequence[Judged]
    times_ms: Sequence[float]
    processor_ms: Sequence[float]


def measured(name: str, search: Search, queries: Sequence[Lay]) -> Side:
    """Ask a set-up every question once."""
    judged: list[Judged] = []
    times: list[float] = []
    processor: list[float] = []
    search("第一问")  # what is loaded at the first question is not the question's
    for query in queries:
        began = time.perf_counter(), time.process_time()
        found = search(query.question)
        times.append((time.perf_counter() - began[0]) * 1000)
        processor.append((time.process_time() - began[1]) * 1000)
        judged.append(judge(found, [str(id_) for id_ in query.relevant]))
    return Side(name, judged, times, processor)


def print_times(sides: Sequence[Side], *, beside: str) -> None:
    """Print the times of each, and how many times as long as those of one side they are."""
    ours = next(side for side in sides if side.name == beside)
    head = ("", "n", "p50，ms", "p95，ms", f"p50 比 {beside}", "处理器 p50", "处理器 p95")
    print(f"\n| {' | '.join(head)} |\n|---|{'--:|' * len(head[1:])}")
    for side in sides:
        p50, p95 = np.percentile(side.times_ms, [50, 95])
        ratio = p50 / np.percentile(ours.times_ms, 50)
        spent = " | ".join(f"{ms:.1f}" for ms in np.percentile(side.processor_ms, [50, 95]))
        n = len(side.times_ms)
        print(f"| {side.name} | {n} | {p50:.1f} | {p95:.1f} | {ratio:.1f} | {spent} |")
    print(f"\n负载 {'/'.join(f'{each:.1f}' for each in os.getloadavg())}")
