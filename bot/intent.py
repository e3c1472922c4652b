"""What kind of answer a question wants, and whether it may be answered at all.

First step of understanding: question text in, `Intent` out. Pure; no documents are looked at.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from corpus import FigureKind, find_figures
from prompts import refusal_patterns

# What is asked for, by the question's own words. Several may hold; the order is that of naming.
# `units` are the measure words that the question itself gives (多少家 → 家); empty: any.
_MEASURES = "家户个件项种类次场起人名条位笔宗亩套处所辆吨篇"
_WANTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("document_number", re.compile(r"文号|发文字号|几号文|哪个文件|什么文件")),
    (
        "materials",
        re.compile(r"(哪些|什么|啥)(样的)?(材料|资料|证件|手续材料)|材料(有|要|是)?(哪些|什么|啥)"),
    ),
    ("phone", re.compile(r"电话|号码|联系方式|手机号")),
    ("address", re.compile(r"地址|在哪(里|儿|办|个地方)|去哪(里|儿|办)?|什么地方|哪个窗口")),
    ("score", re.compile(r"多少分|得分|几分")),
    ("rank", re.compile(r"第几|排名|名次|排(在|到)?(多少|哪|几)")),
    (
        "amount",
        re.compile(
            r"多少万(?![家户人个件张条次])|[领补奖给发返赔罚](到|给|贴|助|励)?多少(?![家户人个件张条次项])|"
            r"多少(钱|资金|金额|亿|万元|元|贷款|补贴|补助|奖励|费)|几(个)?亿|几(百|千)?万(块|元)|"
            r"(金额|额度|资金|规模|总额|余额|投资|放款|授信|融资|贷款|费用|补贴|补助|欠款|保费)"
            r"(总共|一共|合计|累计|共|是|有|达到|达|能|最高|最多|各)*(多少|几|多大)|多大(规模|额度|金额)"
        ),
    ),
    (
        "percentage",
        re.compile(
            r"(率|比例|占比|比重|权重|增速|增幅|涨幅|降幅|利息)(分别|各|是|为|有|达到|达|能)*(多少|几|多高|怎)|"
            r"百分之(几|多少)|(增长|提高|下降|上升|增加|减少|涨|降)(了|到)*(多少|几)|占(了)?多少|打几折"
        ),
    ),
    (
        "duration",
        re.compile(
            r"多久|多长(时间)?|几(个)?(天|日|月|年|小时|工作日)|多少(天|日|个月|年|小时|个工作日)|"
            r"(时限|期限|时间|周期)(是|为|有|要|压到|压缩到|缩短到|最长|最短)*(多少|多长|几|怎)|"
            r"(多少|几).{0,2}(天|日)(之)?内"
        ),
    ),
    (
        "date",
        re.compile(
            r"什么时候|啥时候|何时|哪(一)?(天|年|月|日)|几月|几号|(截至|截止|到)(什么|哪|几)|多会儿|"
            r"从.{0,4}(哪|什么时候|几).{0,3}(起|开始)|有效期"
        ),
    ),
    (
        "count",
        re.compile(rf"(多少|(?<!哪)几)(万|千|百)*(多)?[{_MEASURES}]|多少(企业|人|案|单位|部门)"),
    ),
    (
        "as_of",
        re.compile(r"截(至|止)?到?(哪|什么|几)|(统计)?到(哪一?天|几月|什么时候)|几月几号"),
    ),
    ("figure", re.compile(r"多少")),
)
_GIVEN_UNIT = re.compile(rf"(?:多少|几)(?:万|千|百)*(?:多)?([{_MEASURES}])")
# Words that narrow a figure: a total does not answer 单笔最高. For each, what evidence must say.
_QUALIFIERS = (
    (
        re.compile(r"最高|最多(?!跑)|上限|封顶|顶格|限额"),
        re.compile(r"最高|最多|不超过|上限|以内|以下|封顶|限额|最大|不高于"),
    ),
    (
        re.compile(r"最低|最少|下限"),
        re.compile(r"最低|最少|至少|不低于|不少于|以上|门槛|起点"),
    ),
    (
        re.compile(r"单笔|单户|每户|每家|每人|每个|每笔|每张|人均|户均"),
        re.compile(r"单笔|单户|每户|每家|每人|每个|每笔|每张|人均|户均|一次性|标准"),
    ),
    (re.compile(r"平均|均值"), re.compile(r"平均|均")),
)
_LIST = re.compile(
    r"哪(些|几|[一二两三四五六七八九十\d]+)|有(啥|什么)(样的)?|包括(什么|啥)|分别(是|叫|有)|都有(什么|谁)|列(一下|出|举)"
)
_HOW_TO = re.compile(
    r"怎(么|样|么样)?(才能)?(办|走|弄|申请|申报|注销|开|做|操作|关|报|领|整)|如何|咋|流程|手续|步骤|"
    r"条件|材料|要求是|需要(什么|啥|哪)"
)
_YES_NO = re.compile(
    r"(吗|么|没有?|不)[?？。！]?$|是不是|能不能|会不会|可不可以|要不要|有没有|用不用|是否|能否|可否"
)
_APIECE = re.compile(r"各|分别|都是|一样")
_COMPARE = re.compile(
    r"(跟|和|与|比).{1,20}(比|哪个|谁|差|区别|不同|一样|一回事)|对比|相比|哪个(更|多|高|短|快|对|准)|区别|"
    r"差多少|对(不|得)上|不一样|一样吗|还是.{2,}|一处.{1,20}一处|两(家|处|边).{0,6}(报|写|说)|怎么对|为什么不同|"
    r"谁(大|高|多|快|短|少)"
)


# How many there are of what is listed, where it is too large to be anything but the source's own.
_LARGE_NUMBER = re.compile(rf"(?<![\d.])([1-9]\d+)(?=[{_MEASURES}大])")
_POINTS = re.compile(r"几个(百分)?点")
# Measure words that people exchange.
_LIKE_MEASURES = ("家户所处个", "件起宗笔个", "人名位", "项条种类", "次场", "辆台")
_ENUMERATES = re.compile(r"、|分别|包括|分为|即：|[一二三]是")
# What a wanted thing that is no figure looks like.
_SHAPES = {
    "phone": re.compile(r"\d{3,4}[-—－]\d{7,8}|1[3-9]\d{9}|(?<!\d)(1\d{4}|9\d{4})(?!\d)"),
    "address": re.compile(r"大厅|窗口|中心|位于|地址|路\d+号|网站|平台|专区|APP|部门|局"),
    "materials": re.compile(
        r"(提交|提供|携带|出示|凭|持).{0,30}(证|书|表|件|材料)|材料(包括|有|为)"
    ),
    "amount": re.compile(r"免费|零收费|不收|免收|免征|全额"),
    "duration": re.compile(r"每(半)?(周|月|年|日|天|季度)|当日|次日|即时|立等"),
}
# 啥时候 may be met by a term (6个月内), and 有多少 by any quantity.
_MET_BY = {
    "date": frozenset({FigureKind.DATE, FigureKind.DURATION}),
    "as_of": frozenset({FigureKind.DATE}),
    "percentage": frozenset({FigureKind.PERCENTAGE, FigureKind.RATIO}),
    "figure": frozenset(FigureKind) - {FigureKind.NAME, FigureKind.ARTICLE, FigureKind.DATE},
    "phone": frozenset[FigureKind](),
    "materials": frozenset[FigureKind](),
    "address": frozenset[FigureKind](),
}
_PARTICULAR = frozenset({"phone", "document_number", "score", "materials"})
# 哪四张, 那63类具体是哪些: with the number of things stated, only their enumeration answers.
_STATED_LIST = re.compile(
    rf"(\d+|[两二三四五六七八九十]+)(?=[{_MEASURES}大]).{{0,20}}(哪|分别|各|具体|都)|"
    rf"(哪|分别是|各是|都是)(哪)?(\d+|[两二三四五六七八九十]+)[{_MEASURES}大]|、\d+、?\d*各指|"
    r"名单|具体(是|有|包括)?哪|分别是(哪|什么)"
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What the question wants.

    `wants` are kinds of figure, `units` the question's own measure words, `qualifiers` which of the
    words that narrow a figure it uses, `numbers` of how many things it speaks.
    """

    wants: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    qualifiers: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    is_list: bool = False
    is_stated_list: bool = False
    is_how_to: bool = False
    is_yes_no: bool = False
    is_comparison: bool = False
    is_apiece: bool = False


