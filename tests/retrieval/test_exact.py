"""Phrases in quotation marks and document numbers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from corpus import Chunk, DocumentRecord, Metadata, OffsetMap, Span
from retrieval import Passage, Scope, SearchHit, SearchResult
from retrieval.exact import NO_PHRASE, NO_PHRASE_BUT, ExactSearcher, document_number, quoted

DAY = date(2022, 9, 19)
METADATA = Metadata(
    "通知", issuer="省政府", region="河南省", published=DAY, kind="通知", doc_no="豫政〔2022〕12号"
)


def _chunk(id_: str, text: str) -> Chunk:
    return Chunk(id_, id_[0], 0, text, Span(0, len(text)), OffsetMap(()))


CHUNKS = (
    _chunk("a1", "办理简易注销登记"),
    _chunk("b1", "注销简易"),
    _chunk("c1", "按豫政[2022]12号办"),
)


RECORDS = [DocumentRecord("d", "", METADATA, 1, 2, "1")]


class _Words:
    def search(
        self,
        text: str,
        *,
        scope: Scope | None = None,
        limit: int = 20,
        offset: int = 0,
        each_fact_once: bool = True,  # noqa: ARG002 - no chunk here restates another
    ) -> SearchResult:
        assert text
        assert scope is None
        hits = tuple(
            SearchHit(Passage(chunk, replace(METADATA, doc_no=None), 1.0, rank), ((0, 1),))
            for rank, chunk in enumerate(CHUNKS, start=1)
        )
        return SearchResult(len(hits), hits[offset : offset + limit], {})


class _Store:
    def records_of(self, ids: Sequence[str], /) -> list[DocumentRecord]:
        return [record for record in RECORDS if record.id in ids]

    def numbered(self, number: str, /) -> list[DocumentRecord]:
        return [record for record in RECORDS if record.metadata.doc_no == number]

    def chunks_of(self, document_id: str, /) -> list[Chunk]:
        return [_chunk(f"{document_id}1", "开头")]

    def chunks_with(self, text: str, /, *, limit: int) -> list[Chunk]:
        everywhere = [*CHUNKS, _chunk("d9", "企业（个体）简易注销登记")]
        return [chunk for chunk in everywhere if text in chunk.text][:limit]


@pytest.fixture
def searcher() -> ExactSearcher:
    return ExactSearcher(_Words(), _Store(), phrases=_Store(), today=lambda: DAY)


@pytest.mark.parametrize("text", ["“简易注销”", '公司 "简易注销"', "「简易注销」怎么办"])
def test_phrase_in_quotation_marks_is_held_to_the_letter(
    searcher: ExactSearcher, text: str
) -> None:
    result = searcher.search(text)

    assert [hit.passage.chunk.id for hit in result.hits] == ["a1", "d9"]
    assert result.hits[0].highlights == ((2, 6),)
    assert result.facets["year"] == {"2022": 2}


@pytest.mark.parametrize("text", ["“(个体)简易”", "“（个体）简易”"])
def test_phrase_is_found_where_the_search_by_words_does_not_reach(
    searcher: ExactSearcher, text: str
) -> None:
    result = searcher.search(text)

    assert [(hit.passage.chunk.id, hit.highlights) for hit in result.hits] == [("d9", ((2, 8),))]


def test_document_number_finds_its_document_first_then_what_mentions_it(
    searcher: ExactSearcher,
) -> None:
    result = searcher.search("豫政（2022）12号")

    assert [hit.passage.chunk.id for hit in result.hits] == ["d1", "c1"]
    assert [hit.passage.rank for hit in result.hits] == [1, 2]


def test_phrase_that_stands_nowhere_is_told(searcher: ExactSearcher) -> None:
    result = searcher.search("“一网通办”")

    assert (result.total, result.hits) == (0, ())
    assert result.note is not None
    assert "引号" in result.note


def test_question_that_quotes_what_no_text_writes_is_searched_by_words(
    searcher: ExactSearcher,
) -> None:
    result = searcher.search("注销写的是“一网通办”还是“一次办好”")

    assert result.total == len(CHUNKS)
    assert result.note is not None
    assert result.note.startswith(NO_PHRASE_BUT)


def test_phrases_joined_by_a_word_are_still_held_to_the_letter(searcher: ExactSearcher) -> None:
    assert searcher.search("“一网通办”和“一次办好”").note == NO_PHRASE


def test_other_texts_are_searched_by_words(searcher: ExactSearcher) -> None:
    assert searcher.search("简易注销").total == len(CHUNKS)


@pytest.mark.parametrize(("text", "phrases"), [("“ ”", ()), ('"', ()), ("“Ａ”与“B”", ("a", "b"))])
def test_quoted_phrases_are_folded(text: str, phrases: tuple[str, ...]) -> None:
    assert quoted(text) == phrases


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("国发〔2020〕 5 号", "国发〔2020〕5号"),
        ("国办发[2019]39号", "国办发〔2019〕39号"),
        ("2020年5号", None),
        ("国发〔2020〕5号怎么说", None),
    ],
)
def test_document_number_is_known_by_its_form(text: str, number: str | None) -> None:
    assert document_number(text) == number
