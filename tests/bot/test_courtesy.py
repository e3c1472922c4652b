"""Politeness around a question is not part of it."""

import pytest

from bot.courtesy import without_courtesy


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("您好，请问公司怎么注销？谢谢！", "公司怎么注销？"),
        ("不好意思打扰了，科技贷怎么申请？麻烦您了。", "科技贷怎么申请？"),
        ("想咨询一下，简易注销公告几天，多谢", "简易注销公告几天？"),
        ("公司怎么注销？", "公司怎么注销？"),
        ("谢谢！", "谢谢！"),
        ("请问", "请问"),
    ],
)
def test_greetings_and_thanks_are_taken_away(said: str, asked: str) -> None:
    assert without_courtesy(said) == asked


def test_thanks_inside_a_question_stay() -> None:
    assert without_courtesy("感谢信写给谁？") == "感谢信写给谁？"
