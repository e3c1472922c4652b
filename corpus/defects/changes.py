"""Changes that are not what lies between their two values: a sentence in, defects out.

由350项压缩到40项，压缩69%: only where the three stand together, with nothing else between them.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from corpus.defects.defect import Defect, DefectKind
from corpus.defects.scope import Sentence
from corpus.figures.finding import Figure
from corpus.figures.kinds import FigureKind
from corpus.figures.written import admitted, decimals

_CHANGED = "(?:压缩|压减|缩短|缩减|减少|下降|降低|精简|提高|提升|增长|增加|上升|扩大)"
_YEAR = r"(?:\d{4}年(?:底|末|初)?的?)?"
_FROM = re.compile(rf"(?:由|从)(?:原来的?|原先的?|法定的?|过去的?|改革前的?)?{_YEAR}$")
_TO = re.compile(rf"\s*(?:{_CHANGED}?(?:到了?|至|为)|[减降压缩增升](?:到了?|至|为)){_YEAR}$")
_BY = re.compile(rf"[，,]{_CHANGED}了?(?:率|幅度?|比例)?(?:为|达到?)?$")


def change_defects(sentence: Sentence) -> Iterator[Defect]:
    """Yield the changes of a sentence that their two values contradict."""
    figures = [one for one in sentence.figures if one.kind is not FigureKind.DATE]
    for first, second, change in zip(figures, figures[1:], figures[2:], strict=False):
        together = (
            _FROM.search(sentence.between(sentence.start, first.start))
            and _TO.fullmatch(sentence.between(first.end, second.start))
            and _BY.fullmatch(sentence.between(second.end, change.start))
        )
        if together and first.unit == second.unit and (found := _misfit(first, second, change)):
            yield found


def _misfit(first: Figure, second: Figure, change: Figure) -> Defect | None:
    before, after, stated = admitted(first), admitted(second), admitted(change)
    if before is None or after is None or stated is None or before.low <= 0:
        return None
    if first.value is None or second.value is None:
        return None
    difference = abs(second.value - first.value)
    both = [after.minus(before), before.minus(after)]
    is_percentage = first.kind is FigureKind.PERCENTAGE
    if change.unit == first.unit or (is_percentage and change.unit == "个百分点"):
        possible, likely, unit = both, difference, change.unit
    elif change.unit == "%" and not is_percentage:
        possible = [one.over(before) for one in both]
        likely, unit = 100 * difference / first.value, "%"
    else:
        return None
    if any(one.meets(stated) for one in possible):
        return None
    shown = f"{_rounded(likely, decimals(change))}{unit}"
    why = f"从“{first.text}”到“{second.text}”，变化应为{shown}，几个数字中至少有一个有误"
    return Defect(change.start, change.end, DefectKind.CHANGE, why, shown)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
