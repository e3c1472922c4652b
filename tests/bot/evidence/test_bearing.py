"""What is told bears on what is asked, or it is not told."""

from collections.abc import Callable
from dataclasses import replace

from bot.evidence.bearing import bearing
from bot.evidence.judging import Finding
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from bot.understanding.terms import Term
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

SUBJECT = Term("市场主体", 3.0, is_name=True)
BACKGROUND = replace(SUBJECT, is_background=True)


def speaking_of(item: Evidence, share: float) -> Evidence:
    return replace(item, features=item.features._replace(with_previous=share))


def found(asked: Asked, *items: Evidence) -> Finding:
    return Finding(asked, tuple(map(Point, items)), items)


def test_date_of_another_matter_does_not_answer_for_a_subject_not_found(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    first = found(make_asked("全省实有市场主体多少万户", SUBJECT))
    date = speaking_of(make_evidence("截至7月末，全省共有担保机构269家。"), 0.45)
    told = bearing([first, found(make_asked("这是截到什么时候的数", BACKGROUND), date)])
    assert [one.points for one in told] == [(), ()]
    assert told[1].nearest == (date,)


def test_what_is_asked_on_is_told_where_it_speaks_of_the_subject(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    first = found(make_asked("全省实有市场主体多少万户", SUBJECT))
    date = speaking_of(make_evidence("截至8月底，市场主体持续增长。"), 0.8)
    told = bearing([first, found(make_asked("这是截到什么时候的数", BACKGROUND), date)])
    assert len(told[1].points) == 1


def test_what_is_asked_on_is_told_where_its_subject_was_found(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    first = found(
        make_asked("全省实有市场主体多少万户", SUBJECT),
        speaking_of(make_evidence("全省实有市场主体914万户。"), 1.0),
    )
    date = speaking_of(make_evidence("截至8月底。"), 0.2)
    told = bearing([first, found(make_asked("这是截到什么时候的数", BACKGROUND), date)])
    assert [len(one.points) for one in told] == [1, 1]


def test_answer_that_speaks_of_next_to_nothing_asked_is_not_told(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    item = speaking_of(make_evidence("联合九部门制定《通知》。"), 0.07)
    (told,) = bearing([found(make_asked("国营门面免租了没有", SUBJECT), item)])
    assert told.points == ()
    assert not told.is_whole


def test_what_is_asked_on_of_a_subject_not_found_has_to_be_sure(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    first = found(make_asked("牙科诊所备案要交什么材料", Term("牙科诊所", 4.0, is_name=True)))
    asked_on = make_asked("几天能办好", BACKGROUND)
    text = "环境影响报告书的审批时限压缩到20个工作日。"
    unsure = speaking_of(make_evidence(text, probability=0.7), 0.6)
    of_else = speaking_of(make_evidence(text, probability=0.9), 0.25)
    sure = speaking_of(make_evidence(text, probability=0.9), 0.6)
    assert bearing([first, found(asked_on, unsure)])[1].points == ()
    assert bearing([first, found(asked_on, of_else)])[1].points == ()
    assert len(bearing([first, found(asked_on, sure)])[1].points) == 1


def test_little_of_what_is_asked_has_to_be_found_surely(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("自己有没有设创新券", SUBJECT)
    other = found(make_asked("额度多少", Term("额度", 3.0, is_name=True)))
    text = "市场主体可以申领创新券。"
    unsure = found(asked, speaking_of(make_evidence(text, probability=0.7), 0.9))
    sure = found(asked, speaking_of(make_evidence(text, probability=0.9), 0.9))
    assert bearing([unsure, other])[0].points == ()
    assert len(bearing([sure, other])[0].points) == 1
    assert len(bearing([unsure])[0].points) == 1
