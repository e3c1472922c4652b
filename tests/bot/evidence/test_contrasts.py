"""Evidence of another thing than the question's is told apart."""

import pytest

from bot.evidence.contrasts import (
    is_of_another_indicator,
    is_of_another_kind,
    is_of_the_other_direction,
    is_of_what_is_not,
    leaves_out_the_member,
)


@pytest.mark.parametrize("question", ["装暖气报装最多几个工作日", "企业接电要跑几个环节"])
def test_sentence_that_names_its_supplies_is_of_these_alone(question: str) -> None:
    told = "水、气经营企业内部办理时限不超过2.5个工作日。"
    assert is_of_another_kind(question, f"获得水电气暖 {told}", told)
    assert not is_of_another_kind("用水报装几天", f"获得水电气暖 {told}", told)


def test_sentence_without_supplies_is_of_what_its_heading_names() -> None:
    told = "办理时限不超过2.5个工作日。"
    assert not is_of_another_kind("企业接电几天", f"获得电力 {told}", told)
    assert is_of_another_kind("企业接电几天", f"获得用水 {told}", told)


def test_another_indicator_does_not_answer() -> None:
    asked = "获得信贷指标全省排第几"
    assert is_of_another_indicator(asked, "项目保障指标排名全省第一。")
    assert not is_of_another_indicator(asked, "获得信贷指标排名全省第三。")
    assert not is_of_another_indicator(asked, "我市排名全省第三。")


def test_member_is_named_or_not_answered() -> None:
    told = "缓缴政策范围由5种特困行业扩围到22种行业。"
    assert leaves_out_the_member("俺是做家具的，在不在那22个行业里头？", told)
    assert not leaves_out_the_member("专门盯着人说话算不算数的，请了多少个？", told)


def test_what_is_not_the_thing_asked_of_does_not_answer() -> None:
    assert is_of_what_is_not(["住宅"], "车位（非住宅），每月120元")
    assert not is_of_what_is_not(["住宅"], "住宅每月2元，非住宅每月4元")
    assert not is_of_what_is_not(["本人"], "除非本人到场")


def test_what_rose_does_not_answer_which_fell() -> None:
    question = "哪个行业的用电是下降的"
    assert is_of_the_other_direction(question, "纺织业，用电30亿度，比上年增长4%")
    assert not is_of_the_other_direction(question, "建材业，用电20亿度，比上年下降3%")
    assert is_of_the_other_direction("哪些行业增长了", "建材业下降3%")
    assert not is_of_the_other_direction("用电下降了多少", "用电比上年增长4%")
