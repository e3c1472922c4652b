"""Quantities: a number with its unit, single or as a range; a regex match in, a reading out.

`97.65亿元`, `3.93万家`, `四千余万元`, `500-1000万元`, `半个工作日`, `百分之三十`, `三分之一`.
"""

import re
from decimal import Decimal

from corpus.figures.kinds import Approx, FigureKind, Reading
from corpus.figures.units import CHINESE_COUNTED, NOT_BEFORE, UNITS, Unit
from corpus.text.numerals import CHINESE_NUMERAL_CHARS, DASH, multiplier, parse_numeral

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_MULTIPLIER = r"(?:[十百千]?万亿?|[十百千]?亿|[百千](?![米克瓦伏分]))"
_CHINESE = (
    rf"[一二两三四五六七八九十][{CHINESE_NUMERAL_CHARS}]*(?:点[零〇一二三四五六七八九]+[万亿]?)?"
)
_HEDGE = "(?:[余多几]|来(?![源自年]))"
_AND_A_HALF = "(?<=[天日年月时周])半"  # 1天半
# 数十家 and 几十家 are no ten, but 股东人数十人 are.
_NOT_VAGUE = "(?<!几(?=十))(?<!(?<![人总个户件])数(?=十))"
# Words that end in 一, before which 年, 天 or 日 makes no duration: 统一年度, 同一天.
_BOUND_ONE = "统同唯单专逐某每这那另之万划合归任下上新第"


def _unit_pattern(words: list[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word) + (f"(?![{NOT_BEFORE[word]}])" if word in NOT_BEFORE else "")
        for word in ordered
    ).replace("项|", "项(?!目(?!标))|")  # 60项目标任务 are sixty 项, 6项目保障 is no count


_ANY_UNIT = _unit_pattern(list(UNITS))
_CHINESE_UNIT = _unit_pattern(sorted(CHINESE_COUNTED))
_TIME_UNIT = _unit_pattern([w for w in CHINESE_COUNTED if UNITS[w].kind is FigureKind.DURATION])

RANGE = (
    rf"(?P<r_low>{_ARABIC})(?P<r_low_times>{_MULTIPLIER})?(?P<r_low_unit>{_ANY_UNIT})?{DASH}"
    rf"(?P<r_high>{_ARABIC}){_HEDGE}?(?P<r_times>{_MULTIPLIER})?{_HEDGE}?(?P<r_unit>{_ANY_UNIT})"
)
CHINESE_RANGE = (
    rf"(?P<cr_low>{_CHINESE})(?P<cr_low_unit>{_CHINESE_UNIT})?[至到](?P<cr_high>{_CHINESE})"
    rf"(?P<cr_unit>{_CHINESE_UNIT})"
)
FRACTION = (
    rf"(?P<f_down>{_CHINESE}|[千万])分之(?P<f_up>{_CHINESE}|{_ARABIC})"
    rf"|百分之(?P<f_percent>{_CHINESE}|{_ARABIC})"
    r"|(?P<f_digits>\d+/\d+)(?![\d/])"
)
# 两个半月, 1个半小时: the half comes between the measure word and what it measures.
AND_A_HALF = r"(?P<h_number>\d+|[一二三四五六七八九十两])个半(?P<h_unit>月|小时|工作日|年度|季度)"
QUANTITY = (
    rf"(?P<q_number>{_ARABIC})(?P<q_hedge>{_HEDGE})?(?P<q_times>{_MULTIPLIER})?"
    rf"(?P<q_hedge2>{_HEDGE})?(?:(?P<q_unit>{_ANY_UNIT})(?P<q_plus>{_AND_A_HALF})?)?"
)
CHINESE_QUANTITY = (
    rf"(?<![上下后前])(?P<c_half>半)(?:{_TIME_UNIT})"
    rf"|(?<![{_BOUND_ONE}])(?P<c_one>一)(?P<c_one_unit>{_TIME_UNIT}|倍)(?P<c_one_plus>{_AND_A_HALF})?"
    rf"|(?<![“‘\"{CHINESE_NUMERAL_CHARS}]){_NOT_VAGUE}(?P<c_number>(?!一[^{CHINESE_NUMERAL_CHARS}点]){_CHINESE})"
    rf"(?P<c_hedge>{_HEDGE})?"
    rf"(?P<c_times>万|亿)?(?P<c_hedge2>{_HEDGE})?(?P<c_unit>{_CHINESE_UNIT})(?!一)"
    rf"(?P<c_plus>{_AND_A_HALF})?"
)

