"""What staff look up: hits, highlights, facets, pages."""

from pathlib import Path

import pytest

from corpus import CorpusStore
from retrieval import Indexer, Scope, Searcher
from retrieval.highlights import highlights


@pytest.fixture
def searcher(indexer: Indexer, store: CorpusStore) -> Searcher:
    return Searcher(indexer.indexes, store)


def test_hits_show_where_the_words_stand(searcher: Searcher) -> None:
    hit = searcher.search("科技贷").hits[0]

    start, end = hit.highlights[0]
    assert hit.passage.chunk.text[start:end] == "科技贷"


def test_total_and_facets_count_beyond_the_page(searcher: Searcher) -> None:
    result = searcher.search("企业", limit=1)

    assert len(result.hits) == 1
    assert result.total == sum(result.facets["region"].values()) > 1


def test_pages_join_without_gap_or_overlap(searcher: Searcher) -> None:
    everything = searcher.search("企业 注销", limit=50).hits
    pages = [searcher.search("企业 注销", limit=2, offset=i).hits for i in (0, 2, 4)]

    assert [hit.passage for page in pages for hit in page] == [h.passage for h in everything[:6]]


def test_hits_by_meaning_are_counted_too(full_indexer: Indexer, store: CorpusStore) -> None:
    result = Searcher(full_indexer.indexes, store).search("科技贷", limit=50)

    assert result.total == len(result.hits) == 12


def test_empty_text_has_facets_of_the_scope_and_no_hits(searcher: Searcher) -> None:
    result = searcher.search("  ", scope=Scope(region="鹤壁市"))

    assert (result.total, result.hits) == (0, ())
    assert result.facets["region"] == {"鹤壁市": 2}


def test_before_the_first_index_there_is_nothing(store: CorpusStore, tmp_path: Path) -> None:
    indexer = Indexer(store, tmp_path / "empty", embedder=None)

    assert Searcher(indexer.indexes, store).search("科技贷").total == 0


def test_longest_words_are_marked_and_touching_ones_joined() -> None:
    assert highlights("首错免罚清单共67种", ["免罚", "首错", "清单", "清"]) == [(0, 6)]


def test_marks_count_in_the_text_as_it_is() -> None:
    assert highlights("共２９５９项ABC", ["2959", "abc"]) == [(1, 5), (6, 9)]


def test_single_character_is_marked_only_if_nothing_longer_is_asked() -> None:
    assert highlights("贷款", ["贷"]) == [(0, 1)]
    assert highlights("贷科技贷", ["贷", "科技贷"]) == [(1, 4)]
    assert highlights("贷款", []) == []
