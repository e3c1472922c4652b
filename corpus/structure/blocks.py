"""The units of a text that structure finds and chunking packs."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.text.tracing import TracedText


class BlockKind(StrEnum):
    """What a block is."""

    TITLE = "title"
    DATELINE = "dateline"
    """The day beside a title, mostly with who issued the text."""
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    CAPTION = "caption"
    DEBRIS = "debris"


@dataclass(frozen=True, slots=True)
class Block:
    """A unit of the text. `part` counts the parts from 0, the main text."""

    kind: BlockKind
    text: TracedText
    path: tuple[str, ...]
    part: int
    context: str | None = None
