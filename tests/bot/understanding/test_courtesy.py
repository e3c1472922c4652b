"""Politeness around a question is not part of it."""

import pytest

from bot.understanding.courtesy import without_courtesy


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


@pytest.mark.parametrize(
    "question", ["感谢信写给谁？", "麻烦的手续怎么简化？", "注销是不是太麻烦了", "驻村干部太辛苦了"]
)
def test_words_of_the_question_itself_stay(question: str) -> None:
    assert without_courtesy(question) == question
