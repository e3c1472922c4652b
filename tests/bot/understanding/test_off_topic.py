"""What is no matter of policy is not looked for, whatever words it shares with one."""

from collections.abc import Callable

import pytest

from bot.answer import Answer, Status
from bot.question import Turn
from bot.understanding.off_topic import is_off_topic


@pytest.mark.parametrize(
    "text",
    [
        "明天天气怎么样",
        "那明天郑州天气怎么样？",
        "今天星期几",
        "给我写首诗",
        "股票推荐一个",
        "郑州银行的股票现在能买吗，明天会涨吗？",
        "你会唱歌吗",
    ],
)
def test_small_talk_is_off_topic(text: str) -> None:
    assert is_off_topic(text)


@pytest.mark.parametrize(
    "text",
    [
        "重污染天气怎么样应对",
        "重污染天气应急减排措施有哪些",
        "重污染天气呢",
        "最近出台了什么政策",
        "企业开办几天",
        "几号截止申报",
        "股票上市给企业奖多少钱？",
        "医保基金会用来买什么药？",
    ],
)
def test_questions_of_policy_are_not(text: str) -> None:
    assert not is_off_topic(text)


def test_change_of_subject_to_the_weather_is_out_of_scope(ask: Callable[..., Answer]) -> None:
    history = (Turn("user", "企业开办要多久"), Turn("assistant", "半个工作日。[1]"))
    assert ask("明天天气怎么样", history=history).status == Status.OUT_OF_SCOPE
