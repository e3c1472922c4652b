"""What staff look up: hits, highlights, facets, pages."""

from datetime import date
from pathlib import Path

import pytest

from corpus import CorpusStore
from retrieval import HybridRetriever, Indexer, Scope, Searcher
from retrieval.highlights import highlights

DAY = date(2026, 11, 25)


@pytest.fixture
def searcher(indexer: Indexer, store: CorpusStore) -> Searcher:
    return Searcher(indexer.indexes, store, today=lambda: DAY)


def test_hits_show_where_the_words_stand(searcher: Searcher) -> None:
    hit = searcher.search("科技贷").hits[0]

    start, end = hit.highlights[0]
    assert hit.passage.chunk.text[start:end] == "科技贷"


def test_total_and_facets_count_beyond_the_page(searcher: Searcher) -> None:
    result = searcher.search("企业", limit=1)

    assert len(result.hits) == 1
    assert result.total == sum(result.facets["region"].values()) > 1


def test_total_counts_what_holds_the_word_and_nothing_else(
    full_indexer: Indexer, store: CorpusStore
) -> None:
    result = Searcher(full_indexer.indexes, store, today=lambda: DAY).search("科技贷", limit=50)

    # Two of the twelve paragraphs name it; those near by meaning alone do not count.
    assert result.total == len(result.hits) == 2
    assert result.facets["region"] == {"河南省": 2}
    assert result.note is None


def test_question_finds_passages_in_the_order_that_answers_are_made_from(
    full_indexer: Indexer, store: CorpusStore
) -> None:
    question = "企业办事要跑几个窗口"
    retriever = HybridRetriever(full_indexer.indexes, store)
    searcher = Searcher(full_indexer.indexes, store, today=lambda: DAY)

    hits = [hit.passage.chunk.id for hit in searcher.search(question).hits]

    order = [passage.chunk.id for passage in retriever.retrieve(question)]
    assert hits == [id_ for id_ in order if id_ in hits]
    assert hits[:2] == ["hebi-1", "xuchang-1"]  # by rank fusion alone the other way round


def test_both_words_of_a_look_up_must_stand(searcher: Searcher) -> None:
    result = searcher.search("小微企业 贷款")

    # 欠费的小微企业 has no 贷款.
    assert [hit.passage.chunk.id for hit in result.hits] == ["xiping-0"]
    assert result.total == 1


def test_place_is_held_by_documents_of_the_place(searcher: Searcher) -> None:
    result = searcher.search("河南 科技贷")

    # Neither paragraph names the province; their document is the province's.
    assert {hit.passage.chunk.id for hit in result.hits} == {"henan-0", "henan-3"}
    assert result.note is None


def test_colloquial_words_are_held_by_official_ones(searcher: Searcher) -> None:
    result = searcher.search("不干了")

    assert result.total == 3
    assert all("注销" in hit.passage.chunk.text for hit in result.hits)


def test_where_no_text_holds_both_words_the_nearest_are_shown_and_said_to_be(
    searcher: Searcher,
) -> None:
    result = searcher.search("科技贷 公章")

    assert {hit.passage.chunk.id for hit in result.hits} == {"henan-0", "henan-3", "hebi-1"}
    assert result.total == 3
    assert "其中一部分" in (result.note or "")


def test_question_keeps_its_nearest_though_they_hold_few_of_its_words(searcher: Searcher) -> None:
    result = searcher.search("西平县的小微企业欠了电费，会不会马上停止供应，缓缴多久？")

    assert result.hits[0].passage.chunk.id == "xiping-1"
    assert all(hit.passage.ranks for hit in result.hits)


def test_word_that_no_document_holds_finds_nothing_and_says_so(searcher: Searcher) -> None:
    result = searcher.search("量子纠缠")

    assert (result.total, result.hits) == (0, ())
    assert "没有找到" in (result.note or "")


@pytest.mark.parametrize("text", ["  ", "的", "请问一下", "？！"])
def test_text_of_filler_alone_finds_nothing_and_says_why(searcher: Searcher, text: str) -> None:
    result = searcher.search(text)

    assert (result.total, result.hits, result.facets) == (0, (), {})
    assert "没有可以查找的内容" in (result.note or "")


def test_filters_narrow_total_and_hits_alike(searcher: Searcher) -> None:
    result = searcher.search("企业", scope=Scope(region="鹤壁市"))

    assert result.total == len(result.hits) == 1
    assert result.facets["region"] == {"鹤壁市": 1}


def test_ranks_of_hits_have_no_gaps(searcher: Searcher) -> None:
    result = searcher.search("注销")

    assert [hit.passage.rank for hit in result.hits] == list(range(1, result.total + 1))


def test_pages_join_without_gap_or_overlap(searcher: Searcher) -> None:
    everything = searcher.search("注销", limit=50).hits
    pages = [searcher.search("注销", limit=2, offset=i).hits for i in (0, 2, 4)]

    assert len(everything) > 2
    assert [hit.passage for page in pages for hit in page] == [h.passage for h in everything[:6]]


def test_before_the_first_index_there_is_nothing(store: CorpusStore, tmp_path: Path) -> None:
    indexer = Indexer(store, tmp_path / "empty", embedder=None)

    assert Searcher(indexer.indexes, store, today=lambda: DAY).search("科技贷").total == 0


def test_longest_words_are_marked_and_touching_ones_joined() -> None:
    assert highlights("首错免罚清单共67种", ["免罚", "首错", "清单", "清"]) == [(0, 6)]


def test_marks_count_in_the_text_as_it_is() -> None:
    assert highlights("共２９５９项ABC", ["2959", "abc"]) == [(1, 5), (6, 9)]


def test_single_character_is_marked_only_if_nothing_longer_is_asked() -> None:
    assert highlights("贷款", ["贷"]) == [(0, 1)]
    assert highlights("贷科技贷", ["贷", "科技贷"]) == [(1, 4)]
    assert highlights("贷款", []) == []


def test_slip_is_searched_as_it_was_meant_and_told(searcher: Searcher) -> None:
    result = searcher.search("费用换缴")

    assert [hit.passage.chunk.id for hit in result.hits] == ["xiping-1"]
    assert result.note == "没有查到“换缴”，已按“缓缴”查找。"
    assert result.query is not None
    assert result.query.text == "费用缓缴"


def test_place_without_documents_is_told_with_the_nearest(searcher: Searcher) -> None:
    result = searcher.search("淇县免罚清单")

    assert [place.name for place in result.unknown_places] == ["淇县"]
    assert "资料里没有淇县的文件，有的是鹤壁市、" in (result.note or "")
