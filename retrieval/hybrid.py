"""A question in, ranked passages out: both searches, fused.

Words and meaning find different things; reciprocal rank fusion keeps what either puts high. Where
vectors are missing, too few, or cannot be asked, the words' ranking stands alone.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.store.corpus_store import CorpusStore
from retrieval.close_order import closely_ordered
from retrieval.contracts import Nearness
from retrieval.diversity import in_turn
from retrieval.errors import EmbeddingUnavailable, IndexUnavailable
from retrieval.fusion import K_OF_TWO, fuse
from retrieval.indexes import Indexes
from retrieval.keyword_index import KeywordIndex
from retrieval.known_documents import KnownDocuments
from retrieval.manifest import VectorUnit
from retrieval.nearer_places import nearer_first
from retrieval.needs import is_lookup
from retrieval.passage import Passage, Scope
from retrieval.passage_order import ORDER_DEPTH, learnt_order, rarity_among
from retrieval.query import Query, question_text, understand
from retrieval.reranking import RERANK_DEPTH, Reranker, reranked
from retrieval.told import SentenceReader
from retrieval.vectors.sentence_similarity import (
    MAX_EMBEDDED_NOW,
    sentence_similarities,
)
from retrieval.vocabulary.correcting import Corrector
from retrieval.words.segmentation import Segmenter

logger = logging.getLogger(__name__)

# By what a vector is of. Sentences: 1 to 2 loses 0.018 of recall@5 over 251 gold questions. Whole
# chunks, with questions moved by the learnt map: 1 to 1 loses 0.035 of nDCG@10 over 309 questions
# about statutes.
WEIGHTS: dict[VectorUnit, dict[str, float]] = {
    "sentence": {"keyword": 1.0, "vector": 1.0, "named": 1.0},
    "chunk": {"keyword": 1.0, "vector": 2.0, "named": 1.0},
}
DEPTH = 100  # ranks taken from each search, whatever k is: pages of one result fit together
SPARE = 5  # passages read beyond k, for those whose document was removed since it was indexed
MAX_NAMED = 2_000  # documents of one name: more are the articles of a code, each a document


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ids of chunks with their scores, best first, and the rankings that they came from."""

    scores: dict[str, float]
    rankings: dict[str, list[str]]


