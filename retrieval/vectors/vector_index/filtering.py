"""What Chroma filters by: an entry's metadata in its form, and a scope as its condition."""

from collections.abc import Mapping

import chromadb

from retrieval.filters import NUMBERS, HasLabel, InRange, conditions
from retrieval.passage import Scope
from retrieval.vector_entry import VectorEntry

MetadataValue = str | int | float | bool


def stored_metadata(entry: VectorEntry) -> Mapping[str, MetadataValue]:
    """Return what Chroma filters by: a chunk lies in several regions, so each is a key."""
    traits = entry.traits
    labels: dict[str, MetadataValue] = {
        _label_key("region", region): True for region in traits.regions
    }
    if traits.issuer:
        labels[_label_key("issuer", traits.issuer)] = True
    if traits.kind:
        labels[_label_key("kind", traits.kind)] = True
    numbers: dict[str, MetadataValue] = {name: getattr(traits, name) for name in NUMBERS}
    return {
        "document": entry.document_id,
        "chunk": entry.chunk_id,
        "sentence": entry.sentence,
        "digest": entry.digest,
        **numbers,
        **labels,
    }


def _label_key(name: str, value: str) -> str:
    return f"{name}:{value}"


def where_of(scope: Scope | None) -> chromadb.Where | None:
    """Return a scope as a condition of Chroma."""
    parts: list[chromadb.Where] = []
    for condition in conditions(scope):
        match condition:
            case HasLabel(name, value):
                parts.append({_label_key(name, value): True})
            case InRange(name, low, high):
                at_least: chromadb.Where = {name: {"$gte": low}}  # type: ignore[dict-item]
                at_most: chromadb.Where = {name: {"$lte": high}}  # type: ignore[dict-item]
                parts += [at_least, at_most]
    if len(parts) < 2:
        return parts[0] if parts else None
    return {"$and": parts}
