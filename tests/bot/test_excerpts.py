"""A long sentence is cut to what is asked, and keeps the figure that is wanted."""

from dataclasses import replace

from bot.excerpts import cut_to_the_point
from tests.bot.test_clarifying import MakeAsked, MakeEvidence

FILLER = "进一步压实各方责任，持续深化改革创新，不断优化服务流程，切实提升办事效率，"
SENTENCE = (
    f"按照4月25日会议的要求，{FILLER}{FILLER}研究制定了《改革方案》，经过多轮讨论，"
    f"8月17日以豫政办〔2022〕78号文件印发实施，位列全省第一名，{FILLER}{FILLER}取得实效。"
)


def test_date_behind_what_is_asked_of_is_kept(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    cut = cut_to_the_point(
        make_asked("《改革方案》啥时候印发的？", "改革方案"), make_evidence(SENTENCE)
    )
    assert "8月17日" in cut.text
    assert len(cut.text) < len(SENTENCE)


def test_what_the_rest_of_the_question_wants_is_kept(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("《改革方案》啥时候印发的？", "改革方案")
    cut = cut_to_the_point(replace(asked, wanted_beside=("rank",)), make_evidence(SENTENCE))
    assert "第一名" in cut.text
