"""Every citation is a verified span of the source as it was received."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.answering.citations import CitationMaker
from corpus import (
    Chunk,
    Document,
    Level,
    Metadata,
    OffsetMap,
    Span,
    Validity,
    folded,
    normalize,
    split_units,
)
from retrieval import Passage

DAY = date(2022, 9, 20)


def maker(documents: dict[str, Document]) -> CitationMaker:
    return CitationMaker(documents.get, today=lambda: DAY)


def test_sentences_of_the_bundled_documents_are_cited_word_for_word(
    passages: list[Passage], documents: dict[str, Document]
) -> None:
    cite = maker(documents).cite
    n_sentences, interrupted = 0, []
    for passage in passages:
        text = passage.chunk.text
        source = documents[passage.chunk.document_id].source_text
        for unit in split_units(text):
            n_sentences += 1
            citation = cite(passage, unit.start, unit.end, index=1)
            assert citation is not None
            assert citation.quote == source[citation.start : citation.end]
            if folded(normalize(citation.quote).text) != folded(text[unit.start : unit.end]):
                interrupted.append(citation.quote)
    assert n_sentences > 1000
    # The captions of two photographs stand in the middle of this one: its quote holds them.
    assert [quote[:20] for quote in interrupted] == ["8家企业入选“2021河南民营企业100"]


@given(data=st.data())
def test_any_range_that_is_cited_is_borne_by_the_source(
    data: st.DataObject, passages: list[Passage], documents: dict[str, Document]
) -> None:
    passage = data.draw(st.sampled_from(passages))
    text = passage.chunk.text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    citation = maker(documents).cite(passage, start, end, index=1)
    if citation is not None:
        source = documents[passage.chunk.document_id].source_text
        assert citation.quote == source[citation.start : citation.end] != ""
        quoted = iter(folded(normalize(citation.quote).text))
        assert all(char in quoted for char in folded(text[start:end]))


@given(which=st.integers(0, 10_000), nth=st.integers(0, 100), shift=st.integers(1, 9))
def test_map_of_offsets_that_is_off_by_some_cites_nothing(
    which: int, nth: int, shift: int, passages: list[Passage], documents: dict[str, Document]
) -> None:
    passage = passages[which % len(passages)]
    units = split_units(passage.chunk.text)
    unit = units[nth % len(units)]
    moved = tuple(
        (clean, source + shift, length) for clean, source, length in passage.chunk.offsets.runs
    )
    corrupted = replace(passage, chunk=replace(passage.chunk, offsets=OffsetMap(moved)))
    citation = maker(documents).cite(corrupted, unit.start, unit.end, index=1)
    sentence = folded(passage.chunk.text[unit.start : unit.end])
    # A shift within repeated characters or white space may still quote the very sentence.
    assert citation is None or sentence in folded(normalize(citation.quote).text)


def small(source: str, text: str, *runs: tuple[int, int, int]) -> tuple[Passage, Document]:
    """A document of one chunk with a map of offsets made by hand."""
    metadata = Metadata(
        "简报", "鹤壁市人民政府", "鹤壁市", Level.CITY, date(2021, 8, 27), kind="简报"
    )
    chunk = Chunk("a-0", "a", 0, text, Span(0, len(source)), OffsetMap(runs), ("一、做法",))
    return Passage(chunk, metadata, 1.0, 1), Document("a", "0" * 64, source, metadata)


def test_quote_is_the_source_as_received_with_its_marks() -> None:
    passage, document = small("共**67** 种。", "共67种。", (0, 0, 1), (1, 3, 2), (3, 8, 2))
    citation = maker({"a": document}).cite(passage, 0, 5, index=4)
    assert citation is not None
    assert (citation.index, citation.quote) == (4, "共**67** 种。")
    assert (citation.start, citation.end, citation.href) == (0, 10, "/documents/a#s0-10")


def test_citation_tells_where_it_stands() -> None:
    passage, document = small("共67种。", "共67种。", (0, 0, 5))
    citation = maker({"a": document}).cite(passage, 0, 5, index=1)
    assert citation is not None
    assert (citation.title, citation.issuer, citation.region) == (
        "简报",
        "鹤壁市人民政府",
        "鹤壁市",
    )
    assert (citation.section, citation.published) == (("一、做法",), date(2021, 8, 27))
    assert citation.validity is Validity.UNKNOWN


def test_citation_names_the_page_where_its_quote_begins() -> None:
    passage, document = small("甲。乙。共67种。", "乙。", (0, 2, 2))
    paged = replace(document, page_starts=(0, 2, 4))
    citation = maker({"a": paged}).cite(passage, 0, 2, index=1)
    assert citation is not None
    assert citation.page == 2


def test_citation_of_plain_text_has_no_page() -> None:
    passage, document = small("共67种。", "共67种。", (0, 0, 5))
    citation = maker({"a": document}).cite(passage, 0, 5, index=1)
    assert citation is not None
    assert citation.page is None


def test_blanks_around_a_quote_are_not_quoted() -> None:
    passage, document = small("　共67种。\n", "　共67种。\n", (0, 0, 7))
    citation = maker({"a": document}).cite(passage, 0, 7, index=1)
    assert citation is not None
    assert (citation.quote, citation.start, citation.end) == ("共67种。", 1, 6)


def test_map_that_leads_to_other_words_cites_nothing() -> None:
    passage, document = small("共76种。共67种。", "共67种。", (0, 0, 5))
    assert maker({"a": document}).cite(passage, 0, 5, index=1) is None


def test_document_that_is_gone_is_not_cited() -> None:
    passage, _ = small("共67种。", "共67种。", (0, 0, 5))
    assert maker({}).cite(passage, 0, 5, index=1) is None


def test_issuer_of_an_annex_is_named_before_that_of_the_report() -> None:
    passage, document = small("共67种。", "共67种。", (0, 0, 5))
    annex = replace(passage, chunk=replace(passage.chunk, issuer="鹤壁市司法局"))
    citation = maker({"a": document}).cite(annex, 0, 5, index=1)
    assert citation is not None
    assert citation.issuer == "鹤壁市司法局"


def test_repealed_document_is_cited_as_repealed() -> None:
    passage, document = small("共67种。", "共67种。", (0, 0, 5))
    repealed = replace(passage, metadata=replace(passage.metadata, repealed_on=date(2022, 1, 1)))
    citation = maker({"a": document}).cite(repealed, 0, 5, index=1)
    assert citation is not None
    assert citation.validity is Validity.REPEALED
