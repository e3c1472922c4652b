"""A question that several facts answer alike is asked back."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answer import Clarification
from bot.clarifying import MAX_OPTIONS, _distinct, clarification
from bot.evidence.judging import Finding
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from bot.question import Turn
from bot.understanding.jurisdiction import place_of
from bot.understanding.understood import Asked, Understood

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]


def asked_back(
    asked: Asked,
    nearest: Sequence[Evidence],
    history: Sequence[Turn] = (),
    *,
    is_answered: bool = True,
) -> Clarification | None:
    understood = Understood(
        asked.text, asked.text, place_of(asked.text, None), frozenset(), (), (asked,)
    )
    points = (Point(nearest[0]),) if nearest and is_answered else ()
    return clarification(understood, [Finding(asked, points, tuple(nearest))], history)


def rivals(make_evidence: MakeEvidence) -> list[Evidence]:
    return [
        make_evidence(f"{what}审批时限压缩至{days}个工作日。", coverage=1.0)
        for what, days in (("“环评”", 3), ("“施工许可”", 5), ("“消防验收”", 7))
    ]


def test_three_facts_that_answer_alike_are_offered(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    found = asked_back(make_asked("审批时限压到几天了？", "审批时限"), rivals(make_evidence))
    assert found is not None
    assert found.options == ("环评", "施工许可", "消防验收")
    assert found.question.endswith("？")


def test_option_is_a_whole_label_or_none(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    long = make_evidence(
        "对企业和群众反映强烈的各类办理环节的审批时限一律压缩至原来规定的9个工作日以内。",
        coverage=1.0,
    )
    ranked = [*rivals(make_evidence), long]
    found = asked_back(make_asked("审批时限压到几天了？", "审批时限"), ranked)
    assert found is not None
    assert found.options == ("环评", "施工许可", "消防验收")


def test_number_of_an_article_is_no_option(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    ranked = [
        make_evidence(f"{what}的审批时限为{days}日。", coverage=1.0, section=(article,))
        for what, days, article in (
            ("环评", 3, "第四条"),
            ("验收", 5, "第九条"),
            ("登记", 7, "第十条"),
        )
    ]
    assert asked_back(make_asked("审批时限压到几天了？", "审批时限"), ranked) is None


def test_heading_is_an_option_where_no_name_is_told(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    ranked = [
        make_evidence(f"审批时限压缩至{days}个工作日。", coverage=1.0, section=(heading,))
        for days, heading in ((3, "（一）环评审批"), (5, "（二）施工许可"), (7, "（三）消防验收"))
    ]
    found = asked_back(make_asked("审批时限压到几天了？", "审批时限"), ranked)
    assert found is not None
    assert found.options == ("环评审批", "施工许可", "消防验收")


def test_two_facts_are_told_not_asked_back(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("审批时限压到几天了？", "审批时限")
    assert asked_back(asked, rivals(make_evidence)[:2]) is None


def test_question_that_names_its_place_is_not_asked_back(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("鹤壁审批时限压到几天了？", "审批时限")
    assert asked_back(asked, rivals(make_evidence)) is None


def test_question_that_names_many_things_has_said_which(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("建设项目环评审批时限几天？", "建设项目", "环评", "审批时限")
    assert asked_back(asked, rivals(make_evidence)) is None


def test_question_with_a_figure_of_its_own_is_not_asked_back(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("3个工作日的审批时限是几天？", "审批时限")
    assert asked_back(asked, rivals(make_evidence)) is None


def test_comparison_wants_all_of_them(make_asked: MakeAsked, make_evidence: MakeEvidence) -> None:
    asked = make_asked("审批时限哪个更短，几天？", "审批时限")
    assert asked_back(asked, rivals(make_evidence)) is None


def test_fact_that_says_less_is_no_rival(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    *two, _ = rivals(make_evidence)
    weaker = make_evidence("“立项”压缩至9个工作日。", coverage=0.5)
    asked = make_asked("审批时限压到几天了？", "审批时限")
    assert asked_back(asked, [*two, weaker]) is None


def test_facts_that_hardly_answer_are_no_rivals(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    unlikely = [replace(one, probability=0.05) for one in rivals(make_evidence)]
    asked = make_asked("审批时限压到几天了？", "审批时限")
    assert asked_back(asked, unlikely) is None


def test_fact_without_what_is_wanted_is_no_rival(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    *two, _ = rivals(make_evidence)
    without = make_evidence("“立项”审批时限大幅压缩。", coverage=1.0)
    asked = make_asked("审批时限压到几天了？", "审批时限")
    assert asked_back(asked, [*two, without]) is None


def test_facts_of_different_places_are_offered_by_place(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    nearest = [
        make_evidence(f"免罚清单共{count}种。", region=region, coverage=1.0)
        for region, count in (("鹤壁市", 67), ("河南省", 389), ("西平县", 12))
    ]
    found = asked_back(make_asked("免罚清单有多少种？", "免罚清单"), nearest)
    assert found is not None
    assert found.options == ("鹤壁市", "河南省", "西平县")


def test_options_are_few(make_asked: MakeAsked, make_evidence: MakeEvidence) -> None:
    nearest = [
        make_evidence(f"“事项{name}”审批时限{at + 1}天。", coverage=1.0)
        for at, name in enumerate("甲乙丙丁戊己庚")
    ]
    found = asked_back(make_asked("审批时限几天？", "审批时限"), nearest)
    assert found is not None
    assert len(found.options) == MAX_OPTIONS


def test_pointing_question_without_history_is_asked_back(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("那个审批时限是几天？", "审批时限")
    two = rivals(make_evidence)[:2]
    assert asked_back(asked, two) is not None
    assert asked_back(asked, two, [Turn("user", "环评怎么办？")]) is None


def test_nothing_found_is_nothing_to_ask_back(make_asked: MakeAsked) -> None:
    assert asked_back(make_asked("审批时限几天？", "审批时限"), []) is None


def test_fact_told_by_several_sources_is_not_asked_back(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    told = [
        make_evidence(f"{what}审批时限压缩至5个工作日。", coverage=1.0)
        for what in ("“环评”", "“施工许可”", "“消防验收”")
    ]
    assert asked_back(make_asked("审批时限压到几天了？", "审批时限"), told) is None


def test_slogan_in_quotation_marks_is_no_option(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    slogan = make_evidence("“能放尽放”审批时限压缩至9个工作日。", coverage=1.0)
    ranked = [slogan, *rivals(make_evidence)]
    found = asked_back(make_asked("审批时限压到几天了？", "审批时限"), ranked)
    assert found is not None
    assert found.options == ("环评", "施工许可", "消防验收")


def test_name_in_a_clause_of_another_thing_is_no_option(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    beside = make_evidence("推进“放管服”改革，审批时限压缩至9个工作日。", coverage=1.0)
    ranked = [beside, *rivals(make_evidence)]
    found = asked_back(make_asked("审批时限压到几天了？", "审批时限"), ranked)
    assert found is not None
    assert "放管服" not in found.options


def test_what_is_near_is_offered_where_nothing_is_sure(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    near = [
        make_evidence("免罚清单共有67种。", probability=0.3, region="鹤壁市"),
        make_evidence("免罚清单共有60项。", probability=0.2, region="许昌市"),
    ]
    asked = make_asked("免罚清单上有多少项？", "免罚清单")
    found = asked_back(asked, near, is_answered=False)
    assert found is not None
    assert found.options == ("鹤壁市", "许昌市")
    unlikely = [replace(item, probability=item.probability / 10) for item in near]
    assert asked_back(asked, unlikely, is_answered=False) is None


def test_what_speaks_of_no_name_of_the_question_is_no_option(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("用电报装几天？", "用电报装")
    assert asked_back(asked, rivals(make_evidence)) is None


def test_our_city_is_asked_for_by_the_cities_that_tell(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    ranked = [
        make_evidence("选派2630名助企干部。", region="许昌市", chunk="a"),
        make_evidence("选派2521名服务管家。", region="鹤壁市", chunk="b"),
        make_evidence("选派14242名民警。", region="河南省", chunk="c"),
    ]
    found = asked_back(make_asked("我们市选派了多少名干部？", "选派"), ranked)
    assert found is not None
    assert found.options == ("许昌市", "鹤壁市")
    assert asked_back(make_asked("许昌市选派了多少名干部？", "选派"), ranked) is None


def test_what_a_question_describes_itself_is_not_asked_back(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    ranked = rivals(make_evidence)[:2]
    assert asked_back(make_asked("这个审批要几天？", "审批"), ranked) is not None
    assert asked_back(make_asked("给老人装扶手的那种审批要几天？", "审批"), ranked) is None


def test_what_names_nothing_is_asked_back_by_the_documents(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    ranked = [
        titled(make_evidence("带身份证。"), "低保问答"),
        titled(make_evidence("带户口簿。"), "入学通知"),
    ]

    found = asked_back(make_asked("要带哪些材料？"), ranked)

    assert found is not None
    assert found.options == ("低保问答", "入学通知")
    assert asked_back(make_asked("要带哪些材料？"), ranked, [Turn("user", "你好！")]) is not None
    assert asked_back(make_asked("要带哪些材料？"), ranked, [Turn("user", "低保怎么办？")]) is None
    assert asked_back(make_asked("低保要带哪些材料？", "低保"), ranked) is None
    assert asked_back(make_asked("要带哪些材料？"), ranked[:1]) is None


def titled(evidence: Evidence, title: str) -> Evidence:
    metadata = replace(evidence.passage.metadata, title=title)
    return replace(evidence, passage=replace(evidence.passage, metadata=metadata))


def test_figure_shared_by_chance_does_not_make_one_fact_of_two(
    make_evidence: MakeEvidence,
) -> None:
    one = make_evidence("环评审批时限由60个工作日压缩到20个工作日。", chunk="a")
    other = make_evidence("公路设计审批时限由法定的20个工作日缩减至6个工作日。", chunk="b")
    again = make_evidence("环评审批时限压缩到20个工作日。", chunk="c")
    assert _distinct([one, other, again]) == [one, other]
    assert _distinct([again, one]) == [again]
