"""Pairs of statements labelled by hand: which differ about one thing, and which only look so."""

from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.errors import PairsUnusable

DEFAULT_PAIRS = Path(__file__).parent / "pairs.jsonl"


class Label(StrEnum):
    """How two statements stand to each other; only a `conflict` is to be told as one."""

    CONFLICT = "conflict"
    SERIES = "series"
    PART_WHOLE = "part_whole"
    LOOK_ALIKE = "look_alike"
    SAME = "same"


class Quoted(BaseModel):
    """One statement: how its document's id begins, whose words it is, and words only it has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    doc: str
    issuer: str | None = None
    quote: str


class Pair(BaseModel):
    """Two statements with their label."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    label: Label
    a: Quoted
    b: Quoted
    note: str = ""


def load_pairs(path: Path) -> list[Pair]:
    """Read the pairs of a file.

    Raises:
        PairsUnusable: the file cannot be read, or a line is no pair.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [Pair.model_validate_json(line) for line in lines if line.strip()]
    except (OSError, ValidationError) as error:
        raise PairsUnusable(f"读不出 {path.name!r}：{error}") from error
