"""What one city pays is not told as if every city paid it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.evidence.elsewhere import counterparts, expired, of_place
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from bot.understanding.jurisdiction import place_of
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

QUESTION = "购买收割机补贴多少钱？"
HERE = "购买收割机的，每台补贴2万元。"
THERE = "对购买收割机的农户，每台给予3万元补贴。"


def beside(asked: Asked, told: Evidence, near: Sequence[Evidence]) -> list[str]:
    return [one.evidence.text for one in counterparts(asked, [Point(told)], near, least=0.5)]


def test_other_citys_sum_is_told_beside_the_first(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    here = make_evidence(HERE, region="许昌市")
    there = make_evidence(THERE, region="鹤壁市")
    assert beside(make_asked(QUESTION, "收割机"), here, [here, there]) == [THERE]


def test_other_city_is_not_told_where_a_place_is_asked_of(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    here = make_evidence(HERE, region="许昌市")
    there = make_evidence(THERE, region="鹤壁市")
    asked = replace(make_asked(QUESTION, "收割机"), place=place_of("许昌", None))
    assert beside(asked, here, [here, there]) == []


def test_what_a_city_reached_has_no_counterpart(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    here = make_evidence("全年售出收割机120台。", region="许昌市")
    there = make_evidence("收割机售出300台。", region="鹤壁市")
    assert beside(make_asked("收割机卖了多少台？", "收割机"), here, [here, there]) == []


def test_rule_of_the_province_has_no_counterpart(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    here = make_evidence(HERE, region="河南省")
    there = make_evidence(THERE, region="鹤壁市")
    assert beside(make_asked(QUESTION, "收割机"), here, [here, there]) == []


def test_same_cases_in_other_words_are_the_same_matter(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    here = make_evidence("10公顷以下每年2000元，10公顷至50公顷每年5000元。", region="许昌市")
    there = make_evidence(
        "护林费：10公顷以下每年1500元，10公顷至50公顷每年4000元。", region="鹤壁市", probability=0.2
    )
    other = make_evidence("林场门票每人每次30元。", region="开封市", probability=0.2)
    asked = make_asked("看护林子每年补多少钱？", "林子")
    assert beside(asked, here, [here, other, there]) == [there.text]


def test_what_ran_out_is_told_of_the_place_that_is_asked_of(make_evidence: MakeEvidence) -> None:
    today = date(2026, 3, 1)
    ended = date(2025, 12, 31)
    made = make_evidence(THERE, region="鹤壁市")
    metadata = replace(
        made.passage.metadata, valid_until=ended, repealed_on=ended + timedelta(days=1)
    )
    over = Point(replace(made, passage=replace(made.passage, metadata=metadata)))
    standing = Point(make_evidence(HERE, region="许昌市"))
    assert expired([over, standing], today) == [over]
    assert of_place([over, standing], place_of("鹤壁", None)) == [over]
