"""BM25 over words: what is found, in which scope, and that no question is syntax."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Indexer, Scope
from retrieval.keyword_index import KeywordIndex
from retrieval.needs import needs_of
from retrieval.query import WeightedWord


@pytest.fixture
def index(indexer: Indexer) -> KeywordIndex:
    assert indexer.indexes.keyword is not None
    return indexer.indexes.keyword


def found(index: KeywordIndex, question: str, scope: Scope | None = None) -> list[str]:
    return [id_ for id_, _ in index.rank(question, k=20, scope=scope)]


def test_passage_with_the_asked_term_is_first(index: KeywordIndex) -> None:
    assert found(index, "科技贷累计放款")[0] == "henan-0"


def test_part_of_a_term_finds_the_whole(index: KeywordIndex) -> None:
    assert "hebi-0" in found(index, "清单")


def test_full_width_question_finds_half_width_text(index: KeywordIndex) -> None:
    assert found(index, "２９５９")[0] == "henan-1"


def test_province_admits_its_cities_and_counties(index: KeywordIndex) -> None:
    documents = {id_.split("-")[0] for id_ in found(index, "企业 免罚", Scope(region="河南省"))}

    assert documents == {"hebi", "xuchang", "xiping", "henan"}


def test_city_does_not_admit_the_province_or_other_cities(index: KeywordIndex) -> None:
    documents = {id_.split("-")[0] for id_ in found(index, "企业 免罚", Scope(region="鹤壁市"))}

    assert documents == {"hebi"}


def test_region_may_be_named_short(index: KeywordIndex) -> None:
    in_short = found(index, "企业", Scope(region="鹤壁"))

    assert in_short == found(index, "企业", Scope(region="鹤壁市")) != []


@pytest.mark.parametrize(
    ("scope", "documents"),
    [
        (Scope(issuer="省科技厅"), {"henan"}),
        (Scope(kind="报告"), {"xiping", "henan"}),
        (Scope(published_from=date(2021, 9, 17)), {"xuchang", "henan"}),
        (Scope(published_to=date(2021, 9, 16)), {"hebi", "xiping"}),
        (Scope(published_from=date(2021, 9, 16), published_to=date(2021, 9, 17)),
         {"xuchang", "xiping"}),
        (Scope(validity="amended"), {"rules"}),
        (Scope(validity="repealed"), set()),
        (Scope(validity="unknown"), {"hebi", "xuchang", "xiping", "henan"}),
        (Scope(kind="报告", region="西平县"), {"xiping"}),
        (Scope(region="没有这个地方"), set()),
    ],
)  # fmt: skip
def test_scope_admits_only_what_it_says(
    index: KeywordIndex, scope: Scope, documents: set[str]
) -> None:
    everything = "企业 免罚 简易 注销 规范 贷 制度"

    assert {id_.split("-")[0] for id_ in found(index, everything, scope)} == documents


@pytest.mark.parametrize(
    "question",
    [
        "title:x AND (",
        "*",
        '"',
        "text:[a TO b]",
        "科技贷 AND NOT",
        "😀😀",
        "",
        "  ",
        "\\",
        "贷" * 1000,
    ],
)
def test_question_is_never_read_as_syntax(index: KeywordIndex, question: str) -> None:
    assert isinstance(index.rank(question, k=5), list)


@given(question=st.text(max_size=40), k=st.integers(0, 5))
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_any_text_gives_at_most_k_ids_in_order(index: KeywordIndex, question: str, k: int) -> None:
    hits = index.rank(question, k=k)

    assert len(hits) <= k
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert len({id_ for id_, _ in hits}) == len(hits)


def test_weight_of_a_word_counts(index: KeywordIndex) -> None:
    words = [WeightedWord("科技贷", 0.01), WeightedWord("注销", 1.0)]

    assert index.rank_words(words, k=1)[0][0] in {"xuchang-0", "henan-2", "rules-1"}


def test_failed_writing_leaves_the_index_as_it_was(index: KeywordIndex) -> None:
    before = index.chunk_count()

    def crash_while_writing() -> None:
        with index.writing() as writer:
            writer.remove("henan")
            raise RuntimeError("crash")

    with pytest.raises(RuntimeError, match="crash"):
        crash_while_writing()

    assert index.chunk_count() == before
    assert found(index, "科技贷")


def test_matches_are_counted_with_facets(index: KeywordIndex) -> None:
    counted = index.matches(needs_of("免罚", index.segmenter))

    assert counted.total == 2
    assert counted.facets["region"] == {"鹤壁市": 1, "河南省": 1}
    assert counted.facets["issuer"] == {"鹤壁市政府": 1, "省科技厅": 1}


def test_matches_without_words_count_the_scope(index: KeywordIndex) -> None:
    counted = index.matches(scope=Scope(region="西平县"))

    assert counted.total == 2
    assert counted.facets["kind"] == {"报告": 2}


def test_matches_count_ids_named_beside_the_words(index: KeywordIndex) -> None:
    needs = needs_of("免罚", index.segmenter)

    assert index.matches(needs, also=["xuchang-1", "hebi-0"]).total == 3


def test_chunks_are_told_by_how_much_they_hold(index: KeywordIndex) -> None:
    needs = needs_of("免罚 公章", index.segmenter)
    ids = ["hebi-0", "hebi-1", "xuchang-1"]

    assert index.holding(needs, ids, least=1) == {"hebi-0", "hebi-1"}
    assert index.holding(needs, ids, least=6) == frozenset()
    assert index.holding(needs, [], least=1) == frozenset()


def test_title_alone_makes_no_chunk_match(index: KeywordIndex) -> None:
    # 鹤壁市优化营商环境简报 has two paragraphs, neither of which says 营商环境.
    assert index.matches(needs_of("营商环境", index.segmenter)).total == 0
    assert index.matches(needs_of("营商环境 公章", index.segmenter)).total == 1
