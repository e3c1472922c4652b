"""A question gives its points their form: yes or no first, and who says a figure as of when."""

from collections.abc import Callable
from datetime import date

from bot.answering.forms import PLAIN, Form, Formed, formed
from bot.evidence.judging import Finding
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]


TODAY = date(2026, 11, 26)


def told(*findings: Finding) -> list[Formed]:
    return formed(findings, today=TODAY)


def forms(asked: Asked, *items: Evidence) -> list[Form]:
    return [one.form for one in told(Finding(asked, tuple(map(Point, items)), items))]


def test_settled_question_leads_with_its_answer(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("填错了还用重新公示不？")
    first, second = forms(
        asked,
        make_evidence("承诺书填错予以受理，无需重新公示。"),
        make_evidence("公示期为20天。"),
    )
    assert (first.lead, second.lead) == ("不需要", "")


def test_sources_that_settle_it_otherwise_leave_it_open(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("填错了还用重新公示不？")
    found = forms(
        asked,
        make_evidence("填错予以受理，无需重新公示。"),
        make_evidence("填错应当重新公示。"),
    )
    assert [form.lead for form in found] == ["", ""]


def test_rule_for_listed_cases_is_told_as_depending_on_them(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    rule = make_evidence("有下列情形之一，可以当场收缴罚款：（一）一百元以下的；（二）难以执行的。")
    (form,) = forms(make_asked("罚款可以当场收缴吗"), rule)
    assert form.lead == "视情形而定"


def test_figure_is_told_with_its_issuer_and_a_list_is_not(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    item = make_evidence("支持企业1816家。")
    assert forms(make_asked("科技贷支持了多少家企业？"), item) == [Form(names_issuer=True)]
    assert forms(make_asked("科技贷支持了哪些企业？"), item) == [PLAIN]


def test_date_of_the_sentence_before_is_taken_along(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    before = "截至8月末，科技贷放款97.65亿元。"
    item = make_evidence("支持企业1816家。", before=before, published=date(2022, 9, 19))
    (form,) = forms(make_asked("科技贷支持了多少家企业？"), item)
    assert form.as_of == "截至8月末"
    assert form.dated is not None
    assert form.dated.text == before


def test_date_in_the_sentence_itself_is_not_repeated(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    item = make_evidence("截至8月末，支持企业1816家。", published=date(2022, 9, 19))
    (form,) = forms(make_asked("科技贷支持了多少家企业？"), item)
    assert (form.as_of, form.dated) == ("", None)


def test_point_of_two_things_asked_is_told_once(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    item = make_evidence("放款97.65亿元，支持企业1816家。")
    findings = [
        Finding(make_asked(text), (Point(item),), (item,))
        for text in ("放款多少亿元？", "支持多少家企业？")
    ]
    assert len(told(*findings)) == 1
