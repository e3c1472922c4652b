import random

import pytest

from eval.gold import DEV_GOLD, load_gold
from eval.robustness.paraphrasing import (
    RULES,
    in_another_order,
    in_traditional,
    kind_of,
    original_id,
    politely,
    variants,
    with_slip,
)


@pytest.fixture
def draw() -> random.Random:
    return random.Random(7)


def test_a_slip_changes_one_character_and_no_place(draw: random.Random) -> None:
    text = "鹤壁市有多少业？"
    slipped = with_slip(text, draw)
    assert sum(a != b for a, b in zip(text, slipped, strict=True)) == 1
    assert slipped.startswith("鹤壁市")


def test_traditional_characters(draw: random.Random) -> None:
    assert in_traditional("企业开办要几天？", draw) == "企業開辦要幾天？"


def test_politeness_stands_around_the_question(draw: random.Random) -> None:
    polite = politely("企业开办要几天", draw)
    assert "企业开办要几天？" in polite
    assert not polite.startswith("企业")
    assert not polite.endswith("？")


@pytest.mark.parametrize(
    ("text", "reordered"),
    [
        ("公司没有欠债，怎么走简易注销？", "怎么走简易注销，公司没有欠债？"),
        ("鹤壁市开办企业要几天？", "开办企业要几天，鹤壁市？"),
        ("344家医养结合机构有多少床位？", "医养结合机构有多少床位，344家？"),
        ("要几天？", "要几天？"),
    ],
)
def test_what_came_first_comes_last(text: str, reordered: str, draw: random.Random) -> None:
    assert in_another_order(text, draw) == reordered


def test_three_variants_of_each_question_the_same_at_every_call() -> None:
    questions = load_gold([DEV_GOLD])[0].questions
    put = variants(questions, n=20)
    assert put == variants(questions, n=20)
    assert len(put) == 60
    by_id = {question.id: question for question in questions}
    for variant in put:
        original = by_id[original_id(variant.id)]
        assert kind_of(variant.id) in RULES
        assert variant.question != original.question
        assert variant.must == original.must