def read_intent(text: str) -> Intent:
    """Read off the question what kind of answer it wants."""
    folded = unicodedata.normalize("NFKC", text)
    return Intent(
        wants=_wants(folded),
        units=tuple(dict.fromkeys(_GIVEN_UNIT.findall(folded))),
        qualifiers=tuple(
            index for index, (asked, _) in enumerate(_QUALIFIERS) if asked.search(folded)
        ),
        numbers=tuple(_LARGE_NUMBER.findall(folded)),
        is_list=_LIST.search(folded) is not None,
        is_stated_list=_STATED_LIST.search(folded) is not None,
        is_how_to=_HOW_TO.search(folded) is not None,
        is_yes_no=_YES_NO.search(folded) is not None,
        is_comparison=_COMPARE.search(folded) is not None,
        is_apiece=_APIECE.search(folded) is not None,
    )


def _wants(text: str) -> tuple[str, ...]:
    found = [kind for kind, pattern in _WANTS if pattern.search(text)]
    if _POINTS.search(text):  # 利息几个点 counts nothing
        found = [kind for kind in found if kind != "count"] or ["percentage"]
    if len(found) > 1:  # 是多少 beside a kind named adds nothing
        found = [kind for kind in found if kind != "figure"]
    return tuple(found)


def holds(want: str, sentence: str) -> bool:
    """Return whether a sentence holds something of the kind wanted."""
    shape = _SHAPES.get(want)
    if shape is not None and shape.search(sentence):
        return True
    kinds = _MET_BY.get(want, frozenset({want}))
    return bool(kinds & _figure_kinds(sentence))


