"""A list that a question counts is found by the head that counts the same, and told whole."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.answer import Answer
from bot.evidence.counted_lists import heads_the_counted, lists_the_counted, names_the_counted
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]
ALL_FIVE = ("极简审批", "免证可办", "免申即享", "有诉即办", "审管协同")


@pytest.mark.parametrize(
    ("question", "head", "is_it"),
    [
        ("三个“全覆盖”是哪三个？", "（四）推进三个全覆盖。", True),
        ("3个全覆盖是哪三个？", "推进三个“全覆盖”。", True),
        ("三个全覆盖是哪三个？", "推进五个“全覆盖”。", False),
        ("三个全覆盖是哪三个？", "抓好三个方面。", False),
        ("四个全覆盖是哪四个？", "推进四个“全覆盖”。", False),  # only three items were found
    ],
)
def test_head_counts_the_same_kind(
    make_asked: MakeAsked, make_evidence: MakeEvidence, question: str, head: str, *, is_it: bool
) -> None:
    items = ("一是热线。", "二是窗口。", "三是网站。")
    whole = make_evidence(head + "".join(items))
    spans = tuple((len(head) + 5 * at, len(head) + 5 * at + 5) for at in range(len(items)))
    introducing = replace(whole, end=len(head), list_items=spans)

    assert heads_the_counted(make_asked(question, "全覆盖"), introducing, [whole]) is is_it


@pytest.mark.parametrize(
    ("question", "head", "is_named"),
    [
        ("那三个“全覆盖”都是哪三个？", "推进三个全覆盖。", True),
        ("有哪三个方面的原因？", "抓好三个方面的工作。", False),
        ("存在哪三个方面问题？", "抓好三个方面问题整改。", False),
        ("三个全覆盖推进了吗？", "推进三个全覆盖。", False),  # asks for no list
    ],
)
def test_what_is_counted_is_sure_by_its_name_alone(
    make_asked: MakeAsked, make_evidence: MakeEvidence, question: str, head: str, *, is_named: bool
) -> None:
    assert names_the_counted(make_asked(question), make_evidence(head)) is is_named


@pytest.mark.parametrize(
    ("question", "sentence", "is_it"),
    [
        ("定价权下放了哪四项？", "下放“客运价”“供热价”“处理费”“学费”等4项定价权限。", True),
        ("企业服务“4个深化”是哪四个？", "围绕“4个深化”（改造、升规、上市、招商）服务。", True),
        ("定价权下放了哪三项？", "下放“客运价”“供热价”“处理费”“学费”等4项定价权限。", False),
        ("定价权下放了哪四项？", "下放客运价等4项定价权限。", False),
        ("有哪四项措施？", "落实减税、降费、缓缴、返还4项措施。", False),  # whose, it does not say
        ("执法两条例是哪两条？", "推动甲、乙学习两条例。", False),
    ],
)
def test_what_names_as_many_as_it_counts_is_the_list(
    make_asked: MakeAsked, make_evidence: MakeEvidence, question: str, sentence: str, *, is_it: bool
) -> None:
    assert lists_the_counted(make_asked(question), make_evidence(sentence)) is is_it


def test_list_asked_for_by_its_count_is_told_though_reading_thinks_little_of_it(
    ask: Callable[[str], Answer],
) -> None:
    told = ask("企业服务“8个深化”是哪八个？").answer
    assert "技术改造" in told
    assert "管理创新" in told


def test_counted_list_is_followed_through_all_its_passages(ask: Callable[[str], Answer]) -> None:
    answer = ask("行政审批局说要推进五个“全覆盖”，是哪五个？")

    _, *told = answer.answer.splitlines()
    assert len(told) == len(ALL_FIVE)
    assert all(name in line for name, line in zip(ALL_FIVE, told, strict=True))


def test_list_of_another_matter_is_not_told_for_counting_as_many(
    ask: Callable[[str], Answer],
) -> None:
    answer = ask("民办养老院关门有哪三个方面原因？")

    assert "知识产权" not in answer.answer
