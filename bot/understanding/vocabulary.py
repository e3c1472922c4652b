"""What the understanding of a question asks of the documents' words: a contract."""

from collections.abc import Sequence
from typing import Protocol


class Vocabulary(Protocol):
    """What the corpus knows of words."""

    def words(self, text: str) -> list[str]:
        """Return the words of a text, in order, none inside another."""
        ...

    def corrected(self, text: str) -> str:
        """Return a question with its slips mended by the words of the corpus."""
        ...

    def document_frequency(self, word: str) -> int:
        """Return in how many chunks the word stands."""
        ...

    def stand_together(self, words: Sequence[str]) -> bool:
        """Return whether any chunk holds all of these words."""
        ...

    @property
    def chunk_count(self) -> int:
        """How many chunks there are."""
        ...

    def issuers(self) -> list[str]:
        """Return who issued what is indexed."""
        ...
