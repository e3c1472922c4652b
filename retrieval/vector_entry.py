"""What the vector index keeps of a sentence beside its vector."""

from dataclasses import dataclass

from retrieval.filters import Traits

SENTENCE_MARK = "#"  # between a chunk's id and the number of its sentence


@dataclass(frozen=True, slots=True)
class VectorEntry:
    """Sentence number `sentence`, from 0, of a chunk; `digest` changes with the chunk's text."""

    chunk_id: str
    sentence: int
    document_id: str
    digest: str
    traits: Traits

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
