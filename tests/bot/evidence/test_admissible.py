"""Evidence is of the place and of the law that is asked of, or it does not answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.evidence.admissible import admissible
from bot.evidence.scoring import Evidence
from bot.understanding.jurisdiction import place_of
from bot.understanding.understood import Asked
from corpus import Level

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]


def own_of(asked: Asked, *ranked: Evidence) -> list[Evidence]:
    own, _ = admissible(asked, ranked, place_of(asked.text, None), frozenset())
    return own


def test_day_of_a_later_year_answers_where_the_title_is_of_the_year_asked(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    item = make_evidence("申请截止时间为2026年1月10日。", published=date(2025, 2, 18))
    titled = replace(item.passage.metadata, title="2025年汽车以旧换新补贴实施细则")
    of_2025 = replace(item, passage=replace(item.passage, metadata=titled))
    asked = make_asked("2025年补贴最晚什么时候申请？", "补贴")
    years = frozenset({2025})

    assert admissible(asked, [of_2025], place_of(asked.text, None), years)[0] == [of_2025]
    assert admissible(asked, [item], place_of(asked.text, None), years)[0] == []
    amount = make_asked("2025年补贴多少万元？", "补贴")
    assert admissible(amount, [of_2025], place_of(amount.text, None), years)[0] == []


def test_city_tells_of_itself_where_places_of_its_province_are_asked(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    told = make_evidence("我市同郑州、洛阳一同被评为优秀。", region="许昌市", level=Level.CITY)
    assert own_of(make_asked("河南省哪几个市评上优秀？", "优秀"), told) == [told]
    chosen = make_evidence("打捆审批入选全省十大案例。", region="鹤壁市", level=Level.CITY)
    assert own_of(make_asked("哪个做法进了河南省十大案例？", "案例"), chosen) == [chosen]
    assert own_of(make_asked("打捆审批进了河南省十大案例吗？", "案例"), chosen) == []
    body = make_evidence("市发改委牵头国家营商环境评价。", region="鹤壁市", level=Level.CITY)
    assert own_of(make_asked("河南省哪个部门牵头营商环境评价？", "评价"), body) == []
    count = make_evidence("我市选派2630名干部。", region="许昌市", level=Level.CITY)
    assert own_of(make_asked("河南省选派了多少名干部？", "选派"), count) == []


def test_nations_law_is_not_told_for_a_citys(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    law = make_evidence("个体工商户适用本条例。", region=None)
    law = replace(
        law,
        passage=replace(
            law.passage, metadata=replace(law.passage.metadata, title="优化营商环境条例")
        ),
    )
    assert own_of(make_asked("深圳市营商环境条例对个体户怎么说？", "个体户"), law) == []
    assert own_of(make_asked("深圳的个体户适用什么条例？", "个体户"), law) == [law]


def test_what_a_province_has_reached_is_not_told_for_its_city(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    asked = make_asked("洛阳进口通关要几天？", "通关")
    reached = make_evidence("今年上半年进口通关2天，较2017年压缩68%。", level=Level.PROVINCE)
    laid_down = make_evidence("进口通关不得超过2天。", level=Level.PROVINCE)
    place = place_of(asked.text, None)
    assert admissible(asked, [reached, laid_down], place, frozenset()) == ([], [laid_down])


def test_sum_that_a_rule_of_a_city_lays_down_is_told_for_its_county(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    def told(kind: str, sentence: str = "个人贷款最高20万元。") -> Evidence:
        item = make_evidence(sentence, region="绵阳市", level=Level.CITY)
        metadata = replace(item.passage.metadata, kind=kind)
        return replace(item, passage=replace(item.passage, metadata=metadata))

    asked = make_asked("江油市个人贷款最高多少万元？", "贷款")
    place = place_of(asked.text, None)

    rule, report = told("办法"), told("报告")
    counted = told("办法", "截至6月底，个人贷款累计20万元。")
    aimed_at = told("办法", "到2025年，全市个人贷款达到20万元。")
    assert admissible(asked, [rule, report, counted, aimed_at], place, frozenset()) == ([], [rule])
    phone = make_asked("江油市办贷款打什么电话？", "电话")
    assert admissible(phone, [told("办法", "电话0816-2261234。")], place, frozenset()) == ([], [])


def test_sentence_is_of_the_county_that_its_heading_names(
    make_asked: MakeAsked, make_evidence: MakeEvidence
) -> None:
    told = make_evidence(
        "责令停产，处罚款3万元。",
        region="焦作市",
        level=Level.CITY,
        section=("案例二：沁阳市某木业公司案",),
    )
    assert own_of(make_asked("沁阳市的木业公司罚款多少万元？", "罚款"), told) == [told]
    assert own_of(make_asked("孟州市的木业公司罚款多少万元？", "罚款"), told) == []
