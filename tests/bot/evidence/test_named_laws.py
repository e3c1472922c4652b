"""What a law says is told by the law itself."""

from collections.abc import Callable
from dataclasses import replace

from bot.evidence.named_laws import of_the_law_named
from bot.evidence.scoring import Evidence

MakeEvidence = Callable[..., Evidence]

QUESTION = "河南省优化营商环境条例对拖欠账款怎么规定的？"


def of(item: Evidence, title: str) -> Evidence:
    metadata = replace(item.passage.metadata, title=title)
    return replace(item, passage=replace(item.passage, metadata=metadata))


def test_the_law_asked_speaks_for_itself(make_evidence: MakeEvidence) -> None:
    law = of(make_evidence("国家机关不得拖欠市场主体账款。"), "河南省优化营商环境条例")
    nation = of(make_evidence("国家机关不得违约拖欠账款。"), "优化营商环境条例")
    report = of(make_evidence("将《河南省优化营商环境条例》纳入培训。"), "工作报告")
    ranked = [report, nation, law]
    assert of_the_law_named(QUESTION, ranked) == [law]
    assert of_the_law_named("条例施行后开展了哪些培训？", ranked) == ranked


def test_where_the_law_is_not_held_all_may_tell_of_it(make_evidence: MakeEvidence) -> None:
    report = of(make_evidence("省条例要求不得拖欠账款。"), "工作报告")
    assert of_the_law_named(QUESTION, [report]) == [report]
