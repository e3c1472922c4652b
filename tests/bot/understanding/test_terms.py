"""The words of a question that evidence has to speak of."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.terms import ALTERNATIVE_CREDIT, BACKGROUND_CREDIT, Term, coverage, terms_of

FREQUENCIES = {
    "科技贷": 3,
    "免罚": 10,
    "企业": 600,
    "放款": 20,
    "注销": 30,
    "公示": 40,
    "出口退税": 2,
}


class SmallVocabulary:
    """A thousand chunks that know six words; text between them is cut at single characters."""

    chunk_count = 1000

    def words(self, text: str) -> list[str]:
        return re.findall("|".join([*FREQUENCIES, "公司", "单笔", "法会", "[a-z]+"]), text)

    def corrected(self, text: str) -> str:
        return text

    def document_frequency(self, word: str) -> int:
        return FREQUENCIES.get(word, 0)

    def stand_together(self, words: Sequence[str]) -> bool:
        return len(words) < 2

    def issuers(self) -> list[str]:
        return []


def terms(text: str) -> dict[str, Term]:
    return {term.text: term for term in terms_of(text, SmallVocabulary())}


def test_rare_word_weighs_more_than_a_common_one() -> None:
    found = terms("企业的科技贷")
    assert found["科技贷"].weight > 5 > 1 > found["企业"].weight


def test_rare_word_is_telling_and_a_common_one_is_not() -> None:
    found = terms("企业的科技贷")
    assert found["科技贷"].is_telling
    assert not found["企业"].is_telling


def test_places_and_dates_are_no_terms() -> None:
    assert list(terms("鹤壁市2021年的免罚有多少")) == ["免罚"]


def test_figure_that_is_stated_is_a_term_and_a_date_is_not() -> None:
    assert list(terms("2021年放款97.65亿元")) == ["放款", "97.65亿元"]


def test_colloquial_phrase_is_one_term_with_its_official_words() -> None:
    phrase = terms("公司不干了怎么办")["不干了"]
    assert "注销" in phrase.alternatives
    assert phrase.met_by("企业注销实行一件事一次办。") == ALTERNATIVE_CREDIT
    assert phrase.met_by("企业开办实行一件事一次办。") == 0


def test_colloquial_phrase_weighs_by_its_official_words() -> None:
    # ln(1 + (1000 - 30 + 0.5) / (30 + 0.5)), 30 chunks holding 注销
    assert terms("公司不干了怎么办")["不干了"].weight == pytest.approx(3.4913, abs=1e-3)


def test_word_that_the_documents_lack_is_not_known() -> None:
    found = terms("科技贷的单笔")
    assert found["科技贷"].known
    assert not found["单笔"].known


def test_word_is_told_once_and_in_order() -> None:
    assert list(terms("公示注销，再公示")) == ["公示", "注销"]


def test_background_counts_less_and_does_not_tell() -> None:
    own = terms("科技贷")["科技贷"]
    (behind,) = terms_of("科技贷", SmallVocabulary(), is_background=True)
    assert behind.weight == pytest.approx(BACKGROUND_CREDIT * own.weight)
    assert not behind.is_telling


def test_full_width_and_capital_letters_are_the_same_word() -> None:
    assert list(terms("ＰＰＰ")) == list(terms("ppp")) == ["ppp"]


def test_compound_is_partly_met_by_most_of_its_pairs() -> None:
    term = Term("周转资金池", 3.0)
    assert term.met_by("设立周转资金池。") == 1
    # 周转, 转资, 资金 of four pairs: (3/4)²
    assert term.met_by("设立周转资金。") == pytest.approx(0.5625)
    assert term.met_by("设立水池。") == 0


def test_coverage_is_the_weighted_share_of_what_is_met() -> None:
    asked = [Term("科技贷", 3.0), Term("企业", 1.0)]
    assert coverage(asked, "科技贷累计放款。") == pytest.approx(0.75)
    assert coverage(asked, "支持企业。") == pytest.approx(0.25)
    assert coverage(asked, "支持企业科技贷。") == 1
    assert coverage([], "支持企业。") == 0


TERMS = st.builds(
    Term,
    st.text("科技贷企业免罚", min_size=1, max_size=5),
    st.floats(0, 20),
    st.tuples(st.text("注销公示", min_size=1, max_size=3)),
)


@given(st.lists(TERMS, max_size=6), st.text("科技贷企业免罚注销公示", max_size=30))
def test_coverage_lies_between_nothing_and_all(asked: list[Term], text: str) -> None:
    assert 0 <= coverage(asked, text) <= 1 + 1e-9


@given(st.lists(TERMS, min_size=1, max_size=6), st.text("科技贷企业免罚注销公示", max_size=30))
def test_saying_more_never_covers_less(asked: list[Term], text: str) -> None:
    assert coverage(asked, text + "科技贷") >= coverage(asked, text) - 1e-9


def test_a_business_by_any_name_is_met_by_the_official_one_and_decides_nothing() -> None:
    term = terms("公司注销")["公司"]
    assert term.met_by("企业") > 0
    assert not term.is_telling


def test_modifier_of_a_known_word_lends_it_no_official_words() -> None:
    found = terms("出口退税几天")
    assert found["出口退税"].alternatives == ()
    assert not found["出口退税"].met_by("出口通关时间0.42小时")


def test_all_that_says_one_lexicon_entry_is_one_term() -> None:
    assert set(terms("小错不罚")) <= {"小错", "不罚"}
    assert len(terms("小错不罚")) == 1


def test_whether_is_cut_apart_from_what_is_asked() -> None:
    assert "法会" not in terms("违法会不会注销")
    assert "注销" in terms("违法会不会注销")


def test_day_that_a_question_names_is_a_term() -> None:
    terms = terms_of("7月19号那个大会谁去了", SmallVocabulary())
    day = next(term for term in terms if term.text == "7月19日")
    assert day.met_by("今年7月19日召开会议。") == 1.0
    assert day.met_by("今年7月19号召开会议。") > 0.5
    assert day.met_by("去年10月19日召开会议。") == 0.0
