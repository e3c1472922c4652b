"""Policy terms stay whole, and their parts can be found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.words.corpus_terms import draw_terms
from retrieval.words.segmentation import Segmenter, fold, policy_words

SEGMENTER = Segmenter(["科技贷", "首错免罚清单"])


@pytest.mark.parametrize("term", ["科技贷", "免罚清单", "一件事一次办", "首错免罚清单"])
def test_policy_term_stays_whole_within_a_sentence(term: str) -> None:
    assert term in SEGMENTER.words(f"全面推行{term}制度")


@pytest.mark.parametrize(
    ("term", "part"),
    [
        ("一件事一次办", "一件事"),
        ("一件事一次办", "一次办"),
        ("首错免罚清单", "免罚清单"),
        ("首错免罚清单", "清单"),
        ("科技贷", "科技"),
        ("科技贷", "贷"),
    ],
)
def test_part_of_a_term_is_found(term: str, part: str) -> None:
    assert set(SEGMENTER.search_words(part)) <= set(SEGMENTER.search_words(term))


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("用电报装", ["用电", "报装"]),
        ("减免税费", ["减免", "税费"]),
        ("网上办理", ["网上", "办理"]),
        ("市场监管局", ["市场", "监管局"]),
    ],
)
def test_short_term_of_the_dictionary_wins_over_general_words(text: str, cut: list[str]) -> None:
    assert Segmenter(["税费", "网上办", "市场监管"]).words(text) == cut


def test_term_that_was_not_given_falls_into_known_words() -> None:
    assert Segmenter().words("科技贷") == ["科技", "贷"]


def test_numbers_and_latin_words_are_words_of_their_own() -> None:
    assert SEGMENTER.words("平均87.25%，共２９５９项O2O") == [
        "平均",
        "87.25%",
        "共",
        "2959",
        "项",
        "o2o",
    ]


def test_punctuation_and_emoji_are_no_words() -> None:
    assert SEGMENTER.words("，。！？😀 \n《》\t()") == []


def test_the_same_word_is_cut_alike_in_any_company() -> None:
    alone = SEGMENTER.words("免予处罚")

    assert [w for w in SEGMENTER.words("企业免予处罚事项") if w in alone] == alone


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_every_word_stands_in_the_folded_text(text: str) -> None:
    folded = fold(text)

    assert all(word in folded for word in SEGMENTER.search_words(text))


@given(st.text(alphabet="免罚清单科技贷一件事次办公司注销，。 12", max_size=40))
@settings(max_examples=60, deadline=None)
def test_words_rebuild_the_text_without_punctuation(text: str) -> None:
    kept = "".join(c for c in text if c not in "，。 ")

    assert "".join(SEGMENTER.words(text)) == kept


def test_policy_words_are_listed_once() -> None:
    assert len(policy_words()) == len(set(policy_words()))


def test_term_quoted_twice_is_drawn() -> None:
    assert draw_terms(["推出“豫信贷”", "“豫信贷”放款", "“只说一次”"]) == ["豫信贷"]


def test_quoted_slogan_or_sentence_is_no_term() -> None:
    slogan = "“让数据多跑路让群众少跑腿办事不求人” “一、二”"

    assert draw_terms([slogan, slogan]) == []


def test_word_that_a_document_defines_is_drawn() -> None:
    text = "（三）实际控制人，是指能够支配公司行为的人。\n第二条 本条例所称营商环境，是指环境。"
    assert draw_terms([text]) == ["实际控制人", "营商环境"]
