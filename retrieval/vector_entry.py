"""What a vector index keeps of a sentence beside its vector, and what its hits say of chunks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from retrieval.filters import Traits

T = TypeVar("T")

SENTENCE_MARK = "#"  # between a chunk's id and the number of its sentence


@dataclass(frozen=True, slots=True)
class VectorEntry:
    """Sentence number `sentence`, from 0, of a chunk; `digest` changes with the chunk's text.

    `words` are the chunk's, joined by blanks, where the index searches them and this is the first
    sentence; else empty.
    """

    chunk_id: str
    sentence: int
    document_id: str
    digest: str
    traits: Traits
    words: str = ""

    @property
    def id(self) -> str:
        """Return what the sentence is stored under."""
        return sentence_id(self.chunk_id, self.sentence)


def sentence_id(chunk_id: str, sentence: int) -> str:
    """Return the id of a chunk's sentence."""
    return f"{chunk_id}{SENTENCE_MARK}{sentence}"


def chunk_of(sentence_id: str) -> str:
    """Return the chunk that a sentence id names."""
    return sentence_id.rpartition(SENTENCE_MARK)[0]


def best_by_chunk(hits: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return each chunk once with its best score, best first; equal scores by chunk id."""
    best: dict[str, float] = {}
    for chunk_id, score in hits:
        best[chunk_id] = max(score, best.get(chunk_id, score))
    return sorted(best.items(), key=lambda hit: (-hit[1], hit[0]))


def pages(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield items in pieces of at most `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))
