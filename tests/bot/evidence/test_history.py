"""The newest figure of a quantity answers; older ones are told behind it, as what they are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.answering.forms import formed
from bot.evidence.history import history_of, newest
from bot.evidence.judging import Finding
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence, Weights
from bot.evidence.selection import Chooser
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]


def report(make_evidence: MakeEvidence, year: int, figure: str, **more: object) -> Evidence:
    item = make_evidence(
        f"截至7月末，全市市场主体达到{figure}万户。", published=date(year, 8, 20), **more
    )
    chunk = replace(item.passage.chunk, document_id=f"report-{year}")
    return replace(item, passage=replace(item.passage, chunk=chunk))


def test_same_quantity_of_earlier_times_is_history_latest_first(
    make_evidence: MakeEvidence,
) -> None:
    old, new, oldest = (
        report(make_evidence, *one) for one in ((2021, "42.3"), (2022, "47.9"), (2020, "39.6"))
    )
    assert history_of([old, new, oldest]) == [old, oldest]
    assert newest(oldest, [old, new]) == new


def test_other_quantity_other_place_and_one_report_make_no_history(
    make_evidence: MakeEvidence,
) -> None:
    new = report(make_evidence, 2022, "47.9")
    elsewhere = report(make_evidence, 2021, "42.3", region="许昌市")
    other = make_evidence("全市设立综合窗口320个。", published=date(2021, 8, 20))
    assert history_of([new, elsewhere, other]) == []
    assert history_of([new, report(make_evidence, 2022, "45.1")]) == []


def test_newest_figure_is_told_first_though_an_older_one_was_likelier(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    asked = make_asked("市场主体有多少户？", "市场主体")
    old = report(make_evidence, 2021, "42.3", probability=0.9, score=9.0)
    new = report(make_evidence, 2022, "47.9", probability=0.2, score=1.0)
    points = Chooser(weights).choose(asked, [old, new])
    told = formed([Finding(asked, tuple(points), ())], today=date(2022, 9, 20))
    assert [one.point for one in told] == [Point(new), Point(old)]
    assert [one.form.edition for one in told] == ["", "较早的数据"]
