"""Few points, all different, each with all its sources."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.picking import MAX_CHARS, MAX_POINTS
from bot.evidence.points import MAX_SOURCES
from bot.evidence.sameness import same_fact
from bot.evidence.scoring import Evidence, Weights
from bot.evidence.selection import Chooser
from bot.understanding.jurisdiction import place_of
from bot.understanding.understood import Asked
from corpus import Level

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

LOAN = "截至6月末，“科技贷”业务累计放款97.65亿元，支持企业1816家。"


def test_fact_in_three_places_is_one_point_with_three_sources(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    ranked = [
        make_evidence(LOAN),
        make_evidence("截至2022年6月，“科技贷”业务累计放款97.65亿元，支持企业1816家。"),
        make_evidence("“科技贷”业务累计放款97.65亿元，支持企业1816家，成效明显。"),
    ]
    (point,) = Chooser(weights).choose(make_asked("科技贷累计放款多少？", "科技贷"), ranked)
    assert point.sources == tuple(ranked)


def test_fact_in_ten_places_keeps_a_few_sources(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    ranked = [make_evidence(LOAN, chunk=f"chunk-{at}") for at in range(10)]
    (point,) = Chooser(weights).choose(make_asked("科技贷累计放款多少？", "科技贷"), ranked)
    assert len(point.sources) == MAX_SOURCES


def test_source_that_lacks_a_figure_of_the_sentence_is_not_cited_for_it(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    ranked = [make_evidence(LOAN), make_evidence("“科技贷”业务累计放款97.65亿元。")]
    (point,) = Chooser(weights).choose(make_asked("科技贷累计放款多少？", "科技贷"), ranked)
    assert point.sources == (ranked[0],)


def test_richer_statement_of_a_fact_is_told(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    brief = make_evidence("“科技贷”业务累计放款97.65亿元。", probability=0.9)
    rich = make_evidence("“科技贷”业务累计放款97.65亿元，支持1816家。", probability=0.8)
    (point,) = Chooser(weights).choose(make_asked("科技贷累计放款多少？", "科技贷"), [brief, rich])
    assert point.evidence == rich


def test_statement_that_is_richer_but_far_longer_is_not_told(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    brief = make_evidence("“科技贷”业务累计放款97.65亿元。", probability=0.9)
    long = make_evidence(
        "“科技贷”业务累计放款97.65亿元，同时还建立了覆盖全省的政银担合作机制，支持企业1816家。",
        probability=0.8,
    )
    (point,) = Chooser(weights).choose(make_asked("科技贷累计放款多少？", "科技贷"), [brief, long])
    assert point.evidence == brief


def test_different_figures_are_different_facts(make_evidence: MakeEvidence) -> None:
    ours = make_evidence("“科技贷”业务累计放款97.65亿元。")
    assert not same_fact(ours, make_evidence("“科技贷”业务累计放款79.65亿元。"))
    assert same_fact(ours, make_evidence("“科技贷”业务累计放款97.65亿元，"))


def test_same_figure_about_another_thing_is_another_fact(make_evidence: MakeEvidence) -> None:
    assert not same_fact(
        make_evidence("公示时间压缩为20天。"), make_evidence("环评审批平均用时20天以内办结。")
    )


def test_sentence_without_figures_is_not_the_same_as_one_with(
    make_evidence: MakeEvidence,
) -> None:
    assert not same_fact(
        make_evidence("企业注销实行一件事一次办。"),
        make_evidence("企业注销实行一件事一次办，压缩为20天。"),
    )


def test_fact_is_the_same_whichever_comes_first(make_evidence: MakeEvidence) -> None:
    ours, theirs = make_evidence(LOAN), make_evidence("“科技贷”业务累计放款97.65亿元。")
    assert same_fact(ours, theirs)
    assert same_fact(theirs, ours)


def test_nothing_is_chosen_where_nothing_is_sure_enough(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    asked = make_asked("科技贷累计放款多少？", "科技贷")
    assert Chooser(weights).choose(asked, [make_evidence(LOAN, probability=0.49)]) == []
    assert Chooser(weights).choose(asked, []) == []


def test_further_point_is_told_where_it_is_nearly_as_likely_the_answer(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    first = make_evidence("科技贷累计放款97.65亿元。", score=9.0)
    second = make_evidence("风险补偿由省财政安排。", score=7.5)
    far = make_evidence("各地科技贷工作开展良好。", score=6.5)
    points = Chooser(weights).choose(
        make_asked("科技贷累计放款多少，风险补偿由谁安排？", "科技贷", "风险补偿"),
        [first, second, far],
    )
    assert [point.evidence for point in points] == [first, second]


def test_list_takes_different_facts_from_further_down(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    ranked = [
        make_evidence("企业开办一窗通办。", score=9.0),
        make_evidence("不动产登记全城通办。", score=6.5),
        make_evidence("水电气联合报装。", score=5.0),
    ]
    points = Chooser(weights).choose(make_asked("有哪些便民措施？", "便民"), ranked)
    assert [point.evidence for point in points] == ranked[:2]


def test_fact_told_for_one_thing_answers_the_next_without_being_told_twice(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    chooser = Chooser(weights)
    ranked = [make_evidence(LOAN)]
    first = chooser.choose(make_asked("科技贷累计放款多少", "科技贷"), ranked)
    second = chooser.choose(make_asked("支持了多少家企业", "科技贷"), ranked)
    assert first == second


def test_what_is_still_wanted_is_completed_from_the_sentence_beside(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    amount = make_evidence("累计放款97.65亿元。", probability=0.9, chunk="one")
    date = make_evidence(
        "数据截至2022年6月。", probability=0.1, chunk="one", before="累计放款97.65亿元。"
    )
    points = Chooser(weights).choose(
        make_asked("放款多少钱，截至什么时候？", "放款"), [amount, date]
    )
    assert [point.evidence for point in points] == [amount, date]


@pytest.mark.parametrize("question", ["有哪些措施？", "有多少项？"])
@given(
    lengths=st.lists(st.integers(10, 300), min_size=1, max_size=12),
    sureness=st.floats(0.5, 1),
)
def test_answer_never_grows_beyond_its_bounds(
    question: str,
    lengths: list[int],
    sureness: float,
    make_evidence: MakeEvidence,
    make_asked: MakeAsked,
    weights: Weights,
) -> None:
    ranked = [
        make_evidence(f"{chr(0x4E00 + at) * length}{at + 11}项。", probability=sureness)
        for at, length in enumerate(lengths)
    ]
    chooser = Chooser(weights)
    points = []
    for _ in range(2):
        points += [
            point
            for point in chooser.choose(make_asked(question, "措施"), ranked)
            if point not in points
        ]
    told = [len(point.evidence.text) for point in points]
    assert len(points) <= MAX_POINTS
    assert sum(told[:1]) == sum(told) or sum(told) <= MAX_CHARS


def test_what_illustrates_comes_last(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    example = make_evidence("比如，股东失联的，须先提起清算申请。", score=9.0)
    rule = make_evidence("未发生债权债务的市场主体纳入简易注销。", score=8.5)
    points = Chooser(weights).choose(make_asked("怎么走简易注销？", "简易注销"), [example, rule])
    assert [point.evidence for point in points] == [rule, example]


def test_steps_are_told_with_how_long_they_take(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    step = make_evidence("无债务的企业可以申请简易注销。")
    time_limit = make_evidence("简易注销的公示时间压缩为20天。", probability=0.2, score=-9.0)
    points = Chooser(weights).choose(
        make_asked("怎么申请简易注销？", "简易注销"), [step, time_limit]
    )
    assert [point.evidence for point in points] == [step, time_limit]


def test_time_limit_of_another_matter_is_not_told_with_steps(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    step = make_evidence("无债务的企业可以申请简易注销。")
    other = make_evidence("用气报装压缩为6天。", probability=0.2, score=-9.0)
    points = Chooser(weights).choose(make_asked("怎么申请简易注销？", "简易注销"), [step, other])
    assert [point.evidence for point in points] == [step]


def test_what_was_reached_is_no_step(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    asked = make_asked("科技贷怎么申请？", "科技贷")
    assert Chooser(weights).choose(asked, [make_evidence(LOAN)]) == []


def test_what_is_amiss_is_no_step(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    asked = make_asked("企业注销怎么办？", "企业注销")
    amiss = make_evidence("办理企业注销宣传不够，信息不畅，申请进度较慢。")
    step = make_evidence("办理企业注销，应当提交清算报告。")
    (point,) = Chooser(weights).choose(asked, [amiss, step])
    assert point.evidence == step


def test_whole_list_asked_for_is_told_without_what_else_speaks_of_it(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    text = "处罚的种类：（一）警告；（二）罚款；（三）行政拘留。"
    whole = make_evidence(text, probability=0.8)
    items = tuple((text.index(word), text.index(word) + 2) for word in ("警告", "罚款", "行政"))
    head = replace(whole, end=text.index("（一）"), list_end=len(text), list_items=items)
    beside = make_evidence("应当评估处罚的种类，提出修改建议。", probability=0.9)
    asked = make_asked("处罚的种类有哪些？", "处罚", "种类")
    (point,) = Chooser(weights).choose(asked, [beside, head])
    assert point.evidence.text == text


def test_other_side_of_a_comparison_is_not_told_as_the_first_though_they_read_alike(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    asked = make_asked("甲公司和乙公司的注册资本有什么不同？", "注册资本")
    one = make_evidence("法律对甲公司注册资本最低限额另有规定的，从其规定。")
    other = make_evidence("法律对乙公司注册资本最低限额另有规定的，从其规定。", probability=0.2)
    chooser = Chooser(weights)
    chooser.choose(asked, [one], most=2, is_other_side=True)
    (point,) = chooser.choose(asked, [other], most=2, is_other_side=True)
    assert point.evidence == other


def test_yes_or_no_is_told_by_few_sentences(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    told = ("规模小的不设监事", "监事由职工推选", "监事任期每届三年", "审计委员会代行监事之权")
    ranked = [make_evidence(f"{text}。") for text in told]
    assert len(Chooser(weights).choose(make_asked("公司能不能不设监事？", "监事"), ranked)) <= 3
    assert len(Chooser(weights).choose(make_asked("哪些公司不设监事？", "监事"), ranked)) > 3


def test_number_asked_for_is_not_answered_without_one(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    vague = make_evidence("在减税降费方面取得了实实在在的成效。")
    number = make_evidence("全省减税降费812.5亿元。", probability=0.8)
    asked = make_asked("全省减税降费多少亿元？", "减税降费")
    assert Chooser(weights).choose(asked, [vague]) == []
    assert number in [one.evidence for one in Chooser(weights).choose(asked, [vague, number])]


def test_rule_of_the_nation_is_told_where_no_place_is_asked_of(
    make_asked: MakeAsked, make_evidence: MakeEvidence, weights: Weights
) -> None:
    local = make_evidence(
        "对无债权债务的市场主体，可以按照简易程序办理注销手续。", region="山东省", score=3.0
    )
    nation = make_evidence(
        "对无债权债务的市场主体，可以按照简易程序办理注销。",
        region=None,
        score=2.5,
        level=Level.NATIONAL,
    )
    asked = make_asked("无债权债务的市场主体可以简易注销吗？", "简易程序")
    chosen = Chooser(weights).choose(asked, [local, nation])
    assert [point.evidence.text for point in chosen] == [nation.text]
    of_a_place = replace(asked, place=place_of("山东", None))
    chosen = Chooser(weights).choose(of_a_place, [local, nation])
    assert chosen[0].evidence.text == local.text


def test_paper_of_no_known_place_is_not_taken_for_the_nation_s(
    make_asked: MakeAsked, make_evidence: MakeEvidence, weights: Weights
) -> None:
    local = make_evidence(
        "对无债权债务的市场主体，可以按照简易程序办理注销手续。", region="山东省", score=3.0
    )
    unknown = make_evidence(
        "对无债权债务的市场主体，可以按照简易程序办理注销。", region=None, score=2.5
    )
    chosen = Chooser(weights).choose(
        make_asked("无债权债务的市场主体可以简易注销吗？", "简易程序"), [local, unknown]
    )
    assert chosen[0].evidence.text == local.text


def test_answer_begins_with_the_first_that_is_sure_among_the_best_three(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    asked = make_asked("累计学时不得低于多少？", "学时")
    unsure = make_evidence("培训考试工作要有计划60个。", probability=0.4, score=9.0)
    sure = make_evidence("累计学时不得低于60个。", probability=0.7, score=8.5)
    points = Chooser(weights).choose(asked, [unsure, sure])
    assert [point.evidence for point in points] == [sure]
    far = [replace(unsure, passage=make_evidence(f"第{at}句，5个。").passage) for at in range(3)]
    assert Chooser(weights).choose(asked, [*far, sure]) == []


def test_answer_to_the_very_question_is_told_with_its_steps(
    make_evidence: MakeEvidence, make_asked: MakeAsked, weights: Weights
) -> None:
    said = ("到村里的种子站申请。", "先后三关：村里两日内登记；镇上五日内查田。")
    section = ("问：救灾种子怎么领取？",)
    where = make_evidence(said[0], section=section, chunk="answer")
    steps = make_evidence(said[1], section=section, chunk="answer", before=said[0], probability=0.6)
    rest = make_evidence("救灾种子和农具补贴可以同时享受。", section=("问：能同享吗？",))
    ranked = [where, rest, steps]
    points = Chooser(weights).choose(make_asked("救灾种子怎么领取？", "救灾种子"), ranked)
    assert [point.evidence.text for point in points] == list(said)
