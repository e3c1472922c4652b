from hypothesis import assume, given
from hypothesis import strategies as st

from corpus import Span
from eval.folding import fold, folded_with_origins

POLICY_TEXT = st.text(alphabet="０1２3,，.* \n％%项家<sub>/五", max_size=40)


def test_fold_drops_blanks_bold_and_thousands_separators_and_narrows_digits() -> None:
    assert fold("共 **２,９５９** 项，占 12.5％") == "共2959项,占12.5%"


def test_fold_keeps_commas_that_part_items() -> None:
    assert fold("2021,2022") == "2021,2022"
    assert fold("37%，500家") == "37%,500家"


def test_fold_drops_inline_tags() -> None:
    assert fold("PM<sub>2.5</sub>平均 1 < 2") == "PM2.5平均1<2"


def test_spans_lead_back_to_the_text_as_received() -> None:
    text = "甲 **29** 项乙，又 29 项"
    # First: 2 at 4, 项 at 9, with ** and a blank between; second: 2 at 14, 项 at 17.
    assert folded_with_origins(text).spans("29项") == [Span(4, 10), Span(14, 18)]


def test_nothing_stands_nowhere() -> None:
    assert folded_with_origins("甲乙").spans(" * ") == []
    assert not folded_with_origins("甲乙").contains("")


def test_contains_does_not_cut_numbers() -> None:
    assert not folded_with_origins("共15种").contains("5种")
    assert not folded_with_origins("增长12.3%").contains("2.3%")
    assert not folded_with_origins("放款1,234万元").contains("234万元")
    assert not folded_with_origins("用时5.5天").contains("用时5")


def test_contains_finds_numbers_behind_list_numbers_and_blanks() -> None:
    assert folded_with_origins("1. 5种").contains("5种")
    assert folded_with_origins("2021年 5种").contains("5 种")


@given(POLICY_TEXT)
def test_span_of_the_whole_folded_text_folds_to_it_again(text: str) -> None:
    folded = folded_with_origins(text)
    assume(fold(folded.text) == folded.text)  # 1<b*> folds to what looks like a tag
    for span in folded.spans(folded.text)[:1]:
        assert fold(text[span.start : span.end]) == folded.text


@given(POLICY_TEXT)
def test_origins_rise_and_stay_within_the_text(text: str) -> None:
    origins = folded_with_origins(text).origins
    assert list(origins) == sorted(origins)
    assert all(0 <= at < len(text) for at in origins)
