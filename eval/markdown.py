"""Metric values as people read them: numbers, intervals and tables in Markdown."""

from collections.abc import Iterable, Sequence

from eval.bootstrap import Summary
from eval.metrics import METRICS

DASH = "–"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def interval(name: str, summary: Summary, *, signed: bool = False) -> str:
    """Return `[low, high]` of a metric, a dash where there is none."""
    if summary.low is None or summary.high is None:
        return DASH
    low, high = (number(name, end, signed=signed) for end in (summary.low, summary.high))
    return f"[{low}, {high}]"


def number(name: str, value: float | None, *, signed: bool = False) -> str:
    """Return a metric's value: three decimals for shares, none for lengths and times."""
    if value is None:
        return DASH
    sign = "+" if signed else ""
    return f"{value:{sign}.3f}" if METRICS[name].is_share else f"{value:{sign}.0f}"
