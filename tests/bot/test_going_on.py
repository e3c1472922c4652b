"""A conversation goes on from what was told: a part of it, or how to get what it was about."""

from collections.abc import Callable

import pytest

from bot.answer import Answer, NoticeKind, Status
from bot.question import Turn
from bot.understanding.terms import terms_of
from bot.understanding.vocabulary import Vocabulary

Ask = Callable[..., Answer]


def history_of(ask: Ask, question: str) -> tuple[Turn, ...]:
    return (Turn("user", question), Turn("assistant", ask(question).answer))


@pytest.mark.parametrize("follow_up", ["省级的呢", "市级呢"])
def test_part_of_what_was_told_is_told_again(ask: Ask, follow_up: str) -> None:
    answer = ask(follow_up, history=history_of(ask, "全省免罚事项有多少项"))
    assert answer.status == Status.ANSWERED
    assert "省级389项、市级1771项" in answer.answer


def test_how_to_get_a_thing_that_is_only_described_is_partly_answered(ask: Ask) -> None:
    answer = ask("科技贷怎么申请")
    assert answer.status == Status.PARTIAL
    assert "科技贷" in answer.answer
    (gap,) = [one.text for one in answer.notices if one.kind == NoticeKind.GAP]
    assert "“科技贷怎么申请”" in gap


def test_how_to_get_a_thing_unknown_is_declined(ask: Ask) -> None:
    assert ask("出租车营运证怎么申请").status == Status.INSUFFICIENT


def test_list_is_looked_for_by_what_stands_on_it(vocabulary: Vocabulary) -> None:
    (term,) = [one for one in terms_of("全省免罚清单多少项", vocabulary) if one.text == "免罚清单"]
    assert term.met_by("目前共梳理2959项免罚事项") > 0


def test_item_told_under_a_label_can_be_pointed_at(ask: Ask) -> None:
    told = (
        "1. 公示期满即可。[1]\n2. 时限：扩大简易注销登记适用范围，将公示时间由45天压缩为20天。[2]"
    )
    history = (Turn("user", "公司怎么简易注销"), Turn("assistant", told))
    assert "由45天压缩为20天" in ask("第二条详细说说", history=history).answer


def test_how_to_with_a_manner_is_not_asked_back(ask: Ask) -> None:
    assert ask("公司怎么简易注销").status == Status.ANSWERED


def test_head_that_counts_its_items_is_told_with_them(ask: Ask) -> None:
    answer = ask("五个全覆盖是什么").answer
    assert "“极简审批”全覆盖" in answer


def test_question_of_something_else_is_read_alone_where_going_on_finds_nothing(ask: Ask) -> None:
    answer = ask("应急厅今年执法罚了多少钱", history=history_of(ask, "房屋租金减免了多少"))
    assert "7220.56万元" in answer.answer


def test_what_was_told_does_not_answer_what_it_says_nothing_of(ask: Ask) -> None:
    history = history_of(ask, "全省共有幼儿园多少所")
    assert "2.43万所" in history[1].content
    assert "2.43万所" not in ask("高中呢", history=history).answer
    history = history_of(ask, "西平2020年优良天数多少天")
    assert "264天" in history[1].content
    assert ask("比2019年多几天", history=history).status == Status.INSUFFICIENT


def test_what_was_told_is_told_again_to_who_asks_again(ask: Ask) -> None:
    history = history_of(ask, "西平2020年优良天数多少天")
    assert "264天" in ask("刚才说的是多少天", history=history).answer


def test_question_asked_twice_is_answered_twice(ask: Ask) -> None:
    history = history_of(ask, "西平2020年优良天数多少天")
    assert "264天" in ask("西平2020年优良天数多少天", history=history).answer
