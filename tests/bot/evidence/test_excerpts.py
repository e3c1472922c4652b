"""What is told of a sentence can be read alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.evidence.excerpts import (
    cut_to_the_point,
    loses_the_date,
    with_antecedent,
    with_contact,
    with_lead,
    with_proviso,
    with_respective,
)
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

LONG = (
    "《河南省优化营商环境条例》施行后，有关单位出台了贯彻落实文件240余件，印发实施了特邀监督员制度、评价与奖惩"
    "办法、违法案件调查处理暂行办法等配套文件，出台了发展规划、优化县域环境等政策措施，2022年3月又分解落实各项"
    "重点任务，逐条明确责任单位和完成时限，形成了较为完善的政策体系和工作推进机制，各级各部门协同推进、齐抓共管的工作局面基本形成，市场主体和社会公众"
    "的获得感明显增强。"
)


def test_clause_that_only_says_when_is_not_told_alone(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    told = cut_to_the_point(make_asked("条例有什么成效", "条例"), make_evidence(LONG))
    assert told.text == "《河南省优化营商环境条例》施行后，有关单位出台了贯彻落实文件240余件，"


def test_date_of_something_else_in_a_long_sentence_does_not_answer(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked, whole = make_asked("条例什么时候施行", "条例"), make_evidence(LONG)
    assert loses_the_date(asked, whole, make_evidence("《条例》施行后，出台了文件240余件，"))
    assert not loses_the_date(asked, whole, whole)


def test_sentence_that_points_back_is_told_with_its_antecedent(
    make_evidence: MakeEvidence,
) -> None:
    before = "科创城承担8项市域改革任务。"
    item = make_evidence("该区入选全省首批试点。", before=before)
    assert with_antecedent(item).text == "科创城承担8项市域改革任务。该区入选全省首批试点。"


def test_sentence_that_stands_alone_keeps_to_itself(make_evidence: MakeEvidence) -> None:
    for text in ("其他市县入选全省首批试点。", "并联审批率达85%以上。", "企业开办半日办结。"):
        item = make_evidence(text, before="科创城承担8项市域改革任务。")
        assert with_antecedent(item) == item


def test_antecedent_on_another_line_or_too_far_is_left(make_evidence: MakeEvidence) -> None:
    item = make_evidence("该区入选全省首批试点。", before="科创城承担8项市域改革任务。\n")
    far = make_evidence("该区入选全省首批试点。", before=f"科创城{'改革' * 100}。")
    assert (with_antecedent(item), with_antecedent(far)) == (item, far)


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


def test_line_of_contact_is_told_with_the_lines_beside_it(make_evidence: MakeEvidence) -> None:
    block = (
        "特此答复。\n\n联系单位及电话：市发改委，0374—2965080\n\n联 系 人：王某某\n\n抄送：市政府办"
    )
    whole = make_evidence(block)
    start = block.index("联系单位")
    phone = replace(whole, start=start, end=block.index("\n", start))
    person = replace(whole, start=block.index("联 系"), end=block.index("\n", block.index("联 系")))
    told = "联系单位及电话：市发改委，0374—2965080\n\n联 系 人：王某某"
    assert with_contact(phone).text == told
    assert with_contact(person).text == told
    other = replace(whole, start=0, end=5)
    assert with_contact(other) is other


@pytest.mark.parametrize(
    "behind",
    ["提前迁出的，退回全部奖补资金。", "初创企业不受此限。", "逾期不予受理。"],
)
def test_rule_is_told_with_what_bounds_it(behind: str, make_evidence: MakeEvidence) -> None:
    rule = "企业应当承诺5年内不迁出。"
    whole = make_evidence(rule + behind)
    item = replace(whole, end=len(rule))
    assert with_proviso(item).text == rule + behind


@pytest.mark.parametrize(
    "behind", ["咨询电话12345。", "未来三年加大投入。", "\n提前迁出的，退回资金。"]
)
def test_rule_is_told_without_what_bounds_it_not(behind: str, make_evidence: MakeEvidence) -> None:
    rule = "企业应当承诺5年内不迁出。"
    item = replace(make_evidence(rule + behind), end=len(rule))
    assert with_proviso(item) == item


def test_figures_told_respectively_are_told_with_what_they_are_of(
    make_evidence: MakeEvidence,
) -> None:
    listed = "一类犬舍每间不超过5只、二类犬舍不超过8只、三类犬舍不超过12只。"
    shares = "管理人员与犬只的比例分别不低于1∶5、1∶8、1∶12。"
    both = make_evidence(listed + shares)
    first = replace(both, end=len(listed))
    second = replace(both, start=len(listed))

    assert with_respective(first).text == listed + shares
    assert with_respective(second).text == listed + shares


def test_figures_told_respectively_of_names_of_their_own_stand_alone(
    make_evidence: MakeEvidence,
) -> None:
    listed = "共有猎犬、牧犬、警犬。"
    for told in ("公犬和母犬分别有3只、5只。", "犬只比例分别为1∶5、1∶8。", "犬只有3只、5只、8只。"):
        both = make_evidence(listed + told)
        second = replace(both, start=len(listed))
        assert with_respective(second) is second


LEAD = "有下列情形之一的，不予提取："
CASES = ("一是贷款逾期尚未还清的；", "二是账户被冻结的；", "三是购买车位的。")


def _case(make_evidence: MakeEvidence, n: int) -> Evidence:
    whole = LEAD + "".join(CASES)
    start = whole.index(CASES[n])
    return replace(make_evidence(whole), start=start, end=start + len(CASES[n]))


def test_a_case_is_told_with_what_holds_in_it(make_evidence: MakeEvidence) -> None:
    first, last = (with_lead(_case(make_evidence, n)) for n in (0, 2))

    assert first.told == LEAD + CASES[0]
    assert last.told == f"{LEAD}购买车位的。"
    assert last.text == LEAD + "".join(CASES)  # what is cited is one span


@pytest.mark.parametrize("text", ["购买车位的。", "申请材料：1.身份证；2.户口簿。"])
def test_what_is_no_case_of_a_lead_stands_alone(text: str, make_evidence: MakeEvidence) -> None:
    item = make_evidence(text)

    assert with_lead(item) is item
