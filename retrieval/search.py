"""What staff look up: words and filters in, a page of hits with highlights and facets out."""

from dataclasses import dataclass

from corpus.store import CorpusStore
from retrieval.highlights import Range, highlights
from retrieval.hybrid import HybridRetriever
from retrieval.indexing import Indexes
from retrieval.passage import Passage, Scope
from retrieval.query import understand

MAX_DEPTH = 1_000  # hits that can be paged through


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage and where the words looked for stand in its chunk's text."""

    passage: Passage
    highlights: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits. `total` and `facets` count all that match, beyond the page.

    `facets` maps `region`, `issuer` and `kind` to counts by value, most frequent first.
    """

    total: int
    hits: tuple[SearchHit, ...]
    facets: dict[str, dict[str, int]]


class Searcher:
    """Searches what the retriever answers from, in the same order."""

    def __init__(self, indexes: Indexes, store: CorpusStore) -> None:
        self._indexes = indexes
        self._retriever = HybridRetriever(indexes, store)

    def search(
        self, text: str, *, scope: Scope | None = None, limit: int = 20, offset: int = 0
    ) -> SearchResult:
        """Return a page of hits; a text without words has no hits, only the counts of the scope.

        A chunk matches when it holds one of the words, or is among the nearest by meaning.
        """
        keyword = self._indexes.keyword
        if keyword is None:
            return SearchResult(0, (), {})
        query = understand(text, keyword.segmenter)
        if not query.words:
            counted = keyword.matches((), scope=scope)
            return SearchResult(0, (), counted.facets)
        passages = self._retriever.retrieve(text, k=MAX_DEPTH, scope=scope)
        near = [p.chunk.id for p in passages if "keyword" not in p.ranks]
        counted = keyword.matches(query.weighted_words, scope=scope, also=near)
        words = [weighted.word for weighted in query.weighted_words]
        page = passages[offset : offset + limit]
        hits = tuple(SearchHit(p, tuple(highlights(p.chunk.text, words))) for p in page)
        return SearchResult(counted.total, hits, counted.facets)
