"""How large a sum is asked for: 多少亿 is not answered by thousands, nor 一个月租金 by millions."""

import re

from corpus import FigureKind, find_figures

_ASKED = re.compile(r"(?:多少|几)个?亿")
# A tenth of the unit asked for is still told in answer (0.37亿, 3700万).
_LEAST = 10**7
# What one pays or gets at a time.
_OF_ONE = re.compile(r"一个月|(?<![统第])[一每](?:[天月次件份户人本张平辆])(?!性|共|起|事|网)")
_MOST_OF_ONE = 5 * 10**6
_TOLD_OF_ONE = re.compile("单[户次笔个]|每[户次笔]")
# A sum without a word for how it is reckoned is what was spent in all, if it is not small.
_RECKONED = re.compile(
    r"[每均率奖补罚/\t]|按|标准|额度|最高|不超过|不低于|上限|一次性|给予|以[上下内]"
)
_LEAST_IN_ALL = 3 * 10**5


def is_of_smaller_sums(question: str, sentence: str) -> bool:
    """Return whether 亿 are asked for, and all sums of a sentence are far below."""
    if _ASKED.search(question) is None:
        return False
    sums = [one for one in find_figures(sentence) if one.kind is FigureKind.AMOUNT]
    largest = [one.upper or one.value or 0 for one in sums]
    return bool(sums) and max(largest) < _LEAST


def is_of_larger_sums(question: str, sentence: str) -> bool:
    """Return whether it is asked what one pays or gets, and all sums of a sentence are of many."""
    if _OF_ONE.search(question) is None or _TOLD_OF_ONE.search(sentence):
        return False
    sums = [one.value for one in find_figures(sentence) if one.kind is FigureKind.AMOUNT]
    least = _MOST_OF_ONE if _RECKONED.search(sentence) else _LEAST_IN_ALL
    return bool(sums) and min(value or 0 for value in sums) >= least
