"""Yes or no first, beyond leave and duty: a question and its sentence in, 有 or 不可以 out.

Beside `verdict`. Settled are only whether a thing is there (有没有), whether one is punished
(会不会被罚), whether a fee is taken (要不要交…费), and leave for what a sentence excepts
(上市公司除外); each by the word of the source, of the very thing asked. In doubt there is none.
"""

import re

from bot.answering.verdict import DEPENDS, verdict
from bot.grounding.polarity import is_planned
from bot.grounding.support import pairs

_TAIL = re.compile(r"(?:吗|么|呢|啊|没有?)*[?？。！\s]*$")
_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_DENIED = re.compile(
    r"没有|尚未|未(?!来)|缺乏|缺少|不(?!断|同|仅|予|再|动产)|拟|将要|计划|探索|推动|加快|争取"
)
# 有没有免罚清单
_IS_THERE = re.compile(
    r"有没有|有无|是否有|是不是有|(?<![没只所])有(?=[^，。]{2,}(?:吗|么|没有?)[?？。！]*$)"
)
_MADE = re.compile(
    r"(?:推出|建立|设立|设置|开设|开通|成立|组建|印发|出台|制定|搭建|建成|发布|公布)(?:了|并[^，。]{2,4})?"
)
_OPEN = re.compile(r"[哪谁几怎咋]|什么|多少|多久|都|其他|别的|更")
# 首次违法会不会被罚
_IS_PUNISHED = re.compile(
    r"(?:会不会|是不是|要不要|会|要)(?:也|都|还|就)?(?:被|挨|受|遭|给)?(?:行政)?(?:处罚|罚款?)|罚不罚|(?:不处罚|不罚|免罚)(?:吗|么)"
)
_SPARED = re.compile(r"(?:免于|免予|不予)(?:行政)?处罚")
# What of the acts it holds for must be said beside it: 将…的违法行为纳入免罚清单.
_OF_SOME = re.compile(r"(?:将|对)[^。；]{4,60}(?:行为|的)[^。；]{0,12}|符合|情形|轻微|及时改正")
_ADDS_UP = re.compile(r"\d")
# 要不要交公章费
_IS_CHARGED = re.compile(
    r"(?:要不要|用不用|需不需要|收不收|交不交|还?要|(?<![零免不])还?收|需要)(?:另外|再)?(?:交|收|花|付|掏|缴)?(?P<fee>[^，。？]{0,8}?(?:费|钱))(?:用)?(?:吗|么|不)?[?？。]*$"
)
_NO_FEE = re.compile(
    r"(?:取消|免除|免收|免征|不收取?|不再收取?)[^，。；]{0,24}?费(?!用)|零收费|(?<!减)免费(?!用)"
)
_IS_FREE = re.compile(r"(?:零收费|免费|不收费|不要钱)(?:的)?(?:吗|么)?[?？。]*$")
# （上市股份有限公司除外）
_EXCEPT = re.compile(r"（([^（），。]{2,20})除外）")
_LEAVE = re.compile(r"能不能够?|可不可以|能否|可否|可以|能")
_OF_THE_QUESTION = 0.5
_MIN_NAME = 3


def settled(question: str, sentence: str, *, about: str = "") -> str | None:
    """Return the yes or no that a sentence settles a question with; None where it does not.

    Args:
        question: as asked.
        sentence: of a source.
        about: what the sentence stands under: its headings, and whose words it is.
    """
    said = verdict(question, sentence, about=about)
    if said is not None or is_planned(sentence):
        return said
    return (
        _is_there(question, sentence, about)
        or _is_punished(question, sentence)
        or _is_charged(question, sentence, about)
        or _is_excepted(question, sentence)
    )


def asks_whether(question: str) -> bool:
    """Return whether a fee is asked for by yes or no: 要不要交公章费."""
    return _IS_CHARGED.search(question) is not None


def _is_there(question: str, sentence: str, about: str) -> str | None:
    asked = _IS_THERE.search(question)
    if asked is None or _OPEN.search(question):
        return None
    thing = _TAIL.sub("", question[asked.end() :])
    if len(thing) < _MIN_NAME or not _speaks_of(question[: asked.start()] + thing, about, sentence):
        return None
    for clause in _CLAUSE.findall(sentence):
        made = _MADE.search(clause)
        at = clause.find(thing)
        if made is not None and made.end() <= at and not _DENIED.search(clause[:at]):
            return "有"
    return None


def _is_punished(question: str, sentence: str) -> str | None:
    """That some acts are spared settles it for these alone; what was spared so far for none."""
    if _IS_PUNISHED.search(question) is None:
        return None
    for part in re.split(r"[。；]", sentence):
        spared = _SPARED.search(part)
        if spared is not None and _OF_SOME.search(part[: spared.start()]):
            return None if _ADDS_UP.search(part[: spared.start()]) else DEPENDS
    return None


def _is_charged(question: str, sentence: str, about: str) -> str | None:
    is_free = _IS_FREE.search(question)
    asked = is_free or _IS_CHARGED.search(question)
    if asked is None:
        return None
    spared = _NO_FEE.search(sentence)
    fee = "" if is_free else asked["fee"]
    is_named = len(fee) < _MIN_NAME or (spared is not None and fee in spared[0])
    if spared is None or not is_named or _DENIED.search(sentence[: spared.start()]):
        return None
    if not _speaks_of(question[: asked.start()], about, sentence):
        return None
    return "是" if is_free else "不需要"


def _is_excepted(question: str, sentence: str) -> str | None:
    asked, excepted = _LEAVE.search(question), _EXCEPT.search(sentence)
    if asked is None or excepted is None:
        return None
    who, thing = question[: asked.start()], _TAIL.sub("", question[asked.end() :])
    named = re.sub(r"^(?:走|办理?|申请|进行|做)", "", thing)
    is_meant = len(who) >= _MIN_NAME and _stands_within(who, excepted[1])
    return "不可以" if is_meant and len(named) >= _MIN_NAME and named in sentence else None


def _stands_within(short: str, long: str) -> bool:
    """Whether the characters of the first stand in the second, in order."""
    rest = iter(long)
    return all(char in rest for char in short)


def _speaks_of(question: str, about: str, sentence: str) -> bool:
    words = pairs(question)
    if not words:
        return True
    said = f"{about}\n{sentence}"
    return sum(pair in said for pair in words) >= _OF_THE_QUESTION * len(words)
