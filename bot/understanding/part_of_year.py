"""Which part of a year a question is about, and whether a sentence tells of another part.

What was reached by the end of June does not tell of 全年, nor a whole year's figure of 第一季度.
"""

import re

_HALF = re.compile(r"[上下]半年")
_QUARTER = re.compile(r"(?<![\d一二三四])第?([一二三四1-4])季度")
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WHOLE = re.compile(r"全年(?!无休|[的总]*(?:计划|目标|任务))")
_AT_ITS_END = re.compile(r"年[底末]|12月(?:份|底|末|31日)")
# Up to a day or a month before its end.
_SO_FAR = re.compile(
    r"上半年|[一二三1-3]季度|今年以来|年初以来|截[至止](?!\d{4}年[底末]|年[底末])|"
    r"(?<!\d)0?1月?[-—－~～至到]+\d{1,2}月|(?<!\d)[1-9]月[底末份]"
)


def is_of_another_part(sentence: str, question: str, above: str = "") -> bool:
    """Return whether a sentence speaks of another part of the year than the question.

    Args:
        sentence: the sentence.
        question: with what it leans on.
        above: what stands above the sentence; a quarter may be named there.
    """
    asked = set(_HALF.findall(question))
    if len(asked) == 1 and (named := set(_HALF.findall(sentence))):
        return not asked & named
    quarters = {_NUMBERS[number] for number in _QUARTER.findall(question)}
    if len(quarters) == 1:
        return not _names_quarter(quarters.pop(), f"{above} {sentence}")
    if _WHOLE.search(question):
        is_whole = _WHOLE.search(sentence) or _AT_ITS_END.search(sentence)
        return bool(_SO_FAR.search(sentence)) and not is_whole
    if _AT_ITS_END.search(question):
        return bool(_SO_FAR.search(sentence)) and not _AT_ITS_END.search(sentence)
    return False


def _names_quarter(number: int, text: str) -> bool:
    told = {_NUMBERS[each] for each in _QUARTER.findall(text)}
    first, last = 3 * number - 2, 3 * number
    months = (
        rf"(?<!\d)0?{first}(?:月份?)?[-—－~～至到、]+0?{last}月|截[至止]到?(?:\d{{4}}年)?{last}月"
    )
    return number in told or re.search(months, text) is not None
