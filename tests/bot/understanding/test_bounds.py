"""A quantity that is asked with is held against the bounds that a rule sets."""

import pytest

from bot.understanding.bounds import bounds, is_of_another_case
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
    assert not is_of_another_case(stated, text, text)


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
    assert is_of_another_case("26万", TIER, "")
    assert is_of_another_case("12年", "满1年不足5年的\t12个月", "")
    # what is got, not who gets it
    assert not is_of_another_case("18万", "处1万元以上5万元以下罚款", TIER)


def test_single_bound_is_of_another_case_where_a_rule_beside_it_holds() -> None:
    above = "（三）25万元（含）以上的，每辆补贴8000元"
    assert is_of_another_case("18万", above, f"{TIER}；{above}")
    assert not is_of_another_case("18万", above, above)
    assert not is_of_another_case("30万", above, f"{TIER}；{above}")


def test_number_is_met_by_the_bounds_set_to_it() -> None:
    assert Term("18万", 3.0).met_by(TIER) > 0.5
    assert Term("26万", 3.0).met_by(TIER) == 0
