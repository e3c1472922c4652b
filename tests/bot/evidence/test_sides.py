"""Two things set side by side are told by what names one and not the other."""

from collections.abc import Callable

import pytest

from bot.evidence.scoring import Evidence
from bot.evidence.sides import sides_of
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]
ONE, OTHER = "“科技贷”业务累计放款97.65亿元。", "“专精特新贷”合作机构57家。"


@pytest.mark.parametrize(
    "question",
    ["科技贷和专精特新贷有什么区别", "请问“科技贷”跟“专精特新贷”在额度上有啥不同？"],
)
def test_each_of_two_things_compared_is_a_side(
    question: str, make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    ranked = [make_evidence(ONE), make_evidence(OTHER)]
    sides = sides_of(make_asked(question), ranked)
    assert [side.thing for side in sides] == ["科技贷", "专精特新贷"]
    assert [[side.admits(item) for item in ranked] for side in sides] == [
        [True, False],
        [False, True],
    ]


def test_sentence_that_names_both_tells_neither_from_the_other(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    ranked = [make_evidence("推行首贷、续贷。")]
    (side,) = sides_of(make_asked("首贷和续贷有什么不同"), ranked)
    assert (side.thing, side.admits(ranked[0])) == ("", True)


def test_thing_whose_name_holds_the_other_is_not_it(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    ranked = [make_evidence("简易注销公示期为20日。"), make_evidence("注销应当公告。")]
    simple, whole = sides_of(make_asked("简易注销和注销有什么区别"), ranked)
    assert [simple.admits(item) for item in ranked] == [True, False]
    assert [whole.admits(item) for item in ranked] == [False, True]


def test_question_that_compares_nothing_has_one_side(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    (side,) = sides_of(make_asked("科技贷和专精特新贷怎么申请"), [make_evidence(ONE)])
    assert side.thing == ""
