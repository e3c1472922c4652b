"""Sentences near in words, often with a figure of the kind asked for, that are of something else.

Reading is weak at these: another place in a ranking, several places counted as one, a number where
names are asked for, a total where the foremost place is, a duty where its penalty is.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bot.evidence.contrasts import COUNT_ASKED
from corpus import Level, find_regions, parse_numeral

_ORDINAL = r"第(?:[一二三四五六七八九十]++|\d++)"
# 排全国第四的是哪个省: whoever is fifth is not asked of. 第三条, 第一季度 and 第一，… rank nothing.
_WHO_RANKS = re.compile(rf"(?:(?<=[排居列名])|全[国省市]){_ORDINAL}|{_ORDINAL}[名位]")
_ASKS_WHO = re.compile("哪|谁")
_RANKS = re.compile(
    rf"(?:[居列排位]|名列)[^，。；]{{0,6}}?{_ORDINAL}(?![条批季、至到—-])|{_ORDINAL}[名位]"
)
_SEVERAL_RANKS = re.compile(rf"{_ORDINAL}[名位]?[、至到—-]")
# 推动郑州市、开封市等地实现103项: how many of them are of 郑州, it does not say.
_PLACES_TOGETHER = re.compile(
    r"((?:[\u4e00-\u9fff]{2,4}[市县区]?、)+[\u4e00-\u9fff]{2,4}[市县区]?)"
    r"等(?:地(?![方区址])|市(?![场级民政])|县(?!级)|\d+个?[市县])"
)
_EACH = re.compile("[每均各]|标准")
_LONGEST_NAME = 3


class _Matter(NamedTuple):
    """What is asked in these words, evidence speaks of in those; some under a heading alone."""

    asked: re.Pattern[str]
    told: re.Pattern[str]
    by_heading: bool = False


_LISTS = "[、：:“《\t]"
_BODIES = "(?:银行|机构|公司|小区|学校|医院|药店|企业|单位|酒店|超市|商户|门店)"
_MATTERS = (
    _Matter(  # names
        re.compile(
            r"名单(?:[给发列]|有没有|有吗|是什么|呢|都有)|给[我俺][^，。]{0,6}名单|"
            r"名字(?:[给呢]|都?[是叫])|叫什么名|都叫(?:什么|啥)|都有谁|具体点名"
        ),
        re.compile(rf"{_LISTS}|名为|名称|命名|称为"),
    ),
    _Matter(  # which of many; 哪些企业可以享受 asks for a condition
        re.compile(rf"哪几[家个所](?:合作)?{_BODIES}|(?:分别是|都是|给了)哪些{_BODIES}"),
        re.compile(f"{_LISTS}|等"),
    ),
    _Matter(  # what follows when a duty is broken
        re.compile(
            r"(?:怎么|咋|如何|(?<!员)(?<!管委)会|要(?!不)|受什么|啥|什么)(?:被|给|样)?"
            r"(?:处分|处罚|惩罚|追责|问责|挨罚|罚多?少?钱?(?!款))"
        ),
        re.compile(
            "处[分罚理置]|处.{1,8}(?:拘留|徒刑)|罚|责|通报|移送|撤销|吊销|取消|取缔|关闭|追[究回]|警告|约谈|"
            "[列纳记]入|不予|不得|停|没收|收回|退[回还]|整改|查处|扣|违约金|利[率息]|赔|开除|免职|"
            "降级|记过|诫勉|辞退|失信|信用|曝光"
        ),
        by_heading=True,
    ),
    _Matter(  # prices and pay
        re.compile(
            "(?:工资(?!保证金)|薪水|工本费|票价|门票|租金|房价)[^，。？]{0,8}(?:多少|几)(?![天日号])"
        ),
        re.compile("工资|薪|费|票|租|价|元|[%％]|[0-9一二三四五六七八九]成"),
        by_heading=True,
    ),
    _Matter(  # how many are no more
        re.compile(
            "(?:(?<![机海相有])关(?:掉|停|闭)?|注销|取消|撤销?|淘汰|清退)了?(?:多少|几)[户家所个本项]"
        ),
        re.compile("关|停|注销|取消|撤|清|退|减|吊销|淘汰|精简|不再|免"),
    ),
    _Matter(
        re.compile(
            r"(?:电话|号码|热线)(?:是|号)?(?:多少|几|啥|什么)(?![个位次万年条])|"
            r"[打拨](?:哪个|什么|啥)(?:电话|号)"
        ),
        re.compile(r"\d{5,}|\d{3,4}[-—－]\d|(?<!\d)1[12]\d(?!\d)"),
    ),
    _Matter(re.compile("网址"), re.compile(r"网址|http|www|\.(?:cn|com|gov)|网站|官网|登录")),
    _Matter(
        re.compile("(?<![一每两])(?:星期|周|礼拜)几(?![次天个])"),
        re.compile("(?:星期|周|礼拜)[一二三四五六日天末]|工作日|双休|每天|节假日"),
    ),
    _Matter(re.compile("几路(?:公交|车)|坐几路"), re.compile("[0-9]路|公交|地铁|乘")),
    _Matter(
        re.compile("利率(?:大概|一般|现在)?(?:是|为)?(?:多少|几|多高)"),
        re.compile("利[率息]|费率|LPR|[%％]|百分点|基点|贴息|市场报价"),
    ),
    _Matter(re.compile("(?:不良|坏账)率"), re.compile("不良|坏账|代偿率"), by_heading=True),
    _Matter(
        re.compile("倒数"),
        re.compile("倒数|末[位尾]|最[低后]|靠后|后[0-9一二三四五]|第[0-9一二三四五]"),
    ),
    _Matter(re.compile("多少张?床|床位[^，。？]{0,4}多少"), re.compile("床"), by_heading=True),
    _Matter(re.compile("多少(?:个|名)?编制|编制[^，。？]{0,4}多少"), re.compile("编制")),
)
_PLACE = r"哪一?[个家]?(?:地|省辖|城|县级)?[市县区镇乡]"
_FOREMOST = r"(?:最[多大高少低长短快慢好差]|第一)"
_FOREMOST_PLACE = re.compile(
    rf"{_PLACE}[^，。？]{{0,10}}{_FOREMOST}|{_FOREMOST}[^，。？]{{0,6}}[是为]?{_PLACE}"
)
# Rows, our own place, and small places that no list of regions holds.
_NAMES_A_PLACE = re.compile(
    rf"{_FOREMOST}|首位|榜首|\t|[我本全][市县区]|[\u4e00-\u9fff]{{2}}(?:镇(?!街)|乡(?![村镇]))"
)


def is_of_another_rank(question: str, sentence: str) -> bool:
    """Return whether it is asked who has one rank, and a sentence tells of other ranks alone."""
    if _ASKS_WHO.search(question) is None or _SEVERAL_RANKS.search(sentence):
        return False
    asked, told = _ranks(_WHO_RANKS, question), _ranks(_RANKS, sentence)
    return bool(asked and told) and not asked & told


def is_of_places_together(question: str, sentence: str) -> bool:
    """Return whether a number is asked of one place that a sentence names only among others."""
    if COUNT_ASKED.search(question) is None or _EACH.search(sentence):
        return False
    for together in _PLACES_TOGETHER.finditer(sentence):
        names = [_short(name) for name in together[1].split("、")]
        asked = [name for name in names if name in question]
        if len(asked) == 1 and asked[0] not in sentence.replace(together[0], ""):
            return True
    return False


def leaves_unspoken(question: str, sentence: str, around: str) -> bool:
    """Return whether a matter is asked of that a sentence, with what stands above it, leaves out.

    Args:
        question: the thing asked.
        sentence: of a source.
        around: what stands above it.
    """
    return any(
        not matter.told.search(f"{around} {sentence}" if matter.by_heading else sentence)
        for matter in _matters_of(question)
    )


def tells_no_foremost_place(question: str, sentence: str) -> bool:
    """Return whether it is asked which place is foremost, and a sentence names no place."""
    if _FOREMOST_PLACE.search(question) is None or _NAMES_A_PLACE.search(sentence):
        return False
    levels = {mention.region.level for mention in find_regions(sentence)}
    return levels.isdisjoint({Level.CITY, Level.COUNTY})


@lru_cache(maxsize=64)  # one question is held against a hundred sentences
def _matters_of(question: str) -> tuple[_Matter, ...]:
    return tuple(matter for matter in _MATTERS if matter.asked.search(question))


def _ranks(pattern: re.Pattern[str], text: str) -> set[Decimal | None]:
    """The ranks of a text: the last ordinal of each match is its rank."""
    ordinals = (re.findall(_ORDINAL, found[0])[-1] for found in pattern.finditer(text))
    return {parse_numeral(ordinal.removeprefix("第")) for ordinal in ordinals}


def _short(name: str) -> str:
    """郑州 of 推动郑州市: the first of several may have its verb before it."""
    bare = name.rstrip("市县区")
    return bare if len(bare) <= _LONGEST_NAME else bare[-2:]
