"""What is asked how to do is told in the order of doing it, each point under what it tells."""

from collections.abc import Callable

import pytest

from bot.answering.procedure import grouped
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence

MakeEvidence = Callable[..., Evidence]
TOLD = {
    "第四十九条 应当通过国家企业信用信息公示系统公示，公示期为20日。": "时限、渠道",
    "第四十七条 申请办理简易注销登记，应当提交申请书和全体投资人承诺书。": "所需材料",
    "有下列情形之一的，不得申请办理简易注销登记。": "特殊情形",
    "对符合条件的市场主体，可以按照简易程序办理注销登记。": "条件",
}


def test_points_come_in_the_order_of_a_procedure(make_evidence: MakeEvidence) -> None:
    points = [Point(make_evidence(text)) for text in TOLD]
    assert [part for _, part in grouped(points)] == ["条件", "所需材料", "时限、渠道", "特殊情形"]
    assert {point.evidence.text: part for point, part in grouped(points)} == TOLD


def test_step_that_is_clear_of_no_part_goes_without_and_before_the_materials(
    make_evidence: MakeEvidence,
) -> None:
    points = [Point(make_evidence(text)) for text in (*TOLD, "受理后当面核对。")]
    assert [part for _, part in grouped(points)][1] == ""


@pytest.mark.parametrize(
    "texts",
    [("受理后当面核对。", "优化审批流程。"), ("应当提交申请书。", "应当提交承诺书。")],
)
def test_points_of_one_part_stay_as_they_are(
    texts: tuple[str, ...], make_evidence: MakeEvidence
) -> None:
    points = [Point(make_evidence(text)) for text in texts]
    assert grouped(points) == [(point, "") for point in points]


def test_steps_of_a_guide_are_told_in_its_order(make_evidence: MakeEvidence) -> None:
    guide = ("第一步，到窗口申请。", "第二步，符合条件的，当场受理。", "第三步，2个工作日内办结。")
    steps = [
        Point(make_evidence(text, before="".join(guide[:at]))) for at, text in enumerate(guide)
    ]
    papers = Point(make_evidence("应当提交申请书和证明。"))
    told = grouped([steps[2], papers, steps[1], steps[0]])
    assert [point for point, _ in told if point is not papers] == steps
