"""What the asker should know beside the answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.answer import Citation, Notice, NoticeKind
from bot.answering.notices import notices_for, over_notices
from bot.evidence.judging import Finding
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from bot.understanding.jurisdiction import place_of
from bot.understanding.terms import Term
from bot.understanding.understood import Asked, Understood
from corpus import Validity

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

TODAY = date(2022, 9, 20)


def understood(asked: Asked) -> Understood:
    return Understood(asked.text, asked.text, place_of(asked.text, None), frozenset(), (), (asked,))


def citation(published: date | None, region: str | None = "河南省", index: int = 1) -> Citation:
    return Citation(
        index,
        "a",
        "报告",
        None,
        region,
        published,
        Validity.UNKNOWN,
        (),
        "共67种。",
        0,
        5,
        None,
        "/",
    )


def notices(
    asked: Asked, finding: Finding, *citations: Citation, today: date = TODAY
) -> tuple[Notice, ...]:
    return notices_for(understood(asked), [finding], citations, today=today)


def test_whole_answer_from_a_fresh_source_needs_no_notice(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("科技贷累计放款多少？", "科技贷")
    finding = Finding(asked, (Point(make_evidence("放款97.65亿元。")),), ())
    assert notices(asked, finding, citation(date(2022, 9, 19))) == ()


def test_gap_is_named(make_asked: MakeAsked) -> None:
    asked = make_asked("芯片补贴多少？", Term("芯片", 6.0, known=False, is_name=True))
    (notice,) = notices(asked, Finding(asked, (), ()))
    assert notice == Notice(NoticeKind.GAP, "资料中没有关于“芯片”的内容。")


def test_rule_of_a_higher_level_is_named_as_such(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = replace(make_asked("鹤壁能走简易注销吗？", "简易注销"), place=place_of("鹤壁", None))
    point = Point(make_evidence("可以走简易注销。"))
    finding = Finding(asked, (point,), (), is_from_above=True)
    (notice,) = notices(asked, finding, citation(date(2022, 9, 19)))
    assert notice == Notice(
        NoticeKind.JURISDICTION, "资料中没有鹤壁市自己的内容，以上是河南省层面的。"
    )


def test_own_rule_is_not_named_as_a_higher_one(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("鹤壁能走简易注销吗？", "简易注销")
    finding = Finding(asked, (Point(make_evidence("可以走简易注销。", region="鹤壁市")),), ())
    assert notices(asked, finding, citation(date(2022, 9, 19), "鹤壁市")) == ()


def test_old_source_is_dated_from_a_year_on(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("科技贷累计放款多少？", "科技贷")
    finding = Finding(asked, (Point(make_evidence("放款97.65亿元。")),), ())
    published = citation(date(2021, 9, 20))
    assert notices(asked, finding, published, today=date(2022, 9, 19)) == ()
    (notice,) = notices(asked, finding, published, today=date(2022, 9, 20))
    assert notice.kind is NoticeKind.AS_OF
    assert "2021年9月20日" in notice.text


def test_newest_source_decides_whether_an_answer_is_old(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("科技贷累计放款多少？", "科技贷")
    finding = Finding(asked, (Point(make_evidence("放款97.65亿元。")),), ())
    assert notices(asked, finding, citation(date(2013, 1, 1)), citation(date(2022, 9, 19))) == ()
    assert notices(asked, finding, citation(None)) == ()


def test_old_source_tells_which_year_it_means_by_a_month(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("科技贷累计放款多少？", "科技贷")
    finding = Finding(asked, (Point(make_evidence("放款97.65亿元。")),), ())
    cited = replace(citation(date(2022, 9, 19)), quote="截至6月末，累计放款**97.65**亿元。")
    (notice,) = notices(asked, finding, cited, today=date(2026, 1, 1))
    assert "（“截至6月末”指2022年的）" in notice.text


def test_month_of_different_years_is_not_explained(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("科技贷累计放款多少？", "科技贷")
    finding = Finding(asked, (Point(make_evidence("放款97.65亿元。")),), ())
    cited = [
        replace(citation(date(year, 9, 19), index=year), quote="截至6月末，累计放款1亿元。")
        for year in (2021, 2022)
    ]
    (notice,) = notices(asked, finding, *cited, today=date(2026, 1, 1))
    assert "指" not in notice.text


def test_what_getting_a_thing_done_takes_and_is_not_told_is_named(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    point = Point(make_evidence("简易注销公示时间压缩到20天。", region=None))
    for text, told in (
        ("公司怎么注销？", ["以上没有说到所需材料、渠道，请向办理部门核实。"]),
        ("简易注销公示多少天？", []),
        ("简易注销和普通注销怎么办，有什么区别？", []),
    ):
        asked = make_asked(text, "注销")
        found = notices(asked, Finding(asked, (point,), (point.evidence,)), citation(TODAY))
        assert [one.text for one in found] == told


def test_what_would_answer_but_ran_out_is_named(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    item = make_evidence("每辆补贴6000元。")
    metadata = replace(
        item.passage.metadata,
        title="促进消费若干措施",
        repealed_on=date(2022, 1, 1),
        valid_until=date(2021, 12, 31),
    )
    over = replace(item, passage=replace(item.passage, metadata=metadata))
    finding = Finding(make_asked("换车补贴多少？", "补贴"), (), (), over=(Point(over),))

    told = [one.text for one in over_notices([finding], TODAY)]

    assert [text.split("；")[0] for text in told] == [
        "《促进消费若干措施》有效期至2021年12月31日，已满"
    ]


def test_a_repeal_is_told_only_where_nothing_else_answers(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    item = make_evidence("每辆补贴6000元。")
    metadata = replace(item.passage.metadata, title="某办法", repealed_on=date(2022, 1, 1))
    over = replace(item, passage=replace(item.passage, metadata=metadata))
    asked = make_asked("换车补贴多少？", "补贴")
    answered = Finding(asked, (Point(make_evidence("每辆补贴8000元。")),), (), over=(Point(over),))
    declined = Finding(asked, (), (), over=(Point(over),))

    assert over_notices([answered], TODAY) == ()
    (notice,) = over_notices([declined], TODAY)
    assert notice.text == "《某办法》自2022年1月1日起不再有效。"


def test_channel_that_a_point_is_told_under_is_not_missing(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("怎么走简易注销？", "简易注销")
    told = "应当将承诺书通过企业信用信息公示系统公示，公示期为20日。"
    finding = Finding(asked, (Point(make_evidence(told)),), ())
    found = [one.text for one in notices(asked, finding, citation(date(2022, 9, 19)))]
    assert not any("渠道" in text for text in found)
