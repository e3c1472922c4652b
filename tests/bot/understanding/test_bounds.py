"""A quantity that is asked with is held against the bounds that a rule sets."""

import pytest

from bot.understanding.bounds import bounds, ranges_beside
from bot.understanding.terms import Term

TIER = "（二）15万元（含）以上、25万元以下的，每辆补贴5000元"


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ("18万", TIER),
        ("95岁", "80—89周岁老年人每月60元，90—99周岁100元。"),
        ("56", "女性不超过55周岁"),  # above the bound, which is what answers
        ("280万", "投入在300万元以上的项目"),
        ("6000块", "5000元以上的机具应当转账支付"),
        ("12年", "满10年以上\t24个月"),
    ],
)
def test_bounds_are_set_to_a_quantity(stated: str, text: str) -> None:
    assert bounds(stated, text)
    assert not ranges_beside(stated, text)


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ("18万", "每辆补贴5000元"),  # no bound
        ("18万", "申请人年满18周岁以上"),  # years of age
        ("3人", "300人以上的企业"),  # far off
        ("26万", TIER),
    ],
)
def test_no_bounds_are_set_to_a_quantity(stated: str, text: str) -> None:
    assert not bounds(stated, text)


def test_range_beside_a_quantity_is_of_another_case() -> None:
    assert ranges_beside("26万", TIER)
    assert ranges_beside("12年", "满1年不足5年的\t12个月")
    assert not ranges_beside("18万", "处1万元以上5万元以下罚款")  # what is got, not who gets it


def test_number_is_met_by_the_bounds_set_to_it() -> None:
    assert Term("18万", 3.0).met_by(TIER) > 0.5
    assert Term("26万", 3.0).met_by(TIER) == 0
