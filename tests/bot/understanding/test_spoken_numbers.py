"""Hundreds and thousands as they are said are looked for in digits."""

import pytest

from bot.understanding.spoken_numbers import in_digits


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("一年交一千，政府补多少", "一年交1000，政府补多少"),
        ("每月两千五能贷吗", "每月2500能贷吗"),
        ("一百八十块钱", "180元"),
        ("罚了一百零五块，对吗", "罚了105元，对吗"),
        ("三千五百元", "3500元"),
    ],
)
def test_numbers_are_written_in_digits(said: str, written: str) -> None:
    assert in_digits(said) == written


@pytest.mark.parametrize(
    "text",
    [
        "两三百块",
        "三百多家",
        "五百万元以下",
        "一千五百万",
        "第一百条",
        "百分之三",
        "好几百",
        "一窗通办",
    ],
)
def test_what_is_no_number_or_not_sure_stays(text: str) -> None:
    assert in_digits(text) == text


def test_things_are_no_money() -> None:
    assert in_digits("一百块砖") == "100块砖"
