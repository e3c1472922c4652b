"""A list asked of a table: the rows that hold what is asked, all of them and no other."""

from collections.abc import Callable
from dataclasses import replace

from bot.evidence.listing import rows_asked_for
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

ROWS = "上规奖励\t免申即享\t经信局\n算力券\t申报\t科技局\n上限奖励\t免申即享\t商务局"


def rows_of(make_evidence: MakeEvidence, text: str) -> list[Evidence]:
    whole = make_evidence(text)
    chunk = replace(whole.passage.chunk, context="政策，兑现方式，责任部门")
    rows: list[Evidence] = []
    at = 0
    for line in text.split("\n"):
        passage = replace(whole.passage, chunk=chunk)
        rows.append(replace(whole, passage=passage, start=at, end=at + len(line)))
        at += len(line) + 1
    return rows


def test_every_row_with_what_is_asked_is_told_and_no_other(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    rows = rows_of(make_evidence, ROWS)
    asked = make_asked("哪些政策是免申即享的？", "免申即享")

    told = rows_asked_for(asked, [rows[2]], [rows[2], rows[1], rows[0]])

    assert [one.text.split("\t")[0] for one in told] == ["上规奖励", "上限奖励"]


def test_rows_are_no_list_where_a_figure_is_asked(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    rows = rows_of(make_evidence, ROWS)
    asked = make_asked("免申即享兑现了多少钱？", "免申即享")

    assert rows_asked_for(asked, rows, rows) == []


def test_each_row_of_a_table_of_papers_is_told(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    rows = rows_of(make_evidence, "申请表\t2份\n身份证\t1份\n营业执照\t1份")
    asked = make_asked("要带什么材料？", "补贴")

    assert rows_asked_for(asked, [rows[1]], [rows[1], rows[2], rows[0]]) == rows
