"""A question that asks what a word means is answered by the sentence that defines it."""

import pytest

from bot.evidence.definitions import asks, defines
from bot.evidence.scoring import Weights
from bot.evidence.selection import Chooser
from bot.understanding.terms import Term
from tests.bot.test_clarifying import MakeAsked, MakeEvidence


def name(text: str, *alternatives: str) -> Term:
    return Term(text, 3.0, alternatives, is_name=True)


@pytest.mark.parametrize(
    "question", ["什么叫实际控制人？", "关联关系是啥意思", "高管是指哪些人，", "中小企业怎么界定？"]
)
def test_question_for_a_meaning_is_known(question: str) -> None:
    assert asks(question)


@pytest.mark.parametrize("question", ["实际控制人要担什么责任？", "公司怎么注销", "控股股东有几个"])
def test_question_for_something_else_asks_no_meaning(question: str) -> None:
    assert not asks(question)


def test_sentence_defines_the_word_it_begins_with() -> None:
    sentence = "（三）实际控制人，是指通过投资关系能够实际支配公司行为的人。"
    assert defines(sentence, [name("实际控制人")])
    assert defines("本法所称关联关系，是指控股股东之间的关系。", [name("关联关系")])


def test_official_word_is_defined_for_the_colloquial_one() -> None:
    sentence = "（一）高级管理人员，是指公司的经理、副经理、财务负责人。"
    assert defines(sentence, [name("高管", "高级管理人员")])


def test_word_within_a_longer_one_is_not_defined() -> None:
    assert not defines("（二）控股股东，是指其出资额过半的股东。", [name("股东")])


def test_definition_is_told_before_what_speaks_of_the_word_more(
    make_asked: MakeAsked, make_evidence: MakeEvidence, weights: Weights
) -> None:
    defining = make_evidence("关联关系，是指可能导致利益转移的关系。", probability=0.2)
    speaking = make_evidence("利用关联关系损害公司利益的，应当赔偿。", probability=0.9)
    chosen = Chooser(weights).choose(
        make_asked("什么是关联关系？", "关联关系"), [speaking, defining]
    )
    assert [point.evidence.text for point in chosen] == [defining.text]


def test_definition_is_not_told_twice(
    make_asked: MakeAsked, make_evidence: MakeEvidence, weights: Weights
) -> None:
    defining = make_evidence("关联关系，是指可能导致利益转移的关系。", probability=0.9)
    chooser = Chooser(weights)
    first = chooser.choose(make_asked("什么是关联关系？", "关联关系"), [defining])
    again = chooser.choose(make_asked("关联关系会怎样？", "关联关系"), [defining])
    assert again[0] is first[0]
