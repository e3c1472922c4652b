"""The gate: scores and floors in, shortfalls out.

The gate file is TOML: `[every.at_least]` and `[every.at_most]` hold for each gold file of a run,
`["dev.jsonl".at_least]` overrides them for one. A metric that applies to no question of a file is
not judged.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from eval.errors import GateInvalid
from eval.metrics import METRICS
from eval.scores import Scores, Slice

EVERY = "every"


class Limits(BaseModel):
    """Floors and ceilings by metric."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: dict[str, float] = Field(default_factory=dict)
    at_most: dict[str, float] = Field(default_factory=dict)


Gate = dict[str, Limits]
_GATE = TypeAdapter(Gate)


def load_gate(path: Path) -> Gate:
    """Read a gate file.

    Raises:
        GateInvalid: it cannot be read, or names a metric that is not measured.
    """
    try:
        gate = _GATE.validate_python(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise GateInvalid(f"{path}：读不懂，{error}") from error
    for limits in gate.values():
        for name in (*limits.at_least, *limits.at_most):
            if name not in METRICS:
                raise GateInvalid(f"{path}：没有名为 {name!r} 的指标；可用：{'、'.join(METRICS)}")
    return gate


def shortfalls(scores: Scores, gate: Gate) -> list[str]:
    """Return one Chinese sentence per metric of a gold file that misses its limit."""
    return [
        f"{part.name}：{sentence}"
        for part in scores.gold_files
        for sentence in _missed(part, _limits_for(part.name, gate))
    ]


def _limits_for(file: str, gate: Gate) -> Limits:
    every, own = gate.get(EVERY, Limits()), gate.get(file, Limits())
    return Limits(
        at_least=every.at_least | own.at_least,
        at_most=every.at_most | own.at_most,
    )


def _missed(part: Slice, limits: Limits) -> Iterator[str]:
    for name, floor in limits.at_least.items():
        value = part.metrics[name].value
        if value is not None and value < floor:
            yield f"{name} 为 {value:.4g}，低于下限 {floor:g}（n={part.metrics[name].n}）"
    for name, ceiling in limits.at_most.items():
        value = part.metrics[name].value
        if value is not None and value > ceiling:
            yield f"{name} 为 {value:.4g}，高于上限 {ceiling:g}（n={part.metrics[name].n}）"
