"""BM25 over words, on disk: weighted words in, chunk ids with scores out; the only tantivy import.

Words reach the engine as terms, never through its query language, so that no question can be read
as syntax. A document's chunks are replaced or removed in one commit: a reader sees all or nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy
from tantivy import FieldType, Occur

from corpus import Chunk, Metadata, Validity
from retrieval.errors import IndexUnavailable
from retrieval.filters import NUMBERS, HasLabel, InRange, conditions, traits
from retrieval.needs import Need, most_of
from retrieval.passage import Scope
from retrieval.query import WeightedWord
from retrieval.segmentation import Segmenter

KEYWORD_SCHEMA_VERSION = 1

# Found beside the text's 1.0. A section names what its text is about; a title is the same for all
# chunks of a document and only tells documents apart.
FIELD_BOOSTS = {"text": 1.0, "section": 0.5, "title": 0.3}
OWN_FIELDS = ("text", "section")

FACETS = ("region", "issuer", "kind")
MAX_FACET_VALUES = 200
MAX_DAYS = 10_000
WRITER_HEAP_BYTES = 64_000_000  # tantivy asks for at least 15 MB a thread


@dataclass(frozen=True, slots=True)
class Matches:
    """How many chunks match, and how many of them under each value of each facet."""

    total: int
    facets: dict[str, dict[str, int]]


class KeywordIndex:
    """The chunks of all documents by their words. `create` or `open` one in a folder."""

    def __init__(self, index: tantivy.Index, segmenter: Segmenter) -> None:
        self._index = index
        self._segmenter = segmenter

    @classmethod
    def create(cls, folder: Path, segmenter: Segmenter) -> "KeywordIndex":
        """Make an empty index in an empty folder."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(tantivy.Index(_schema(), path=str(folder)), segmenter)

    @classmethod
    def in_memory(cls, segmenter: Segmenter) -> "KeywordIndex":
        """Make an empty index that leaves nothing behind."""
        return cls(tantivy.Index(_schema()), segmenter)

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
        query = _with_scope(_any_word(schema, words), schema, scope)
        if document_ids is not None:
            of_them = tantivy.Query.term_set_query(schema, "document", list(document_ids))
            query = _must([query, tantivy.Query.const_score_query(of_them, 0.0)])
        hits = searcher.search(query, limit=k, count=False).hits
        found = [(_stored_id(searcher, address), score) for score, address in hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def holding_all(self, words: Sequence[str], *, k: int) -> list[str]:
        """Return at most k ids of chunks whose text holds every word, best first."""
        searcher = self._index.searcher()
        query = _all_in(self._index.schema, words, ("text",))
        hits = searcher.search(query, limit=k, count=False).hits
        return [_stored_id(searcher, address) for _, address in hits]

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
        parts = [_holding(schema, needs, most_of(needs))] if needs else []
        if ids:
            parts.append(_with_ids(schema, ids))
        query = _should(parts) if parts else tantivy.Query.all_query()
        return self._count(_with_scope(query, schema, scope))

    def holding(
        self, needs: Sequence[Need], chunk_ids: Sequence[str], *, least: int
    ) -> frozenset[str]:
        """Return which of the chunks hold needs of at least this weight together."""
        if not needs or not chunk_ids:
            return frozenset()
        schema, searcher = self._index.schema, self._index.searcher()
        query = _must([_holding(schema, needs, least), _with_ids(schema, chunk_ids)])
        hits = searcher.search(query, limit=len(chunk_ids), count=False).hits
        return frozenset(_stored_id(searcher, address) for _, address in hits)

    def _count(self, query: tantivy.Query) -> Matches:
        searcher = self._index.searcher()
        # tantivy's type stub forgets `count`.
        total = searcher.search(query, limit=1, count=True).count  # type: ignore[attr-defined]
        request = {
            name: {"terms": {"field": f"facet_{name}", "size": MAX_FACET_VALUES}} for name in FACETS
        }
        counted = searcher.aggregate(query, request)
        facets = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
            for name in FACETS
        }
        facets["year"] = self._years(searcher, query)
        facets["validity"] = self._validities(searcher, query)
        return Matches(total, facets)

    def _years(self, searcher: tantivy.Searcher, query: tantivy.Query) -> dict[str, int]:
        """Count by the year of publication, the latest first; what has no date is not counted."""
        request = {"day": {"terms": {"field": "published", "size": MAX_DAYS}}}
        years: Counter[int] = Counter()
        for bucket in searcher.aggregate(query, request)["day"]["buckets"]:
            if bucket["key"]:
                years[int(bucket["key"]) // 10_000] += bucket["doc_count"]
        return {str(year): years[year] for year in sorted(years, reverse=True)}

    def _validities(self, searcher: tantivy.Searcher, query: tantivy.Query) -> dict[str, int]:
        """Count by validity today, the most frequent first."""
        counts: Counter[str] = Counter()
        for validity in Validity:
            those = _with_scope(query, self._index.schema, Scope(validity=validity.value))
            # tantivy's type stub forgets `count`.
            counts[validity.value] = searcher.search(those, limit=1, count=True).count  # type: ignore[attr-defined]
        return {name: count for name, count in counts.most_common() if count}


class KeywordWriter:
    """Removes and adds the chunks of whole documents."""

    def __init__(self, writer: tantivy.IndexWriter, segmenter: Segmenter) -> None:
        self._writer = writer
        self._segmenter = segmenter

    def remove(self, document_id: str) -> None:
        """Remove all chunks of a document; nothing happens if there are none."""
        self._writer.delete_documents_by_term("document", document_id)

    def add(self, chunk: Chunk, metadata: Metadata) -> None:
        """Add a chunk of a document."""
        entry = tantivy.Document()
        entry.add_text("id", chunk.id)
        entry.add_text("document", chunk.document_id)
        for name, text in indexed_texts(chunk, metadata).items():
            entry.add_text(name, " ".join(self._segmenter.search_words(text)))
        for name, values in _labels(chunk, metadata).items():
            for value in values:
                entry.add_text(name, value)
        trait = traits(chunk, metadata)
        for name in NUMBERS:
            entry.add_unsigned(name, getattr(trait, name))
        self._writer.add_document(entry)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    for name in FIELD_BOOSTS:
        # Positions are left out: the shorter words inside a word would make them meaningless.
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
        builder.add_text_field(
            f"facet_{name}", tokenizer_name="raw", index_option="basic", fast=True
        )
    for name in NUMBERS:
        builder.add_unsigned_field(name, indexed=True, fast=True)
    return builder.build()


def indexed_texts(chunk: Chunk, metadata: Metadata) -> dict[str, str]:
    """Return the texts of a chunk that words are searched in, by field."""
    section = " ".join((*chunk.section, chunk.issuer or "", chunk.context or ""))
    return {"text": chunk.text, "section": section, "title": metadata.title}


def _labels(chunk: Chunk, metadata: Metadata) -> dict[str, tuple[str, ...]]:
    """Return filter labels and facet values: a facet counts a region itself, not those above."""
    trait = traits(chunk, metadata)
    issuer = (trait.issuer,) if trait.issuer else ()
    kind = (trait.kind,) if trait.kind else ()
    return {
        "region": trait.regions,
        "issuer": issuer,
        "kind": kind,
        "facet_region": trait.regions[:1],
        "facet_issuer": issuer,
        "facet_kind": kind,
    }


def _any_word(schema: tantivy.Schema, words: Sequence[WeightedWord]) -> tantivy.Query:
    return _should(
        [
            tantivy.Query.boost_query(
                tantivy.Query.term_query(schema, name, weighted.word, "freq"),
                weighted.weight * boost,
            )
            for weighted in words
            for name, boost in FIELD_BOOSTS.items()
        ]
    )


def _holding(schema: tantivy.Schema, needs: Sequence[Need], least: int) -> tantivy.Query:
    """Match what holds needs of at least this weight, one of them outside its document's title.

    A need stands as often in the query as it weighs.
    """
    held = [clause for need in needs for clause in [_held(schema, need)] * need.weight]
    own = [_all_in(schema, words, OWN_FIELDS) for need in needs for words in need.alternatives]
    enough = tantivy.Query.boolean_query(
        [(Occur.Should, clause) for clause in held], minimum_number_should_match=least
    )
    return _must([enough, _should(own)])


def _held(schema: tantivy.Schema, need: Need) -> tantivy.Query:
    ways = [_all_in(schema, words, tuple(FIELD_BOOSTS)) for words in need.alternatives]
    if need.region:
        ways.append(_filter(schema, HasLabel("region", need.region)))
    return _should(ways)


def _all_in(schema: tantivy.Schema, words: Sequence[str], fields: Sequence[str]) -> tantivy.Query:
    """Match what holds every word, each in any of the fields."""
    return _must(
        [
            _should([tantivy.Query.term_query(schema, name, word, "freq") for name in fields])
            for word in words
        ]
    )


def _with_ids(schema: tantivy.Schema, ids: Sequence[str]) -> tantivy.Query:
    return tantivy.Query.term_set_query(schema, "id", list(ids))


def _should(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Should, query) for query in queries])


def _must(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Occur.Must, query) for query in queries])


def _with_scope(query: tantivy.Query, schema: tantivy.Schema, scope: Scope | None) -> tantivy.Query:
    filters = [_filter(schema, condition) for condition in conditions(scope)]
    return _must([query, *filters]) if filters else query


def _filter(schema: tantivy.Schema, condition: HasLabel | InRange) -> tantivy.Query:
    match condition:
        case HasLabel(name, value):
            query = tantivy.Query.term_query(schema, name, value, "basic")
        case InRange(name, low, high):
            query = tantivy.Query.range_query(schema, name, FieldType.Unsigned, low, high)
    return tantivy.Query.const_score_query(query, 0.0)


def _stored_id(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    return str(searcher.doc(address)["id"][0])
