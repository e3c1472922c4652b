"""Search over a few chunks that are given, in memory: what stands in for the indexes.

Reading is judged apart from retrieval with it. Words are ranked by the same BM25 as in the index,
meaning by the same sentence vectors. How rare a word is tells jieba's dictionary together with the
chunks: a handful of passages cannot tell a rare word from a common one.
"""

import logging
import math
from collections.abc import Sequence

from corpus import Chunk, Metadata
from retrieval.contracts import Nearness, Vectors
from retrieval.errors import EmbeddingUnavailable
from retrieval.fusion import K_OF_TWO, fuse
from retrieval.keyword_index import KeywordIndex
from retrieval.passage import Passage, Scope
from retrieval.query import colloquial_phrases, question_text, understand
from retrieval.vectors.sentence_similarity import (
    MAX_EMBEDDED_NOW,
    RememberingEmbedder,
    sentence_similarities,
)
from retrieval.vectors.sentence_texts import sentence_texts
from retrieval.words.segmentation import Segmenter, fold
from retrieval.words.spelling import corrections, mended

logger = logging.getLogger(__name__)

# The dictionary's frequencies are told as if they were counted in so many chunks of about so many
# words: the size of the bundled corpus, by which the weights of evidence were learnt.
GENERAL_CHUNKS = 700
WORDS_A_CHUNK = 180


class GivenPassages:
    """Finds passages among those given, and knows their words."""

    def __init__(
        self,
        given: Sequence[tuple[Chunk, Metadata]],
        *,
        segmenter: Segmenter,
        embedder: RememberingEmbedder | None,
    ) -> None:
        """Take the chunks with the metadata of their documents; no embedder: words alone."""
        self._given = {chunk.id: (chunk, metadata) for chunk, metadata in given}
        self._embedder = embedder
        self._left_to_embed = MAX_EMBEDDED_NOW
        self._keyword = KeywordIndex.in_memory(segmenter)
        with self._keyword.writing() as writer:
            for chunk, metadata in given:
                writer.add(chunk, metadata)

    def retrieve(self, question: str, *, k: int = 20, scope: Scope | None = None) -> list[Passage]:
        """Return at most k passages, best first; those without a word of the question come last."""
        query = understand(question, self._keyword.segmenter)
        hits = self._keyword.rank_words(query.weighted_words, k=len(self._given), scope=scope)
        rankings = {"keyword": [id_ for id_, _ in hits]}
        nearest = self._by_meaning(question) if scope is None else None
        if nearest is not None:
            rankings["vector"] = nearest
        scores = dict(fuse(rankings, k=K_OF_TWO))
        if scope is None:
            scores |= dict.fromkeys((id_ for id_ in self._given if id_ not in scores), 0.0)
        ranks = {name: {id_: at for at, id_ in enumerate(ids, 1)} for name, ids in rankings.items()}
        return [
            Passage(
                *self._given[id_],
                score=scores[id_],
                rank=rank,
                ranks={name: at[id_] for name, at in ranks.items() if id_ in at},
            )
            for rank, id_ in enumerate(list(scores)[:k], start=1)
        ]

    def similarities(self, question: str, sentences: Sequence[str]) -> list[Nearness] | None:
        """Return how near the question is to each sentence, in their order; None without vectors.

        Over all questions asked of these passages, no more pieces are embedded than while an asker
        waits: what a line of thousands may cost is bounded.
        """
        if self._embedder is None:
            return None
        counting = _Counting(self._embedder)
        try:
            found = sentence_similarities(
                counting, question_text(question), sentences, max_embedded=self._left_to_embed
            )
        except EmbeddingUnavailable as error:
            logger.warning("sentences judged by words only", extra={"reason": str(error)})
            return None
        self._left_to_embed -= counting.embedded
        return found

    def words(self, text: str) -> list[str]:
        """Return the words of a text, in order, none inside another."""
        return self._keyword.segmenter.words(text)

    def corrected(self, text: str) -> str:
        """Return a question with its slips mended by the words of the passages."""
        known = _GivenWords(self._keyword, [fold(chunk.text) for chunk, _ in self._given.values()])
        return mended(text, corrections(text, known, kept=colloquial_phrases(text)))

    def stand_together(self, words: Sequence[str]) -> bool:
        """Return whether any passage holds all of these words."""
        return bool(self._keyword.holding_all(words, k=1))

    def document_frequency(self, word: str) -> int:
        """Return in how many chunks a word stands: of those given and of ordinary text."""
        share = self._keyword.segmenter.general_share(word)
        general = GENERAL_CHUNKS * -math.expm1(-share * WORDS_A_CHUNK)
        return self._keyword.document_frequency(word) + round(general)

    @property
    def chunk_count(self) -> int:
        """How many chunks there are: those given and of ordinary text."""
        return len(self._given) + GENERAL_CHUNKS

    def issuers(self) -> list[str]:
        """Return who issued what is given."""
        return list(self._keyword.matches().facets["issuer"])

    def _by_meaning(self, question: str) -> list[str] | None:
        """Rank the chunks by their nearest sentence."""
        texts = {id_: sentence_texts(chunk) for id_, (chunk, _) in self._given.items()}
        every = [text for of_chunk in texts.values() for text in of_chunk]
        found = self.similarities(question, every)
        if found is None:
            return None
        near = dict(zip(every, (one.nearest for one in found), strict=True))
        return sorted(texts, key=lambda id_: -max(map(near.__getitem__, texts[id_]), default=0.0))


class _GivenWords:
    """The words of a few passages, as if they stood among many others."""

    def __init__(self, keyword: KeywordIndex, texts: Sequence[str]) -> None:
        self.segmenter = keyword.segmenter
        self.document_frequency = keyword.document_frequency
        self._texts = texts

    def chunk_count(self) -> int:
        """Return how many chunks there are: those given and of ordinary text."""
        return len(self._texts) + GENERAL_CHUNKS

    def is_written(self, words: Sequence[str]) -> bool:
        """Tell whether these words stand side by side in a passage."""
        return any("".join(words) in text for text in self._texts)


class _Counting:
    """An embedder that counts what it has to embed."""

    def __init__(self, embedder: RememberingEmbedder) -> None:
        self.embedded = 0
        self.known_passages = embedder.known_passages
        self.embed_question = embedder.embed_question
        self._embed = embedder.embed_passages

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed the texts and count them."""
        self.embedded += len(texts)
        return self._embed(texts)
