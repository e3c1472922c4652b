"""Whether a sentence holds what is wanted: a kind of want and a sentence in, yes or no out.

A want is met by a figure of its kind, in the measure words asked for, or, where what is wanted is
no figure (a phone, a person, where to go), by words that look like it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.understanding.departments import department_names
from bot.understanding.intent import Intent
from bot.understanding.wants import PEOPLE
from corpus import Figure, FigureKind, Level, find_figures, find_regions, shared_names

# Measure words that people exchange.
_LIKE_MEASURES = (
    *(
        "家户所处个",
        "件起宗笔个",
        "人名位",
        "项条种类",
        "次场",
        "次起",
        "辆台架艘",
        "份张册",
        "座栋",
    ),
)
# What a wanted thing that is no figure looks like.
_SHAPES = {
    # 1410万老年人: people, without a measure word.
    "count": re.compile(rf"\d[万千百]?[多余]?(?:{PEOPLE})"),
    "phone": re.compile(r"\d{3,4}[-—－]\d{7,8}|1[3-9]\d{9}|(?<!\d)(1\d{4}|9\d{4})(?!\d)"),
    "web_address": re.compile(r"https?://|www\.|\.(com|cn|net|org)", re.IGNORECASE),
    "address": re.compile(
        r"大厅|窗口|专窗|中心|位于|地址|路\d+号|网站|平台|专区|专栏|APP|小程序|公众号|部门|局|"
        r"机关|服务[站点网]|服务机构|经办机构|受理机构|[居村]民?委员会|政务网|网点|办事处|柜台|自助机"
    ),
    # A time told without a day.
    "date": re.compile(
        r"每周|每月(?!度)|每季度|每逢|每年\d+月|[年月季]底|[年月]末|年内|[上下]半年|季度|[节会]前|[节会]后|[上下]午|工作日|即日|\d+[:：]\d{2}"
    ),
    # An hour of the day, or that none is left out.
    "clock": re.compile(r"\d{1,2}[:：]\d{2}|\d{1,2}[点时](?!间)|24小时|全天|不打烊|[上下]午"),
    # What is no unit of administration and still a place.
    "place": re.compile(
        r"(?:开发|示范|试验|高新|集聚|自贸|新|港|片|园)区|流域|沿线|[我本全][市县区]"
    ),
    "street": re.compile(r"[路街道巷弄].{0,8}\d+号|\d+号楼|交叉口|交汇|地址[：:为是在]"),
    "fee": re.compile(r"免费|收费|费用|不收|免收|零(?:成本|费用|投资)|缴费|交费|承担|自费"),
    "materials": re.compile(
        r"(提交|提供|上传|携带|出示|凭|持).{0,30}(证|书|表|件|材料)|材料(包括|有|为|：)"
    ),
    "amount": re.compile(r"免费|零收费|不收|免收|免征|全额"),
    "duration": re.compile(r"每(半)?(周|月|年|日|天|季度)|当日|次日|即时|立等"),
    "organisation": re.compile(
        r"银行|公司|中心|协会|集团|政府|机关|大学|研究所|商会|联合会|部门|[^全干内外]部(?=[、，。；牵负])"
    ),
    # Whose office it is, by whom it is held or led.
    "person": re.compile(
        r"书记|主任|主席|[省市县区镇乡州厅局处科部院校会]长|组长|队长|代表|委员|专员|负责同志|负责人|法定代表人|"
        r"政府|部门|机关|委员会|法院|牵头|联系\s*人"
    ),
    "contact": re.compile(
        r"热线|电话|窗口|平台|渠道|专区|网站|信箱|邮箱|专员|管家|店小二|联络员|监督员|中心|协会|商会|"
        r"部门|政府|机关|法院|委员会|仲裁|"
        r"\d{3,4}[-—－]\d{7,8}|(?<!\d)1(2345|2315|2366|2333)(?!\d)"
    ),
}
# 啥时候 may be met by a term (6个月内), and 有多少 by any quantity.
_MET_BY = {
    "date": frozenset({FigureKind.DATE, FigureKind.DURATION}),
    "as_of": frozenset({FigureKind.DATE}),
    "percentage": frozenset({FigureKind.PERCENTAGE, FigureKind.RATIO}),
    # 最多能返多少 may be a sum or a share of it.
    "entitlement": frozenset({FigureKind.AMOUNT, FigureKind.PERCENTAGE, FigureKind.RATIO}),
    "figure": frozenset(FigureKind) - {FigureKind.NAME, FigureKind.ARTICLE, FigureKind.DATE},
    "phone": frozenset[FigureKind](),
    "web_address": frozenset[FigureKind](),
    "materials": frozenset[FigureKind](),
    "address": frozenset[FigureKind](),
    "street": frozenset[FigureKind](),
    "fee": frozenset({FigureKind.AMOUNT}),
    "clock": frozenset[FigureKind](),
    "organisation": frozenset[FigureKind](),
    "person": frozenset[FigureKind](),
    "contact": frozenset[FigureKind](),
}
# 截至8月末, 2022年以来: until when or since when something was counted, not when it is.
_PERIOD = re.compile(
    r"截[至止]到?[^，。；、（）()]{2,12}|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[-—－~～至到]+\d{1,2}月(?:份)?)?(?:以来|期间)"
)
# Asked from or until when, or by when, a period or a bound is what answers.
_OF_A_PERIOD = re.compile(
    r"从|自|起|开始|截[至止]|到(?:什么|啥|哪|几)|统计|最[晚迟后]|[之以]?前|期限|到期|过期"
)
_TERMS = re.compile("年|个月")
# 豫应急办〔2022〕号: the number itself was left out.
_NUMBERLESS = re.compile(r"[〔\[（(]\d{4}[〕\]）)]\s*号")
_WITH_NUMBER = re.compile(r"[〔\[（(]\d{4}[〕\]）)]\s*第?\s*\d+\s*号")
_COUNTED_FROM = re.compile(r"[之以]?[内前后]|期?满|起")
# 有三个方面: counts what is said, nothing that is asked of.
_SIDES = re.compile(r"方面|层面|阶段|角度|维度|环节|部分")


def holds(want: str, sentence: str) -> bool:
    """Return whether a sentence holds something of the kind wanted."""
    shape = _SHAPES.get(want)
    if shape is not None and shape.search(sentence):
        return True
    if want == "document_number" and _NUMBERLESS.search(sentence):
        return _WITH_NUMBER.search(sentence) is not None
    if want == "place":
        named = any(one.region.level is not Level.NATIONAL for one in find_regions(sentence))
        return named or bool(shared_names(sentence))
    if want in ("organisation", "contact", "person") and department_names(sentence):
        return True
    kinds = _MET_BY.get(want, frozenset({want}))
    if want == "date":
        return any(
            figure.kind in kinds and not _is_term(figure, sentence) for figure in _figures(sentence)
        )
    return bool(kinds & _figure_kinds(sentence))


def holds_any(wants: Sequence[str], text: str) -> bool:
    """Return whether a text holds something of any of the kinds wanted."""
    return any(holds(want, text) for want in wants)


def is_told(want: str, intent: Intent, sentence: str, question: str) -> bool:
    """Whether a sentence tells a want: a count in the units asked for, a place not asked of."""
    if want == "place":
        return _other_places(sentence, question) or _SHAPES[want].search(sentence) is not None
    if want == "count" and intent.units:
        return _counts(intent.units, sentence, question)
    if want == "date" and not _OF_A_PERIOD.search(question):
        return holds(want, _PERIOD.sub("", sentence))
    return holds(want, sentence)


def repeats(intent: Intent, sentence: str, question: str) -> bool:
    """Whether all that a sentence counts in the units asked for stands in the question."""
    stated = {figure.canonical for figure in _figures(question)}
    counted = [
        figure
        for figure in _figures(sentence)
        if figure.kind is FigureKind.COUNT
        and not alike_measures(intent.units).isdisjoint(figure.unit)
    ]
    return bool(counted) and all(figure.canonical in stated for figure in counted)


def alike_measures(units: tuple[str, ...]) -> set[str]:
    """Return measure words, and those that people exchange with them (家 and 户)."""
    return {unit for like in _LIKE_MEASURES for unit in like if set(like) & set(units)} | {*units}


def _is_term(figure: Figure, sentence: str) -> bool:
    """Whether a duration tells how long something lasts (3年、24个月), not until when (3年内).

    Months that have to be full (封存满6个月) tell from when something holds; 前7个月 are a period.
    """
    return (
        figure.kind is FigureKind.DURATION
        and _TERMS.search(figure.text) is not None
        and _COUNTED_FROM.match(sentence, figure.end) is None
        and not (
            "月" in figure.text
            and sentence[: figure.start].endswith(("满", "过", "前", "头", "近"))
        )
    )


def _other_places(sentence: str, question: str) -> bool:
    named = {mention.region for mention in find_regions(question)}
    return any(
        mention.region not in named and mention.region.level is not Level.NATIONAL
        for mention in find_regions(sentence)
    ) or any(name not in question for name in shared_names(sentence))


def _counts(units: tuple[str, ...], sentence: str, question: str) -> bool:
    """Return whether a sentence counts in any of the measure words asked for, or a like one.

    2个环节 counts only where 环节 are asked of.
    """
    counted = [
        figure
        for figure in _figures(sentence)
        if figure.kind in (FigureKind.COUNT, FigureKind.NUMBER, FigureKind.AREA)
        and not ((side := _SIDES.match(sentence, figure.end)) and side[0] not in question)
    ]
    if "个" in units:  # 几个 is asked of anything
        return bool(counted)
    alike = alike_measures(units)
    is_of_people = "人" in alike and _SHAPES["count"].search(sentence) is not None
    return is_of_people or any(
        figure.kind is not FigureKind.COUNT or not alike.isdisjoint(figure.unit)
        for figure in counted
    )


@lru_cache(8192)  # sentences come back from question to question
def _figures(sentence: str) -> tuple[Figure, ...]:
    return tuple(find_figures(sentence))


def _figure_kinds(sentence: str) -> frozenset[str]:
    return frozenset(figure.kind for figure in _figures(sentence))
