"""One sentence that answers two things asked is told once, as far as it answers both."""

from collections.abc import Callable
from dataclasses import replace

from bot.evidence.points import Point, each_widest, point_of
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

HEAD = "扎实开展行业协会商会乱收费专项清理整治，"
MIDDLE = "、".join(["规范会费", "规范评比", "规范收费标准"] * 14) + "，"
SAVED = "共减轻企业负担8182.84万元，"
REACHED = "惠及企业3.93万家。"
WHOLE = HEAD + MIDDLE + SAVED + REACHED


def test_point_reaches_to_what_answers_the_next_thing_asked(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    item = make_evidence(WHOLE)
    brief = make_evidence("专项清理整治中共减轻企业负担8182.84万元。")
    saved = point_of(make_asked("减轻负担多少钱", "减轻企业负担"), item, [item, brief], told=[])
    assert saved.evidence.text == SAVED
    assert saved.others == (brief,)
    asked = make_asked("惠及多少家企业", "惠及")
    both = point_of(asked, item, [item, brief], told=[saved])
    assert both.evidence.text == SAVED + REACHED
    assert both.others == ()  # the other place does not say how many


def test_points_are_told_by_the_widest_of_all(make_evidence: MakeEvidence) -> None:
    item = make_evidence(WHOLE)
    start = WHOLE.index(SAVED)
    brief = Point(replace(item, start=start, end=start + len(SAVED)))
    wide = Point(replace(item, start=start))
    other = Point(make_evidence("别处的一句话。"))
    assert each_widest([brief, other, wide], [brief, other, wide]) == (wide, other)
    aside = replace(wide, side="许昌")
    assert each_widest([brief], [brief, aside]) == (brief,)
