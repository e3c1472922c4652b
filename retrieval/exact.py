"""What is looked up to the letter: “phrases” in quotation marks and document numbers (文号).

A search text in, a page of hits out that hold each phrase or are of the document named. Everything
else is searched by words and meaning as ever, and so is a question whose phrases no text holds.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from corpus import Chunk, DocumentRecord
from corpus.metadata.document_numbers import CLOSING, OPENING, brackets_alike, number_alike
from retrieval.filters import is_in_scope
from retrieval.highlights import Range, highlights
from retrieval.passage import Passage, Scope
from retrieval.search import MAX_DEPTH, SearchHit, SearchResult
from retrieval.words.segmentation import fold

NO_PHRASE = "没有原文一字不差地含有引号里的词，请去掉引号再试。"
NO_PHRASE_BUT = "没有原文一字不差地含有引号里的词，以下不按引号查找。"
MANY = "一字不差的原文很多，只列出前 {count} 条，请再加词或筛选。"
NO_NUMBER = "没有找到文号是“{number}”的文件，也没有原文提到它。"

_QUOTED = re.compile(r"[“\"「]([^“”\"「」]*[^“”\"「」\s][^“”\"「」]*)[”\"」]")
# Written the same way in texts and in folded phrases, which punctuation is not.
_STABLE = re.compile(r"[\u4e00-\u9fff]+")
_ASKS = 4  # Chinese characters beside phrases, from which on they are a question: 是哪五个
_STABLE_ASCII = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(
    rf"[\u4e00-\u9fff]{{1,12}}\s*{OPENING}\s*(?:19|20)\d\d\s*{CLOSING}\s*第?\s*\d{{1,5}}\s*号"
)


class _Searcher(Protocol):
    def search(
        self,
        text: str,
        *,
        scope: Scope | None = None,
        limit: int = 20,
        offset: int = 0,
        each_fact_once: bool = True,
    ) -> SearchResult: ...


class _Store(Protocol):
    def records_of(self, ids: Sequence[str], /) -> Sequence[DocumentRecord]: ...

    def numbered(self, number: str, /) -> Sequence[DocumentRecord]: ...

    def chunks_of(self, document_id: str, /) -> Sequence[Chunk]: ...


class _Phrases(Protocol):
    def chunks_with(self, text: str, /, *, limit: int) -> Sequence[Chunk]: ...


class ExactSearcher:
    """Searches by words, and to the letter where the text asks for it."""

    def __init__(
        self,
        searcher: _Searcher,
        store: _Store,
        *,
        phrases: _Phrases,
        today: Callable[[], date],
    ) -> None:
        self._searcher = searcher
        self._store = store
        self._phrases = phrases
        self._today = today

    def search(
        self, text: str, *, scope: Scope | None = None, limit: int = 20, offset: int = 0
    ) -> SearchResult:
        """Return a page of hits."""
        phrases, number = quoted(text), document_number(text)
        if not phrases and number is None:
            return self._searcher.search(text, scope=scope, limit=limit, offset=offset)
        found = self._searcher.search(text, scope=scope, limit=MAX_DEPTH, each_fact_once=False)
        wanted = [*phrases, *([number] if number and not phrases else [])]
        hits = [kept for hit in found.hits if (kept := _holding(hit, wanted))]
        looked_up = self._phrases.chunks_with(_longest_run(wanted), limit=MAX_DEPTH + 1)
        hits += self._others(looked_up, hits, wanted, scope)
        if number and not phrases and (scope is None or scope.is_everything):
            hits = _named_first(self._named(number), hits)
        if not hits and phrases and _asks_beside(text):
            result = self._searcher.search(text, scope=scope, limit=limit, offset=offset)
            if result.total:
                return replace(result, note=f"{NO_PHRASE_BUT}{result.note or ''}")
        if not hits:
            note = NO_PHRASE if phrases else NO_NUMBER.format(number=number)
            return SearchResult(0, (), {}, note)
        ranked = [
            replace(hit, passage=replace(hit.passage, rank=rank))
            for rank, hit in enumerate(hits, start=1)
        ]
        page = tuple(ranked[offset : offset + limit])
        many = MANY.format(count=len(hits)) if len(looked_up) > MAX_DEPTH else None
        return SearchResult(len(hits), page, _facets(hits, self._today()), many)

    def _others(
        self,
        chunks: Sequence[Chunk],
        hits: Sequence[SearchHit],
        wanted: Sequence[str],
        scope: Scope | None,
    ) -> list[SearchHit]:
        """Return what holds the phrases and was not found by words, in the order of the texts."""
        found = {hit.passage.chunk.id for hit in hits}
        others = [chunk for chunk in chunks if chunk.id not in found]
        if not others:
            return []
        records = self._store.records_of(sorted({chunk.document_id for chunk in others}))
        known = {record.id: record.metadata for record in records}
        new = [
            SearchHit(Passage(chunk, known[chunk.document_id], 0.0, 1), ())
            for chunk in others
            if chunk.document_id in known and is_in_scope(chunk, known[chunk.document_id], scope)
        ]
        return [kept for hit in new if (kept := _holding(hit, wanted))]

    def _named(self, number: str) -> Iterable[SearchHit]:
        """Yield the beginning of each document that bears the number."""
        for record in self._store.numbered(number):
            for chunk in self._store.chunks_of(record.id)[:1]:
                yield SearchHit(Passage(chunk, record.metadata, 1.0, 1), ())


def quoted(text: str) -> tuple[str, ...]:
    """Return the phrases in quotation marks, folded."""
    return tuple(fold(match[1].strip()) for match in _QUOTED.finditer(text))


def _asks_beside(text: str) -> bool:
    """Whether a text asks something beside its phrases, which no text may write so."""
    return sum(map(len, _STABLE.findall(fold(_QUOTED.sub("", text))))) >= _ASKS


def document_number(text: str) -> str | None:
    """Return the document number that a text is, its brackets written 〔〕; None for others."""
    match = _NUMBER.fullmatch(text.strip().strip('“”"「」'))
    return number_alike(match[0]) if match else None


def _longest_run(wanted: Sequence[str]) -> str:
    """Return the longest run of characters that stands in a text as it stands in a phrase."""
    runs = [run for phrase in wanted for run in _STABLE.findall(phrase)]
    runs = runs or [run for phrase in wanted for run in _STABLE_ASCII.findall(phrase)]
    return max(runs, key=len, default=wanted[0])


def _holding(hit: SearchHit, wanted: Sequence[str]) -> SearchHit | None:
    """Return a hit with its phrases marked, or None where one of them is missing."""
    marks: set[Range] = set()
    text = brackets_alike(hit.passage.chunk.text)
    for phrase in wanted:
        ranges = highlights(text, [phrase])
        if not ranges:
            return None
        marks.update(ranges)
    return replace(hit, highlights=tuple(sorted(marks)))


def _named_first(named: Iterable[SearchHit], hits: Sequence[SearchHit]) -> list[SearchHit]:
    by_id = {hit.passage.chunk.id: hit for hit in (*hits, *named)}
    first = [hit.passage.chunk.id for hit in by_id.values() if hit not in hits]
    return [by_id[id_] for id_ in dict.fromkeys([*first, *by_id])]


def _facets(hits: Sequence[SearchHit], day: date) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("region", "issuer", "kind", "year", "validity")
    }
    for hit in hits:
        metadata = hit.passage.metadata
        values = {
            "region": metadata.region,
            "issuer": hit.passage.chunk.issuer or metadata.issuer,
            "kind": metadata.kind,
            "year": str(metadata.published.year) if metadata.published else None,
            "validity": metadata.validity_on(day).value,
        }
        for name, value in values.items():
            if value:
                counts[name][value] += 1
    return {name: dict(counter.most_common()) for name, counter in counts.items()}
