"""The documents' words as corrections ask for them: an index and its chunks in, answers out."""

from collections.abc import Sequence

from corpus.store.corpus_store import CorpusStore
from retrieval.keyword_index import KeywordIndex
from retrieval.words.segmentation import Segmenter, fold

# Chunks read to see whether words stand side by side; those that hold them most often come first.
MAX_READ = 30


class IndexedWords:
    """What a keyword index and the chunks it was made from know of words."""

    def __init__(self, index: KeywordIndex, store: CorpusStore) -> None:
        self._index = index
        self._store = store

    @property
    def segmenter(self) -> Segmenter:
        """The segmenter that cut what is indexed."""
        return self._index.segmenter

    def chunk_count(self) -> int:
        """Return how many chunks there are."""
        return self._index.chunk_count()

    def document_frequency(self, word: str) -> int:
        """Return in how many chunks a word stands."""
        return self._index.document_frequency(word)

    def is_written(self, words: Sequence[str]) -> bool:
        """Tell whether these words stand side by side in one of the chunks that hold them all."""
        ids, written = self._index.holding_all(words, k=MAX_READ), "".join(words)
        return any(written in fold(text) for text in self._store.chunk_texts(ids))
