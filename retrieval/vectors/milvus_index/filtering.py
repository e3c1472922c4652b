"""Conditions in Milvus's language: scopes and ids in, expressions out."""

import json
from collections.abc import Sequence

from retrieval.filters import HasLabel, InRange, conditions
from retrieval.passage import Scope
from retrieval.vectors.milvus_index.schema import LABEL_BYTES, clipped


def filter_of(scope: Scope | None) -> str:
    """Return a scope in Milvus's language; what an asker wrote stands in it as a quoted string."""
    parts = []
    for condition in conditions(scope):
        match condition:
            case HasLabel("region", value):
                parts.append(f"array_contains(region, {_quoted(value)})")
            case HasLabel(name, value):
                parts.append(f"{name} == {_quoted(clipped(value, LABEL_BYTES))}")
            case InRange(name, low, high):
                parts.append(f"{name} >= {low} and {name} <= {high}")
    return " and ".join(parts)


def is_one_of(field: str, values: Sequence[str]) -> str:
    """Return that a field has one of some values."""
    return f"{field} in [{', '.join(map(_quoted, values))}]"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
