"""What the index knows of words: how a text is cut, and in how many chunks a word stands."""

from collections.abc import Sequence

from corpus.store.corpus_store import CorpusStore
from retrieval.errors import IndexUnavailable
from retrieval.indexes import Indexes
from retrieval.keyword_index import KeywordIndex
from retrieval.vocabulary.correcting import Corrector


class IndexVocabulary:
    """The words of the keyword index that is open at the moment; an ingest may replace it."""

    def __init__(self, indexes: Indexes, store: CorpusStore) -> None:
        self._indexes = indexes
        self._corrector = Corrector(indexes, store)
        self._issuers: tuple[int, list[str]] | None = None  # and the version they are of

    @property
    def chunk_count(self) -> int:
        """How many chunks there are."""
        return self._keyword().chunk_count()

    def words(self, text: str) -> list[str]:
        """Return the words of a text, in order, none inside another."""
        return self._keyword().segmenter.words(text)

    def corrected(self, text: str) -> str:
        """Return a question with its slips mended by what is indexed."""
        return self._corrector.corrected(text)

    def document_frequency(self, word: str) -> int:
        """Return in how many chunks a word stands."""
        return self._keyword().document_frequency(word)

    def stand_together(self, words: Sequence[str]) -> bool:
        """Return whether any chunk holds all of these words."""
        return bool(self._keyword().holding_all(words, k=1))

    def issuers(self) -> list[str]:
        """Return who issued what is indexed, the most frequent first (at most 200)."""
        # Counted over all that is indexed, so once for each state of the index.
        version = self._indexes.version
        if self._issuers is None or self._issuers[0] != version:
            self._issuers = (version, list(self._keyword().matches().facets["issuer"]))
        return self._issuers[1]

    def _keyword(self) -> KeywordIndex:
        keyword = self._indexes.keyword
        if keyword is None:
            raise IndexUnavailable("索引正在建立，请稍候再问。")
        return keyword
