"""What is laid down for the case that the asker states comes first."""

from collections.abc import Callable
from dataclasses import replace

from bot.evidence.cases import of_the_case_stated
from bot.evidence.scoring import Evidence
from bot.understanding.terms import Term
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

AGE = Term("12岁", 3.0, known=False)
SECTION = ("二、游泳馆票价",)


def test_tier_of_the_age_stated_is_told_and_not_a_nearer_sum(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("12岁学生游泳馆一年票价多少钱？", "学生", "游泳馆", AGE)
    tier = make_evidence("7—14周岁每年120元。", section=SECTION, probability=0.3)
    near = make_evidence("中小学生游泳馆水费补贴每人200元。", probability=0.8)

    first, *others = of_the_case_stated(asked, [near, tier])
    assert (first.text, first.probability) == (tier.text, 0.8)
    assert others == []


def test_row_with_the_number_stated_is_told_without_those_that_differ_by_it(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    rows = [make_evidence(f"个人缴费{paid}，政府补贴{paid // 10}。") for paid in (200, 1000, 3000)]
    other = make_evidence("困难群体由政府代缴。")
    asked = make_asked("一年交1000，政府补多少", Term("1000", 3.0))

    kept = [one.text for one in of_the_case_stated(asked, [*rows, other])]

    assert rows[1].text in kept
    assert not {rows[0].text, rows[2].text} & set(kept)


def test_tier_of_another_matter_or_age_does_not_come_first(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("12岁学生游泳馆一年票价多少钱？", "学生", "游泳馆", AGE)
    near = make_evidence("学生游泳馆年票100元。", probability=0.8)
    of_others = make_evidence("15—18周岁每年150元。", section=SECTION, probability=0.3)
    elsewhere = make_evidence("7—14周岁每年80元。", section=("三、图书馆",), probability=0.3)
    ranked = [near, of_others, elsewhere]
    assert of_the_case_stated(asked, ranked) == ranked


def test_age_limit_settles_whether_something_may_be(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("我家孩子12岁，能办游泳卡吗", "游泳卡", AGE)
    limit = make_evidence("年满14周岁的可以办游泳卡。", probability=0.4)
    price = make_evidence("游泳卡每张300元。", probability=0.8)
    assert [one.text for one in of_the_case_stated(asked, [price, limit])] == [limit.text]
    without = replace(asked, terms=asked.terms[:1])
    assert of_the_case_stated(without, [price, limit]) == [price, limit]


def test_what_comes_first_and_is_of_the_case_is_told_by_its_own_words(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    months = Term("5个月", 3.0, known=False)
    asked = make_asked("停业5个月，能免几天的摊位费？", "摊位费", months)
    rule = make_evidence("停业未满3个月的免15天，满3个月不满6个月的免40天。", probability=0.9)
    other = make_evidence("经营不满6个月的，摊位费由市场先行收取。", probability=0.3)
    assert of_the_case_stated(asked, [rule, other]) == [rule, other]