def _counts(units: tuple[str, ...], sentence: str) -> bool:
    """Return whether a sentence counts in any of the measure words asked for, or a like one."""
    if "个" in units:  # 几个 is asked of anything
        return True
    alike = {unit for like in _LIKE_MEASURES for unit in like if set(like) & set(units)} | set(
        units
    )
    return any(
        figure.kind is not FigureKind.COUNT or not alike.isdisjoint(figure.unit)
        for figure in find_figures(sentence)
        if figure.kind in (FigureKind.COUNT, FigureKind.NUMBER, FigureKind.AREA)
    )


@lru_cache(8192)  # sentences come back from question to question
def _figure_kinds(sentence: str) -> frozenset[str]:
    return frozenset(figure.kind for figure in find_figures(sentence))


def misses_the_point(intent: Intent, sentence: str, context: str) -> bool:
    """Return whether a sentence cannot answer, however near it is.

    It holds none of the figures asked for, or lacks a thing that nothing else can stand in for (a
    telephone number), or a word that narrows the figure asked for (单笔最高), or the enumeration of
    things whose number the question states.

    Args:
        intent: what is wanted.
        sentence: the sentence.
        context: the sentence with what stands above it.
    """
    if any(not holds(want, sentence) for want in _PARTICULAR & set(intent.wants)):
        return True
    if intent.wants and not any(holds(want, sentence) for want in intent.wants):
        return True
    if intent.units and "count" in intent.wants and not _counts(intent.units, sentence):
        return True
    if intent.is_stated_list and not (
        _ENUMERATES.search(sentence) and all(number in context for number in intent.numbers)
    ):
        return True
    return bool(intent.wants) and any(
        not _QUALIFIERS[at][1].search(context) for at in intent.qualifiers
    )


def asks_to_break_rules(text: str) -> bool:
    """Return whether the question demands to invent, to drop sources, or to reveal instructions."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()
    return any(pattern.regex.search(folded) for pattern in refusal_patterns())
