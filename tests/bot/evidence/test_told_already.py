"""The sentence that says where to go also says with what, if it does."""

from collections.abc import Callable

from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from bot.evidence.told_already import answering_too
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

BOTH = "申领人向渔政服务站提出申请，提交船舶登记证书、身份证明。"


def test_papers_in_the_sentence_told_for_the_place_are_found(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    made = make_evidence(BOTH, probability=0.1)
    asked = make_asked("要带什么材料？", "渔船")
    assert answering_too(asked, [made], [Point(made)]) == (Point(made),)


def test_sentence_without_papers_does_not_tell_them(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    made = make_evidence("申领人向渔政服务站提出申请。")
    asked = make_asked("要带什么材料？", "渔船")
    assert answering_too(asked, [made], [Point(made)]) == ()


def test_sum_beside_may_be_of_something_else(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    made = make_evidence("申领人向渔政服务站提出申请，工本费20元。")
    asked = make_asked("能补多少钱？", "渔船")
    assert answering_too(asked, [made], [Point(made)]) == ()
