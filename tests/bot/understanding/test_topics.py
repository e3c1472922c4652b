"""A name that stands there without a question is a topic; what asks, orders or states is none."""

import pytest

from bot.understanding.topics import topic_of


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("科技贷", "科技贷"),
        ("首违不罚？", "首违不罚"),
        ("介绍一下简易注销", "简易注销"),
        ("什么是一件事一次办？", "一件事一次办"),
        ("科技贷是什么意思", "科技贷"),
        ("信易贷是个啥东西？", "信易贷"),
        ("首错免罚咋回事", "首错免罚"),
    ],
)
def test_name_alone_is_a_topic(text: str, topic: str) -> None:
    assert topic_of(text) == topic


@pytest.mark.parametrize(
    "text",
    [
        "科技贷放了多少亿？",
        "简易注销怎么办",
        "公示要不要钱",
        "公司能不能不设监事？",
        "我公司没有欠债",
        "帮我办简易注销",
        "哪些企业在白名单里",
        "营业执照丢了",
        "监督员的联系电话",
        "许昌有助企干部吗",
        "截至8月，服务管家派到企业的人数",
    ],
)
def test_what_asks_orders_or_states_is_no_topic(text: str) -> None:
    assert topic_of(text) == ""
