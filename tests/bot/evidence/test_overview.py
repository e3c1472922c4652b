"""A topic is told by the sentences that name it and say different things."""

from bot.evidence.scoring import Weights
from bot.evidence.selection import Chooser
from tests.bot.test_clarifying import MakeAsked, MakeEvidence

RELEASED = "“科技贷”业务累计放款97.65亿元，支持企业1816家。"
WIDENED = "扩大“科技贷”投放规模，覆盖更多中小企业。"
MEANT = "科技贷，是指合作银行向科技型企业发放的贷款。"
AMISS = "“科技贷”存在门槛偏高的问题，企业反映办理慢。"
OF_OTHERS = "“专精特新贷”累计放款18.7亿元。"


def told(
    make_asked: MakeAsked, make_evidence: MakeEvidence, weights: Weights, text: str
) -> list[str]:
    evidence = [
        make_evidence(sentence, probability=0.05)
        for sentence in (OF_OTHERS, AMISS, RELEASED, RELEASED, WIDENED, MEANT)
    ]
    points = Chooser(weights).choose(make_asked(text, "科技贷"), evidence)
    return [point.evidence.text for point in points]


def test_topic_is_told_meaning_first_and_faults_last(
    make_asked: MakeAsked, make_evidence: MakeEvidence, weights: Weights
) -> None:
    assert told(make_asked, make_evidence, weights, "科技贷") == [MEANT, RELEASED, WIDENED, AMISS]


def test_question_about_it_is_not_told_by_what_only_names_it(
    make_asked: MakeAsked, make_evidence: MakeEvidence, weights: Weights
) -> None:
    assert told(make_asked, make_evidence, weights, "科技贷的电话是多少？") == []


def test_other_words_need_a_chance_to_answer(
    make_asked: MakeAsked, make_evidence: MakeEvidence, weights: Weights
) -> None:
    asked = make_asked("社保缓缴", "社保", "缓缴")
    far = make_evidence("社保卡可以挂失，税款可以缓缴。", probability=0.01)
    near = make_evidence("缓缴社保的企业扩大到22个行业。", probability=0.6)
    points = Chooser(weights).choose(asked, [far, near])
    assert [point.evidence.text for point in points] == [near.text]
