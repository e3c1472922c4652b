"""The whole does not tell of a part that is asked for by itself."""

import pytest

from bot.evidence.parts import counts_the_whole, is_told_together
from bot.understanding.terms import Term


def terms(*names: str) -> list[Term]:
    return [Term(name, 3.0, is_name=True) for name in names]


@pytest.mark.parametrize(
    ("question", "sentence", "context", "is_whole"),
    [
        ("全市民办图书馆有多少座？", "全市共有图书馆36座。", "", True),
        ("全市有多少座民办图书馆？", "全市共有36座图书馆。", "", True),
        ("全市民办图书馆有多少座？", "全市共有图书馆36座，其中民办4座。", "", False),
        ("全市民办图书馆有多少座？", "全市共有图书馆36座。", "四、民办场馆", False),
        ("全市图书馆有多少座？", "全市共有图书馆36座。", "", False),
        ("全市民办的图书馆有多少座？", "新建农家书屋36座。", "", False),
    ],
)
def test_count_of_the_whole_does_not_answer_for_a_kind(
    question: str, sentence: str, context: str, *, is_whole: bool
) -> None:
    own = terms("民办", "图书馆")
    assert counts_the_whole(question, own, sentence, f"{context} {sentence}") is is_whole


@pytest.mark.parametrize(
    ("question", "sentence", "is_together"),
    [
        ("改造资金里供热那部分单独是多少？", "安排供水和供热改造资金3亿元。", True),
        ("改造资金里供热那部分单独是多少？", "安排供热、燃气改造资金3亿元。", True),
        ("改造资金里供热那部分单独是多少？", "安排供水改造资金2亿元、供热1亿元。", False),
        ("改造资金里供热那部分单独是多少？", "供水和供热改造资金分别为2亿元、1亿元。", False),
        ("供热改造资金是多少？", "安排供水和供热改造资金3亿元。", False),
    ],
)
def test_sum_of_several_does_not_tell_what_one_got_by_itself(
    question: str, sentence: str, *, is_together: bool
) -> None:
    assert is_told_together(question, terms("改造", "供热"), sentence) is is_together
