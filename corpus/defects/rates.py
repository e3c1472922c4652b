"""Rates and shares that are no quotient of the counts beside them: a sentence in, defects out.

A rate is held against its counts only if the words tie them together: 完结率 to a count of what was
完结, 占 to a whole that is named or introduced by 其中. Any pair of earlier figures of one unit
that gives the rate acquits it.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations

from corpus.defects.defect import Defect, DefectKind
from corpus.defects.scope import Sentence
from corpus.figures.finding import Figure
from corpus.figures.written import Interval, admitted, decimals, is_counted, is_share

_SAYS = r"(?:已|均|只|仅)?(?:为|是|达到?|有)?(?:约|约为)?$"
_RATE_NAME = re.compile(rf"(?P<name>[一-鿿]{{2}}|(?P<of>[一-鿿]{{2}})[一-鿿]{{2}})率{_SAYS}")
_SHARE = re.compile(rf"(?:^|[，、（；])(?:占比?|比例|占比例){_SAYS}")
_OF_NAMED_WHOLE = re.compile(r"(?:^|[，、（；])[一-鿿]{0,6}?占(?P<whole>[^，。；（）、]{0,14})$")
# Shares of a closed set, which nothing lifts above all of it.
_AT_MOST_ALL = re.compile(rf"(?:合格|满意|达标|合规|好评|知晓|准确|正确)率{_SAYS}|满意度{_SAYS}")
# Courts and offices close cases of former years, and report up to somewhat more than all.
_MOSTLY_AT_MOST_ALL = re.compile(rf"(?:完结|办结|结案|审结|履约|化解|受理|通过)率{_SAYS}")
_FAR_ABOVE_ALL = Decimal(200)
# Cases of former years make what was closed more than a part of what came in.
_MIXED = re.compile("旧存|存量|上年|结转|历史|遗留|含")
_HUNDRED = Decimal(100)
# Such rates are told where they are high: 118% was hardly 11.8%.
_LIKELY_FROM = 50
_HALF_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}


def rate_defects(sentence: Sentence) -> Iterator[Defect]:
    """Yield the rates of a sentence that its counts contradict."""
    for figure in sentence.figures:
        if not is_share(figure):
            continue
        before = sentence.between(sentence.start, figure.start)
        found = (
            _against_its_counts(sentence, figure, before)
            or _against_named_whole(sentence, figure)
            or _against_whole(sentence, figure, before)
            or _above_all(figure, before)
        )
        if found:
            yield found


def _against_its_counts(sentence: Sentence, rate: Figure, before: str) -> Defect | None:
    """受理123件、完结118件，完结率959%: the rate names what its numerator counts."""
    named = _rate_name(before)
    if named is None:
        return None
    counts = _counts(sentence.before(rate.start))
    for at in range(len(counts) - 1, 0, -1):
        part = counts[at]
        gap = sentence.between(counts[at - 1].end, part.start)
        if named in gap:
            segment = before.rfind("；") + 1 + sentence.start
            wholes = [o for o in counts[:at] if o.unit == part.unit and o.start >= segment]
            is_mixed = _MIXED.search(sentence.between(segment, rate.start))
            return None if is_mixed else _misfit(sentence, rate, f"{named}率", part, wholes, counts)
    return None


def _rate_name(before: str) -> str | None:
    """Return the two characters before 率, where nothing but a noun told earlier narrows them."""
    clause = re.split("[，。；、：（]", before)[-1]
    match = _RATE_NAME.fullmatch(clause)
    if match is None:
        return None
    noun = match["of"]
    if noun and noun not in before[: len(before) - len(clause)]:
        return None
    return match["name"][-2:]


def _against_named_whole(sentence: Sentence, share: Figure) -> Defect | None:
    """完成1039亿元，占年度目标1213亿元的85.7%: the whole stands between 占 and the share."""
    counts = _counts(sentence.before(share.start))
    if len(counts) < 2 or sentence.between(counts[-1].end, share.start) not in ("的", "的约"):
        return None
    whole = counts[-1]
    tie = _OF_NAMED_WHOLE.search(sentence.between(counts[-2].end, whole.start))
    if tie is None or counts[-2].unit != whole.unit:
        return None
    return _misfit(sentence, share, "占比", counts[-2], [whole], counts)


def _against_whole(sentence: Sentence, share: Figure, before: str) -> Defect | None:
    """160个国控断面，优良断面128个，占80.5%: the whole has the part's noun, or 其中 follows it."""
    counts = _counts(sentence.before(share.start))
    if not counts or not _SHARE.search(before):
        return None
    part = counts[-1]
    tail = sentence.between(part.end, share.start)
    if len(tail) > 8 or "除" in tail:
        return None
    wholes = [
        one for one in counts[:-1] if one.unit == part.unit and _is_whole(sentence, one, part)
    ]
    return _misfit(sentence, share, "占比", part, wholes, counts)


