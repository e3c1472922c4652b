"""Corrections of questions by the documents that are indexed at the moment, remembered for a while.

One question is read several times: for its words, its evidence, and each place it is searched in.
"""

from functools import lru_cache

from corpus.store.corpus_store import CorpusStore
from retrieval.indexes import Indexes
from retrieval.query import colloquial_phrases
from retrieval.vocabulary.indexed_words import IndexedWords
from retrieval.words.spelling import Correction, corrections, mended

TEXTS_REMEMBERED = 1_000


class Corrector:
    """Mends the slips of a question; without an index there is nothing to go by."""

    def __init__(self, indexes: Indexes, store: CorpusStore) -> None:
        self._indexes = indexes
        self._store = store
        self._remembered = lru_cache(TEXTS_REMEMBERED)(self._found)

    def corrections(self, text: str) -> tuple[Correction, ...]:
        """Return what was typed and what was meant, in order; colloquial phrases are no slips."""
        return self._remembered(text, self._indexes.version)

    def corrected(self, text: str) -> str:
        """Return a text with its slips mended."""
        return mended(text, self.corrections(text))

    def _found(self, text: str, version: int) -> tuple[Correction, ...]:
        del version  # what is remembered is of one state of the indexes
        keyword = self._indexes.keyword
        if keyword is None:
            return ()
        known = IndexedWords(keyword, self._store)
        return corrections(text, known, kept=colloquial_phrases(text))
