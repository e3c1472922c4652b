"""The sentences that are linked: chunks in, statements with their fingerprints out."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Chunk
from corpus.parallels.comparing import Agreement
from corpus.parallels.masking import mask
from corpus.parallels.winnowing import fingerprints
from corpus.sentences import split_units

# Below this a sentence says too little to be recognised.
_MIN_CHARS = 8


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence at the clean range `[start, end)` of a chunk."""

    document_id: str
    chunk_id: str
    start: int
    end: int
    text: str

    @property
    def fingerprints(self) -> frozenset[int]:
        """What two statements share if they share a run of words."""
        return fingerprints(mask(self.text).text)


@dataclass(frozen=True, slots=True)
class Parallel:
    """A link between two statements. `overlap` is how much of the shorter both have, in [0, 1]."""

    own: Statement
    other: Statement
    agreement: Agreement
    overlap: float


@dataclass(frozen=True, slots=True)
class Restatements:
    """What some chunks say in common: links between them, each from both ends.

    `statements` are all those of the chunks that have a link, linked or not.
    """

    statements: tuple[Statement, ...] = ()
    links: tuple[Parallel, ...] = ()


def statements_of(chunks: Iterable[Chunk]) -> list[Statement]:
    """Return the sentences of chunks that can be linked, in order.

    A sentence that is all in brackets notes who is in charge; it repeats and states no fact.
    """
    return [
        Statement(chunk.document_id, chunk.id, unit.start, unit.end, text)
        for chunk in chunks
        for unit in split_units(chunk.text)
        if not unit.heading
        and not _is_note(text := chunk.text[unit.start : unit.end])
        and len(mask(text).text) >= _MIN_CHARS
    ]


def _is_note(text: str) -> bool:
    return text.startswith("（") and text.rstrip("。；").endswith("）") and text.count("（") == 1