def _is_whole(sentence: Sentence, whole: Figure, part: Figure) -> bool:
    between = sentence.between(whole.end, part.start)
    if "。" in between or "新增" in between:
        return False
    noun = re.split("[，。；、：（]", between)[0][-2:]
    label = sentence.between(sentence.clause_start(part.start), part.start)
    return "其中" in between or (len(noun) == 2 and label.endswith(noun))


def _above_all(rate: Figure, before: str) -> Defect | None:
    value = rate.value
    if value is None:
        return None
    if value > _HUNDRED and _AT_MOST_ALL.search(before):
        why = "这个比率不会超过100%"
    elif value > _FAR_ABOVE_ALL and _MOSTLY_AT_MOST_ALL.search(before):
        why = "这个比率不会远高于100%"
    else:
        return None
    digits = rate.text.rstrip("%％ ").translate(_HALF_WIDTH)
    has_lost = digits.isdigit() and len(digits) in (3, 4) and int(digits[:2]) >= _LIKELY_FROM
    likely = f"{digits[:2]}.{digits[2:]}%" if has_lost else None
    why += "，疑似漏了小数点" if likely else ""
    return Defect(rate.start, rate.end, DefectKind.OVER_WHOLE, why, likely)


def _counts(figures: Sequence[Figure]) -> list[Figure]:
    return [figure for figure in figures if is_counted(figure) and figure.value]


def _misfit(
    sentence: Sentence,
    rate: Figure,
    name: str,
    part: Figure,
    wholes: Sequence[Figure],
    counts: Sequence[Figure],
) -> Defect | None:
    stated = admitted(rate)
    if stated is None or not wholes or _explained(stated, counts):
        return None
    whole = max(wholes, key=lambda one: one.value or Decimal(0))
    if part.value is None or whole.value is None or part.value > whole.value:
        return None
    quotient = _HUNDRED * part.value / whole.value
    lost = _with_point(rate, quotient)
    shown = lost or f"{_rounded(quotient, max(decimals(rate), 1))}%"
    why = f"从“{sentence.label(whole)}”和“{sentence.label(part)}”算，{name}应为{shown}"
    why += "，疑似漏了小数点" if lost else "，几个数字中至少有一个有误"
    # Where part and whole are alike, the slip may as well be in one of them.
    likely = None if part.value == whole.value else shown
    return Defect(rate.start, rate.end, DefectKind.RATE, why, likely)


def _explained(stated: Interval, counts: Sequence[Figure]) -> bool:
    """Return whether any two figures of one unit, or two added up over a third, give the rate."""
    ranges = [(one.unit, span) for one in counts if (span := admitted(one)) and span.low > 0]
    for (unit, part), (other, whole) in permutations(ranges, 2):
        if unit == other and (
            part.over(whole).meets(stated) or whole.minus(part).over(whole).meets(stated)
        ):
            return True
    return any(
        a[0] == b[0] == whole[0] and a[1].plus(b[1]).over(whole[1]).meets(stated)
        for a, b, whole in permutations(ranges, 3)
    )


def _with_point(rate: Figure, quotient: Decimal) -> str | None:
    """Return the quotient as the rate's digits would give it with a decimal point: 959, 95.9."""
    digits = rate.text.rstrip("%％ ").translate(_HALF_WIDTH)
    if not digits.isdigit():
        return None
    for places in range(1, len(digits)):
        shown = _rounded(quotient, places)
        if shown.replace(".", "") == digits:
            return f"{shown}%"
    return None


def _rounded(value: Decimal, places: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