_HALF_UNIT = re.compile(rf"半({_TIME_UNIT})")
_BEFORE: tuple[tuple[str, Approx], ...] = (
    ("不超过", Approx.AT_MOST),
    ("不高于", Approx.AT_MOST),
    ("不多于", Approx.AT_MOST),
    ("不得超过", Approx.AT_MOST),
    ("最高", Approx.AT_MOST),
    ("最多", Approx.AT_MOST),
    ("至多", Approx.AT_MOST),
    ("最长", Approx.AT_MOST),
    ("不少于", Approx.AT_LEAST),
    ("不低于", Approx.AT_LEAST),
    ("至少", Approx.AT_LEAST),
    ("超过", Approx.OVER),
    ("超", Approx.OVER),
    ("逾", Approx.OVER),
    ("突破", Approx.OVER),
    ("高于", Approx.OVER),
    ("大于", Approx.OVER),
    ("低于", Approx.UNDER),
    ("少于", Approx.UNDER),
    ("小于", Approx.UNDER),
    ("接近", Approx.UNDER),
    ("近", Approx.UNDER),
    ("不足", Approx.UNDER),
    ("不到", Approx.UNDER),
    ("约", Approx.ABOUT),
)
_AFTER: tuple[tuple[str, Approx], ...] = (
    ("以上", Approx.AT_LEAST),
    ("左右", Approx.ABOUT),
    ("上下", Approx.ABOUT),
    ("以下", Approx.AT_MOST),
    ("以内", Approx.AT_MOST),
    ("之内", Approx.AT_MOST),
    ("内", Approx.AT_MOST),
)


def read_range(match: re.Match[str], approx: Approx | None) -> Reading | None:
    """Read a match of RANGE or CHINESE_RANGE; None where its two ends do not belong together."""
    if match["r_high"]:
        low, high = parse_numeral(match["r_low"]), parse_numeral(match["r_high"])
        times = multiplier(match["r_times"] or "")
        low_times = multiplier(match["r_low_times"]) if match["r_low_times"] else times
        low_unit, unit = match["r_low_unit"], UNITS[match["r_unit"]]
    else:
        low, high = parse_numeral(match["cr_low"]), parse_numeral(match["cr_high"])
        times = low_times = 1
        low_unit, unit = match["cr_low_unit"], UNITS[match["cr_unit"]]
    if low is None or high is None or (low_unit and UNITS[low_unit] != unit):
        return None
    return _reading(unit, low * low_times, approx, upper=high * times)


def read_quantity(match: re.Match[str], approx: Approx | None) -> Reading | None:
    """Read a match of QUANTITY or CHINESE_QUANTITY; None where the numeral is malformed."""
    if match["c_half"]:
        unit_word = _HALF_UNIT.match(match[0])
        return _reading(UNITS[unit_word[1]], Decimal("0.5"), approx) if unit_word else None
    if match["c_one"]:
        return _reading(UNITS[match["c_one_unit"]], 1 + _half(match["c_one_plus"]), approx)
    prefix = "q" if match["q_number"] else "c"
    value = parse_numeral(match[f"{prefix}_number"])
    if value is None:
        return None
    value = value * multiplier(match[f"{prefix}_times"] or "") + _half(match[f"{prefix}_plus"])
    if match[f"{prefix}_hedge"] or match[f"{prefix}_hedge2"]:
        approx = Approx.OVER
    word = match[f"{prefix}_unit"]
    return _reading(UNITS[word] if word else Unit(FigureKind.NUMBER, ""), value, approx)


def read_and_a_half(match: re.Match[str], approx: Approx | None) -> Reading | None:
    """Read a match of AND_A_HALF: 两个半月 is 2.5 个月."""
    value = parse_numeral(match["h_number"])
    return (
        None
        if value is None
        else _reading(UNITS["个" + match["h_unit"]], value + _half("半"), approx)
    )


def read_fraction(match: re.Match[str], approx: Approx | None) -> Reading | None:
    """Read a match of FRACTION: 三分之一 and 1/3 are alike, 百分之三十 is 30%.

    One of nothing (1/0) has no value and is still written: evidence has to hold it.
    """
    if match["f_percent"]:
        value = parse_numeral(match["f_percent"])
        return None if value is None else _reading(UNITS["%"], value, approx)
    if match["f_digits"]:
        up, down = (Decimal(part) for part in match["f_digits"].split("/"))
    else:
        # 千分之五: the bare 千 is no numeral of its own.
        down_word = {"千": "一千", "万": "一万"}.get(match["f_down"], match["f_down"])
        parts = parse_numeral(match["f_up"]), parse_numeral(down_word)
        if parts[0] is None or parts[1] is None:
            return None
        up, down = parts[0], parts[1]
    canonical = f"{_plain(up)}/{_plain(down)}"
    if not down:
        return Reading(FigureKind.RATIO, canonical)
    return Reading(FigureKind.PERCENTAGE, canonical, up / down, "", None, approx)


def hedge_around(text: str, start: int, end: int) -> Approx | None:
    """Return how the words beside a figure hedge it; what stands before decides first."""
    before, after = text[max(start - 4, 0) : start], text[end : end + 2]
    for word, approx in _BEFORE:
        if before.endswith(word):
            return approx
    return next((approx for word, approx in _AFTER if after.startswith(word)), None)


def _reading(
    unit: Unit, value: Decimal, approx: Approx | None, *, upper: Decimal | None = None
) -> Reading:
    value *= unit.factor
    shown = _plain(value)
    if upper is not None:
        upper *= unit.factor
        shown += f"..{_plain(upper)}"
    return Reading(unit.kind, f"{shown} {unit.base}".strip(), value, unit.base, upper, approx)


def _half(word: str | None) -> Decimal:
    return Decimal("0.5") if word else Decimal(0)


def _plain(value: Decimal) -> str:
    """Write a decimal without exponent or closing zeros: 6.20 and 6.2 are one value."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
