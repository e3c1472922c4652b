"""Who or what is asked by name is named, or only spoken of."""

import pytest

from bot.evidence.proper_names import names_no_body, names_nobody


@pytest.mark.parametrize(
    ("question", "sentence", "is_nameless"),
    [
        ("动员会是哪位副县长主持的？", "副县长主持会议，局长汇报工作。", True),
        ("动员会是哪位副县长主持的？", "副县长周海涛主持会议。", False),
        ("动员会是哪位副县长主持的？", "局长周海涛汇报工作。", True),
        ("水利局局长叫什么名字？", "局长办公会议每月召开一次。", True),
        ("水利局局长叫什么名字？", "任命李文博同志为水利局局长。", False),
        ("动员会哪天开？", "副县长主持会议。", False),
    ],
)
def test_post_without_its_holder_names_nobody(
    question: str, sentence: str, *, is_nameless: bool
) -> None:
    assert names_nobody(question, sentence) is is_nameless


@pytest.mark.parametrize(
    ("question", "sentence", "is_nameless"),
    [
        ("检测机构叫什么名字？", "由市水务局委托检测机构检测，结果一年有效。", True),
        ("检测机构叫什么名字？", "委托郑州水质检测中心检测。", False),
        ("承保的公司有哪几家？", "保险公司按70%赔付。", True),
        ("承保的公司有哪几家？", "由人保财险、太平洋产险等保险公司承保。", False),
        ("承保的是哪家公司？", "由安平农业保险股份公司承保。", False),
        ("承保的是哪家公司？", "由太平洋产险承保。", False),
        ("哪家银行能开户？", "向合作银行提交申请，由银行审核。", True),
        ("哪家银行能开户？", "江阴另增加浦发银行。", False),
        ("哪些企业可以申请？", "规模以上企业可以申请。", False),
    ],
)
def test_body_that_is_only_mentioned_is_not_named(
    question: str, sentence: str, *, is_nameless: bool
) -> None:
    assert names_no_body(question, sentence) is is_nameless
