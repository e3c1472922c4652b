"""What the vector index keeps of a chunk beside its vector."""

from dataclasses import dataclass

from retrieval.filters import Traits


@dataclass(frozen=True, slots=True)
class VectorEntry:
    """A chunk to be indexed; `digest` changes when its text or traits do."""

    id: str
    document_id: str
    digest: str
    traits: Traits
