"""BM25 over words, on disk: weighted words in, chunk ids with scores out.

A document's chunks are replaced or removed in one commit: a reader sees all or nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy

from retrieval.errors import IndexUnavailable
from retrieval.keyword_index.counting import Matches, count_matches
from retrieval.keyword_index.queries import (
    all_in,
    any_word,
    holding,
    must,
    should,
    stored_id,
    with_ids,
    with_scope,
)
from retrieval.keyword_index.schema import index_schema
from retrieval.keyword_index.writer import KeywordWriter
from retrieval.needs import Need, most_of
from retrieval.passage import Scope
from retrieval.query import WeightedWord
from retrieval.words.segmentation import Segmenter

WRITER_HEAP_BYTES = 64_000_000  # tantivy asks for at least 15 MB a thread


class KeywordIndex:
    """The chunks of all documents by their words. `create` or `open` one in a folder."""

    def __init__(self, index: tantivy.Index, segmenter: Segmenter) -> None:
        self._index = index
        self._segmenter = segmenter

    @classmethod
    def create(cls, folder: Path, segmenter: Segmenter) -> "KeywordIndex":
        """Make an empty index in an empty folder."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(tantivy.Index(index_schema(), path=str(folder)), segmenter)

    @classmethod
    def in_memory(cls, segmenter: Segmenter) -> "KeywordIndex":
        """Make an empty index that leaves nothing behind."""
        return cls(tantivy.Index(index_schema()), segmenter)

    @classmethod
    def open(cls, folder: Path, segmenter: Segmenter) -> "KeywordIndex":
        """Open the index of a folder; the segmenter must have the terms it was built with."""
        try:
            return cls(tantivy.Index.open(str(folder)), segmenter)
        except ValueError as error:
            raise IndexUnavailable(f"关键词索引 {folder.name!r} 打不开：{error}") from error

    @property
    def segmenter(self) -> Segmenter:
        """The segmenter that cuts what is indexed and what is asked."""
        return self._segmenter

    def reload(self) -> None:
        """See what another process has committed."""
        self._index.reload()

    def chunk_count(self) -> int:
        """Return how many chunks can be found."""
        return self._index.searcher().num_docs

    def document_frequency(self, word: str) -> int:
        """Return how many chunks hold a word in their text."""
        return self._index.searcher().doc_freq("text", word)

    @contextmanager
    def writing(self) -> Iterator["KeywordWriter"]:
        """Open a writer; what it did becomes visible together when the block ends without error."""
        try:
            # One thread: segments, and with them the order of equal scores, stay the same.
            writer = self._index.writer(WRITER_HEAP_BYTES, num_threads=1)
        except ValueError as error:
            raise IndexUnavailable("另一个进程正在写关键词索引，请稍后再试。") from error
        try:
            yield KeywordWriter(writer, self._segmenter)
        except BaseException:
            writer.rollback()
            raise
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def rank(self, question: str, *, k: int, scope: Scope | None = None) -> list[tuple[str, float]]:
        """Return at most k `(chunk id, score)`, best first, for all words of a question."""
        words = dict.fromkeys(self._segmenter.search_words(question))
        return self.rank_words([WeightedWord(word, 1.0) for word in words], k=k, scope=scope)

    def rank_words(
        self,
        words: Sequence[WeightedWord],
        *,
        k: int,
        scope: Scope | None = None,
        document_ids: Sequence[str] | None = None,
    ) -> list[tuple[str, float]]:
        """Return at most k `(chunk id, score)`, best first; equal scores by chunk id.

        With `document_ids` only chunks of these documents are looked at.
        """
        if not words or k < 1:
            return []
        searcher, schema = self._index.searcher(), self._index.schema
        query = with_scope(any_word(schema, words), schema, scope)
        if document_ids is not None:
            of_them = tantivy.Query.term_set_query(schema, "document", list(document_ids))
            query = must([query, tantivy.Query.const_score_query(of_them, 0.0)])
        hits = searcher.search(query, limit=k, count=False).hits
        found = [(stored_id(searcher, address), score) for score, address in hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def holding_all(self, words: Sequence[str], *, k: int) -> list[str]:
        """Return at most k ids of chunks whose text holds every word, best first."""
        searcher = self._index.searcher()
        query = all_in(self._index.schema, words, ("text",))
        hits = searcher.search(query, limit=k, count=False).hits
        return [stored_id(searcher, address) for _, address in hits]

    def matches(
        self,
        needs: Sequence[Need] = (),
        *,
        scope: Scope | None = None,
        also: Iterable[str] = (),
    ) -> Matches:
        """Count the chunks in scope that hold most of the needs, or have one of the ids `also`.

        Without needs and ids, all chunks in scope are counted.
        """
        schema, ids = self._index.schema, list(also)
        parts = [holding(schema, needs, most_of(needs))] if needs else []
        if ids:
            parts.append(with_ids(schema, ids))
        query = should(parts) if parts else tantivy.Query.all_query()
        return count_matches(self._index.searcher(), schema, with_scope(query, schema, scope))

    def holding(
        self, needs: Sequence[Need], chunk_ids: Sequence[str], *, least: int
    ) -> frozenset[str]:
        """Return which of the chunks hold needs of at least this weight together."""
        if not needs or not chunk_ids:
            return frozenset()
        schema, searcher = self._index.schema, self._index.searcher()
        query = must([holding(schema, needs, least), with_ids(schema, chunk_ids)])
        hits = searcher.search(query, limit=len(chunk_ids), count=False).hits
        return frozenset(stored_id(searcher, address) for _, address in hits)