class HybridRetriever:
    """Finds passages by words and by meaning over the indexes that are ready."""

    def __init__(
        self,
        indexes: Indexes,
        store: CorpusStore,
        *,
        reranker: Reranker | None = None,
        reader: SentenceReader | None = None,
    ) -> None:
        """Take what is searched.

        With a reader the first passages of a question are read, where the learnt order applies.
        """
        self._indexes = indexes
        self._reranker = reranker
        self._reader = reader
        self._store = store
        self._documents = KnownDocuments(store)
        self._corrector = Corrector(indexes, store)

    def retrieve(self, question: str, *, k: int = 20, scope: Scope | None = None) -> list[Passage]:
        """Return at most k passages, best first; none while the first index is being built."""
        query = self.understood_question(question)
        return [] if query is None else self.retrieve_for(query, k=k, scope=scope)

    def understood_question(self, question: str) -> Query | None:
        """Return a question as it is searched for; None while the first index is being built."""
        keyword = self._indexes.keyword
        return None if keyword is None else self.understood(question, keyword.segmenter)

    def retrieve_for(
        self, query: Query, *, k: int = 20, scope: Scope | None = None
    ) -> list[Passage]:
        """Return at most k passages for a question that was understood, best first."""
        depth = max(k, ORDER_DEPTH) if self._has_learnt_order else k
        ranking = self.fused(query, k=depth, scope=scope)
        return self._placed(ranking, query)[:k]

    def ranked(self, query: Query, *, k: int, scope: Scope | None = None) -> Ranking:
        """Return at most k chunks for who reads a page of them: `passages` reads the texts.

        They are scored by their place. What is far down by meaning adds nothing to a look-up: only
        the first by meaning are fused.
        """
        ranking = self.fused(query, k=k, scope=scope, meaning_depth=DEPTH)
        ids = list(ranking.scores)
        looked_at = len(ids) if query.regions else ORDER_DEPTH
        head = {id_: ranking.scores[id_] for id_ in ids[:looked_at]}
        placed = self._placed(replace(ranking, scores=head), query)
        ordered = [*(each.chunk.id for each in placed), *ids[looked_at:]][:k]
        scores = {id_: 1 / (K_OF_TWO + at) for at, id_ in enumerate(ordered, start=1)}
        return replace(ranking, scores=scores)

    def fused(
        self,
        query: Query,
        *,
        k: int,
        scope: Scope | None = None,
        meaning_depth: int | None = None,
    ) -> Ranking:
        """Return more than k chunks, where there are so many, by rank fusion or as reranked.

        Neither the learnt order nor places count yet. `meaning_depth` bounds what the search by
        meaning gives.
        """
        depth = max(k, DEPTH)
        rankings = self.rankings(query, depth=depth, scope=scope, meaning_depth=meaning_depth)
        fused = fuse(rankings, weights=WEIGHTS[self._indexes.vector_unit], k=K_OF_TWO)
        if self._reranker is not None:
            fused = self._reranked(self._reranker, query, fused, rankings)
        # Only where a place is asked for can a later passage come to the front.
        return Ranking(dict(fused if query.regions else fused[: k + SPARE]), rankings)

    def passages(self, ranking: Ranking, ids: Sequence[str]) -> list[Passage]:
        """Return the passages of a ranking with these ids, in their order, ranked from 1."""
        places = {name: _places(found) for name, found in ranking.rankings.items()}
        chunks = self._store.chunks(ids)
        known = self._documents.of(
            (chunk.document_id for chunk in chunks), version=self._indexes.version
        )
        found: list[Passage] = []
        for chunk in chunks:
            metadata = known.get(chunk.document_id)
            if metadata is None:  # removed since it was indexed
                continue
            ranks = {name: at[chunk.id] for name, at in places.items() if chunk.id in at}
            rank = len(found) + 1
            found.append(Passage(chunk, metadata, ranking.scores[chunk.id], rank, ranks))
        return found

    def understood(self, question: str, segmenter: Segmenter) -> Query:
        """Return a question as it is searched for, its slips mended."""
        return understand(question, segmenter, correct=self._corrector.corrections)

    def similarities(
        self,
        question: str,
        sentences: Sequence[str],
        *,
        max_embedded: int = MAX_EMBEDDED_NOW,
    ) -> list[Nearness] | None:
        """Return how near the question is to each sentence, in their order.

        None under the same rule as for searching: too few vectors, or no answer from the embedder.
        What happens to sentences without a vector, `sentence_similarities` says.
        """
        embedder = self._indexes.embedder
        if embedder is None or not self._indexes.has_enough_vectors:
            return None
        try:
            return sentence_similarities(
                embedder, question_text(question), sentences, max_embedded=max_embedded
            )
        except EmbeddingUnavailable as error:
            logger.warning("sentences judged by words only", extra={"reason": str(error)})
            return None

    def rankings(
        self,
        query: Query,
        *,
        depth: int,
        scope: Scope | None = None,
        meaning_depth: int | None = None,
    ) -> dict[str, list[str]]:
        """Return chunk ids, best first, by the name of each search that could be asked.

        Each gives at most `depth`, the one by meaning at most `meaning_depth` where that is given.
        """
        keyword, vector = self._indexes.keyword, self._indexes.vector
        found: dict[str, list[str]] = {}
        if keyword is not None:
            hits = self._indexes.rank_words(query.weighted_words, k=depth, scope=scope)
            found["keyword"] = [id_ for id_, _ in hits]
            if named := self._in_named(keyword, query, depth=depth, scope=scope):
                found["named"] = named
        if vector is not None and self._indexes.has_enough_vectors:
            try:
                near = vector.rank(query.text, k=meaning_depth or depth, scope=scope)
                found["vector"] = [id_ for id_, _ in near]
            except (EmbeddingUnavailable, IndexUnavailable) as error:
                logger.warning("searched by words only", extra={"reason": str(error)})
        return found

    def _placed(self, ranking: Ranking, query: Query) -> list[Passage]:
        """Return the passages of a ranking in the order that is learnt, of places, and read."""
        passages = self.passages(ranking, list(ranking.scores))
        is_learnt = self._may_be_ordered(passages)
        if is_learnt:
            passages = self._in_learnt_order(passages, query)
        if query.regions:
            passages = nearer_first(passages, query.regions)
        if is_learnt:
            passages = self._read(passages, query)
        if query.regions:
            passages = in_turn(passages, query.regions)
        return [
            each if each.rank == rank else replace(each, rank=rank)
            for rank, each in enumerate(passages, start=1)
        ]

    @property
    def _has_learnt_order(self) -> bool:
        """Whether the learnt order may apply: it was learnt from sentences with vectors."""
        indexes = self._indexes
        return indexes.vector_unit == "sentence" and indexes.has_enough_vectors

    def _may_be_ordered(self, passages: Sequence[Passage]) -> bool:
        """Whether the learnt order applies: not without meaning, nor where a reranker ordered."""
        is_of_meaning = any("vector" in each.ranks for each in passages)
        is_reranked = any("rerank" in each.ranks for each in passages)
        return self._has_learnt_order and is_of_meaning and not is_reranked

    def _in_learnt_order(self, passages: list[Passage], query: Query) -> list[Passage]:
        """Put passages in the learnt order, scored by their place in it."""
        keyword = self._indexes.keyword
        if keyword is None:
            return passages
        rarity = rarity_among(keyword.chunk_count(), keyword.document_frequency)
        first, rest = passages[:ORDER_DEPTH], passages[ORDER_DEPTH:]
        ordered = [*learnt_order(first, query, rarity), *rest]
        return [replace(one, score=1 / (K_OF_TWO + at)) for at, one in enumerate(ordered, start=1)]

    def _read(self, passages: list[Passage], query: Query) -> list[Passage]:
        """Put the first passages in the order that reading them gives; a look-up asks nothing."""
        keyword, reader = self._indexes.keyword, self._reader
        if reader is None or keyword is None or is_lookup(query.text, keyword.segmenter):
            return passages
        return closely_ordered(passages, query.text, reader, similarities=self._near_at_hand)

    def _near_at_hand(self, question: str, sentences: Sequence[str]) -> list[Nearness] | None:
        return self.similarities(question, sentences, max_embedded=0)

    def _in_named(
        self, keyword: KeywordIndex, query: Query, *, depth: int, scope: Scope | None
    ) -> list[str]:
        """Rank within the laws that the question names, by what it says besides their names."""
        works = self._documents.works_at(self._indexes.version)
        named = works.named_in(query.text, query.words)
        ids = [id_ for work in named for id_ in work.document_ids]
        titles = " ".join(work.title for work in named)
        words = [one for one in query.weighted_words if one.word not in titles]
        if not 0 < len(ids) <= MAX_NAMED:
            return []
        hits = keyword.rank_words(words, k=depth, scope=scope, document_ids=ids)
        return [id_ for id_, _ in hits]

    def _reranked(
        self,
        reranker: Reranker,
        query: Query,
        fused: list[tuple[str, float]],
        rankings: dict[str, list[str]],
    ) -> list[tuple[str, float]]:
        """Put the first in the reranker's order, which is noted among the rankings."""
        first = self._store.chunks([id_ for id_, _ in fused[:RERANK_DEPTH]])
        order = reranked(reranker, query.text, {chunk.id: chunk.text for chunk in first})
        if not order:
            return fused
        rankings["rerank"] = order
        return fuse({"rerank": [*order, *(id_ for id_, _ in fused)]}, k=K_OF_TWO)


def _places(ids: Sequence[str]) -> dict[str, int]:
    return {id_: rank for rank, id_ in enumerate(ids, start=1)}
