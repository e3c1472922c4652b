"""A list is told whole, found by what heads it, however its asker calls it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.evidence.scoring import Evidence
from bot.evidence.whole_lists import (
    begins_by_its_kind,
    list_of_its_kind,
    whole_runs,
    words_of_heads,
)
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

REFUSALS = (
    "五、不予救助情形\n（一）拒绝核查的；（二）隐瞒收入的；（三）赌博造成困难的。\n"
    "骗取救助的，责令退还。"
)


def within(whole: Evidence, said: str, *, items: tuple[str, ...] = ()) -> Evidence:
    """The evidence of a sentence, with the items of the list that it heads."""
    text = whole.passage.chunk.text
    start = text.index(said)
    spans = tuple((text.index(item), text.index(item) + len(item)) for item in items)
    return replace(
        whole,
        start=start,
        end=start + len(said),
        list_end=spans[-1][1] if spans else None,
        list_items=spans,
    )


@pytest.mark.parametrize("question", ["哪些人申请救助不给办？", "什么情况不能领救助？"])
def test_refusals_are_told_by_the_heading_over_them(
    question: str, make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    whole = make_evidence(REFUSALS, section=("救助指南",))
    items = ("（一）拒绝核查的；", "（二）隐瞒收入的；", "（三）赌博造成困难的。")
    head = within(whole, "五、不予救助情形", items=items)
    other = within(whole, "骗取救助的，责令退还。")

    told = list_of_its_kind(make_asked(question, "救助"), [other, head])

    assert [one.text for one in told] == [REFUSALS.partition("\n骗取")[0]]


def test_list_in_one_sentence_is_told_by_what_it_begins_with(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    denied = make_evidence("不予支持：在编人员、区内流动的人员、劳务派遣人员。安家补贴除外。")
    amount = make_evidence("A类人才安家补贴20万元。")

    told = list_of_its_kind(make_asked("哪些人不能领安家补贴？", "安家补贴"), [amount, denied])

    assert told == [replace(denied, features=told[0].features)]


def test_list_of_another_matter_is_not_told(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    other = make_evidence("不予受理：无照经营的、超出范围的、材料虚假的。", section=("设立登记",))
    own = make_evidence("安家补贴分5年发放。")

    assert list_of_its_kind(make_asked("哪些人不能领安家补贴？", "安家补贴"), [own, other]) == []


def test_list_of_another_kind_is_not_told(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    whole = make_evidence(REFUSALS, section=("救助指南",))
    head = within(whole, "五、不予救助情形", items=("（一）拒绝核查的；", "（二）隐瞒收入的；"))

    assert list_of_its_kind(make_asked("申请救助有哪些步骤？", "救助"), [head]) == []
    assert list_of_its_kind(make_asked("不能领救助的有多少人？", "救助"), [head]) == []


def test_two_items_found_bring_their_whole_list(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    text = "办好三件实事：1.新建学校3所；2.改造公路8公里；3.体检5万人次。另有其他工作。"
    whole = make_evidence(text)
    picked = [within(whole, "3.体检5万人次。"), within(whole, "1.新建学校3所；")]
    asked = make_asked("要办的实事都有哪些？", "实事")

    assert [one.text for one in whole_runs(asked, picked)] == [text.partition("另有")[0]]
    assert whole_runs(asked, picked[:1]) == picked[:1]


def test_one_paper_found_brings_all_papers(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    text = "（1）登记申请书；（2）双方身份证；（3）赠与合同。"
    picked = [within(make_evidence(text), "（3）赠与合同。")]

    assert [one.text for one in whole_runs(make_asked("赠与要带什么材料？"), picked)] == [text]
    assert whole_runs(make_asked("赠与合同要公证吗？"), picked) == picked


def test_heads_are_sought_by_words_of_their_kind(make_asked: MakeAsked) -> None:
    assert "存在问题" in words_of_heads(make_asked("总结里说了哪些问题？"))
    assert "不予" in words_of_heads(make_asked("什么人不让进？"))
    assert words_of_heads(make_asked("补贴多少钱？")) == ""


def test_list_begins_an_answer_where_it_is_of_all_that_is_named(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    told = [make_evidence("禁止下列行为：拼装、改装、加装遮阳伞。", section=("电动车管理",))]

    assert begins_by_its_kind(make_asked("电动车不许怎么改？", "电动车"), told)
    assert not begins_by_its_kind(make_asked("电梯、电动车不许怎么改？", "电梯", "电动车"), told)
    assert not begins_by_its_kind(make_asked("不许怎么改？"), told)
    assert not begins_by_its_kind(make_asked("电动车不许怎么改？", "电动车"), [])


def test_who_is_left_out_is_told_by_the_sentence_that_names_them_first(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    denied = make_evidence("合作社、家庭农场和已领过种子的农户不得申领救灾种子。")
    warned = make_evidence("农户虚报灾情的，三年内不得申领救灾种子。")

    told = list_of_its_kind(make_asked("哪些农户不得申领救灾种子？", "救灾种子"), [warned, denied])

    assert told == [replace(denied, features=told[0].features)]
