"""The phone and the window of the guide that is asked of are told though they name no matter."""

from collections.abc import Callable
from dataclasses import replace

from bot.evidence.contact_lines import contact_first
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]


def of_guide(item: Evidence, title: str, kind: str = "指南") -> Evidence:
    metadata = replace(item.passage.metadata, title=title, kind=kind)
    return replace(item, passage=replace(item.passage, metadata=metadata))


def test_line_of_contact_of_the_guide_asked_of_comes_first(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    title = "某市犬只登记办事指南"
    near = of_guide(make_evidence("犬只登记咨询热线已开通。", probability=0.6), title)
    line = of_guide(make_evidence("咨询电话：0123-4567890", probability=0.1), title)
    complaints = of_guide(make_evidence("监督电话：0123-1111111", probability=0.2), title)
    asked = make_asked("犬只登记的电话多少", "犬只登记")

    told = contact_first(asked, [near, complaints, line], 0.5)

    assert told[0].text == line.text
    assert told[0].probability == 0.5
    assert told[1:] == [near, complaints]


def test_line_of_contact_of_another_guide_or_of_a_report_stays_where_it_is(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    line = make_evidence("咨询电话：0123-4567890", probability=0.1)
    asked = make_asked("犬只登记的电话多少", "犬只登记")

    for other in (of_guide(line, "信鸽登记指南"), of_guide(line, "犬只登记工作报告", "报告")):
        assert contact_first(asked, [other], 0.5) == [other]
