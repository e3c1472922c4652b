"""Pieces of a question that are no words do not pass for what is asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.fragments import unglued


def told(*words: str, known: frozenset[str] = frozenset()) -> list[str]:
    return list(unglued(words, known.__contains__))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("多", "大面积"), "面积"),
        (("哪", "天开"), "开"),
        (("多少", "人学"), "学"),
        (("多少", "户办"), "办"),
    ],
)
def test_what_is_counted_is_cut_off_what_asks(words: tuple[str, ...], expected: str) -> None:
    assert told(*words)[-1] == expected


@pytest.mark.parametrize("amount", ["百分之几", "几比几", "第几", "几成"])
def test_amount_asked_for_tells_nothing(amount: str) -> None:
    assert told(amount) == []


def test_name_is_left_of_what_asks_and_what_is_asked_about() -> None:
    assert told("哪些项目") == ["项目"]


@pytest.mark.parametrize(
    ("verb", "stem"), [("交完", "交"), ("办完", "办"), ("拿到", "拿"), ("各拨", "拨")]
)
def test_verb_counts_without_what_says_that_it_is_done(verb: str, stem: str) -> None:
    assert told(verb) == [stem]


@pytest.mark.parametrize(
    "word", ["召回", "退出", "查出来", "没收", "股票", "公证处", "好几年", "放过"]
)
def test_word_that_names_a_matter_is_left_whole(word: str) -> None:
    assert told(word) == [word]


def test_place_is_cut_off_a_name() -> None:
    assert told("店里") == ["店"]


def test_word_of_the_documents_is_left_whole() -> None:
    assert told("多", "大面积", known=frozenset({"大面积"})) == ["多", "大面积"]


@given(st.lists(st.text("哪天几多大查出来完各店里百分之少人", min_size=1, max_size=5)))
def test_only_pieces_of_the_words_are_told(words: list[str]) -> None:
    pieces = "\n".join(words)
    assert all(one and set(one) <= set(pieces) for one in unglued(words, lambda _: False))
