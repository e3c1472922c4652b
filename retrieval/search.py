"""What staff look up: words and filters in, a page of hits with highlights and facets out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.store.corpus_store import CorpusStore
from retrieval.distinct import distinct
from retrieval.highlights import Range, highlights
from retrieval.hybrid import HybridRetriever
from retrieval.indexes import Indexes
from retrieval.keyword_index import KeywordIndex
from retrieval.known_documents import KnownDocuments
from retrieval.needs import Need, is_lookup, most_of, needs_of
from retrieval.outages import Outage, Outages
from retrieval.passage import Passage, Scope
from retrieval.query import Query
from retrieval.reranking import Reranker
from retrieval.told import SentenceReader
from retrieval.unknown_places import UnknownPlace, unknown_places
from retrieval.words.spelling import Correction

MAX_DEPTH = 1_000  # hits that can be paged through
# First ranks that are hits of a question, or where nothing matches, though they hold few words.
NEAREST = 20
COMPARED = 100  # first ranks of which each fact is shown once; what lies behind is read by page

ONLY_FILLER = "检索词里没有可以查找的内容，请写出要找的事，如“企业注销”。"
ONLY_NEAREST = "没有原文含有大部分检索词，以下只含其中一部分。"
NOTHING = "没有找到含有这些词的原文，请换个说法或放宽筛选条件。"
MENDED = "没有查到“{typed}”，已按“{meant}”查找。"
NO_REGION = "没有“{name}”这个地方，您要找的是不是{nearest}？"
WITHOUT_SOURCES = "资料里没有{name}的文件，有的是{nearest}等地的。"
AWAY = {
    Outage.MEANING: "语义检索暂时不可用，以下只按关键词查找。",
    Outage.RERANKING: "重排服务暂时不可用，以下按初步的顺序排列。",
}


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage and where the words looked for stand in its chunk's text."""

    passage: Passage
    highlights: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits. `total` counts all hits, `facets` all that match, beyond the page.

    `facets` maps `region`, `issuer`, `kind`, `year` and `validity` to counts by value, most
    frequent first (years: the latest first). `note` says in Chinese what a reader should know of
    the hits, such as why there are none. `query` is how the text was understood, None while the
    first index is being built and for what is looked up to the letter.
    """

    total: int
    hits: tuple[SearchHit, ...]
    facets: dict[str, dict[str, int]]
    note: str | None = None
    query: Query | None = None
    unknown_places: tuple[UnknownPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    """Which hits are wanted, and how many of the first are compared for one fact."""

    offset: int
    limit: int
    compared: int


@dataclass(frozen=True, slots=True)
class _Found:
    """The hits of a page; `total` and `facets` are of all."""

    total: int = 0
    hits: Sequence[Passage] = ()
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    note: str | None = None


class Searcher:
    """Searches what answers are made from, by the same steps, but deeper; then it is read."""

    def __init__(
        self,
        indexes: Indexes,
        store: CorpusStore,
        *,
        reranker: Reranker | None = None,
        reader: SentenceReader | None = None,
        today: Callable[[], date],
    ) -> None:
        self._indexes = indexes
        self._store = store
        self._today = today
        self._outages = Outages(indexes, reranker)
        self._retriever = HybridRetriever(indexes, store, reranker=reranker, reader=reader)
        self._documents = KnownDocuments(store)

    def search(
        self,
        text: str,
        *,
        scope: Scope | None = None,
        limit: int = 20,
        offset: int = 0,
        each_fact_once: bool = True,
    ) -> SearchResult:
        """Return a page of hits; a text of filler alone has none.

        Each hit tells another fact and has the others that state the same, unless every place is
        wanted.

        The note also says what was read otherwise than it was typed, which places have no
        documents, and which part of searching is away.
        """
        keyword = self._indexes.keyword
        if keyword is None:
            return SearchResult(0, (), {})
        query = self._retriever.understood(text, keyword.segmenter)
        page = _Page(offset, limit, COMPARED if each_fact_once else 0)
        found = self._found(keyword, query, page, scope=scope)
        if found.note == ONLY_FILLER:
            return SearchResult(0, (), {}, ONLY_FILLER)
        places = unknown_places(query.text, keyword.segmenter, self._sources())
        away = [AWAY[outage] for outage in self._outages.current()]
        note = "".join([*map(_mended, query.corrections), *map(_unknown, places), *away])
        words = [weighted.word for weighted in query.weighted_words]
        hits = [
            SearchHit(replace(passage, rank=rank), tuple(highlights(passage.chunk.text, words)))
            for rank, passage in enumerate(found.hits, offset + 1)
        ]
        told = f"{note}{found.note or ''}" or None
        return SearchResult(found.total, tuple(hits), found.facets, told, query, places)

    def _sources(self) -> frozenset[str]:
        """Return the regions that documents are of."""
        return self._documents.regions_at(self._indexes.version)

    def _found(
        self, keyword: KeywordIndex, query: Query, page: _Page, *, scope: Scope | None
    ) -> _Found:
        """Return what is found.

        A chunk matches when it holds most of what is needed. The nearest of the ranking are hits
        too where the text is a question, or where nothing matches, if they hold any word at all.
        """
        needs = needs_of(query.text, keyword.segmenter)
        if not needs:
            return _Found(note=ONLY_FILLER)
        ranking = self._retriever.ranked(query, k=MAX_DEPTH, scope=scope)
        ids = list(ranking.scores)
        matching = keyword.holding(needs, ids, least=most_of(needs))
        looks_up = is_lookup(query.text, keyword.segmenter)
        any_of = needs if looks_up else [*needs, *_each_word(query)]
        may_be_near = ids[:NEAREST] if not (matching and looks_up) else []
        near = keyword.holding(any_of, may_be_near, least=1)
        if not matching and not near:
            return _Found(note=NOTHING)
        counted = keyword.matches(needs, scope=scope, also=near)
        found = [id_ for id_ in ids if id_ in matching | near]
        first, rest = found[: page.compared], found[page.compared :]
        facts = self._facts(self._retriever.passages(ranking, first), query)
        end = page.offset + page.limit - len(facts)
        others = rest[max(page.offset - len(facts), 0) : max(end, 0)]
        hits = facts[page.offset : page.offset + page.limit]
        hits += self._retriever.passages(ranking, others)
        restated = len(first) - len(facts)
        return _Found(counted.total - restated, hits, counted.facets, _note(matching))

    def _facts(self, passages: Sequence[Passage], query: Query) -> list[Passage]:
        if not passages:
            return []
        return distinct(passages, query.weighted_words, self._store, today=self._today())


def _each_word(query: Query) -> list[Need]:
    """Return the words of a question, official ones for what it says among them."""
    return [Need(1, ((one.word,),)) for one in query.weighted_words]


def _note(matching: frozenset[str]) -> str | None:
    return None if matching else ONLY_NEAREST


def _mended(correction: Correction) -> str:
    return MENDED.format(typed=correction.typed, meant=correction.meant)


def _unknown(place: UnknownPlace) -> str:
    told = WITHOUT_SOURCES if place.is_region else NO_REGION
    return told.format(name=place.name, nearest="、".join(place.nearest))
