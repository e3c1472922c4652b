"""A sentence as a cross-encoder reads it: what it states, and what stands around it; pure."""

from collections.abc import Sequence
from typing import Protocol

from retrieval.embedding.e5.known_odds import Told
from retrieval.passage import Passage

# What stands around a sentence, in characters, as the cross-encoder was trained with.
_TITLE, _HEADING, _COLUMN, _LEAD, _PREVIOUS = 24, 20, 30, 60, 40
_HEADINGS = 2


class SentenceReader(Protocol):
    """Says how sure it is that a sentence answers a question."""

    def read(self, question: str, sentences: Sequence[Told]) -> list[float]:
        """Return the log odds of each sentence to answer."""
        ...


def told_in(passage: Passage, stated: str, *, lead: str, previous: str) -> Told:
    """Return what a passage states, with its title and headings and the text before it.

    Args:
        passage: holds the sentence.
        stated: the sentence.
        lead: introduces it, as the head of its list does; empty for most.
        previous: the sentence before it; read where nothing introduces it.
    """
    around = (
        passage.metadata.title[:_TITLE],
        *(heading[:_HEADING] for heading in passage.chunk.section[-_HEADINGS:]),
        (passage.chunk.context or "")[:_COLUMN],
        lead[:_LEAD] or previous[-_PREVIOUS:],
    )
    return Told(" ".join(part.strip() for part in around if part.strip()), stated)
