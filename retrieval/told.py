"""A sentence as the cross-encoder reads it: what it states, and what stands around it; pure."""

from retrieval.embedding.e5.known_odds import Told
from retrieval.passage import Passage

# What stands around a sentence, in characters, as the cross-encoder was trained with.
_TITLE, _HEADING, _COLUMN, _LEAD, _PREVIOUS = 24, 20, 30, 60, 40
_HEADINGS = 2


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
