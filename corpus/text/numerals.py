"""Numbers as written in Chinese documents: a numeral in, its value out.

Covers half-width digits (`25,327`, `97.65`), Chinese numerals (`三十三`, `二〇二二`, `一点五`),
the banker's forms (`叁拾`), `半`, and digits with a Chinese multiplier (`3.93万`, `5千`).
"""

import re
from decimal import Decimal

CHINESE_DIGITS = "零〇一二两三四五六七八九"
CHINESE_NUMERAL_CHARS = CHINESE_DIGITS + "十百千万亿"
DASH = r"(?:-|—{1,2}|–|－|~|～|至|到)"  # between the two ends of a range

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_DIGITS |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE_UNITS = {"万": 10**4, "亿": 10**8}
_MULTIPLIERS = _SMALL_UNITS | _LARGE_UNITS
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩", "一二三四五六七八九十百千万亿两")
_ARABIC = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([十百千万亿]*)")


def parse_numeral(text: str) -> Decimal | None:
    """Return the value of a numeral, or None where the text is no well-formed numeral."""
    if text == "半":
        return Decimal("0.5")
    if arabic := _ARABIC.fullmatch(text):
        whole, fraction, units = arabic.groups()
        return Decimal(whole.replace(",", "") + (fraction or "")) * multiplier(units)
    text = text.translate(_FORMAL)
    whole, point, fraction = text.partition("点")
    value = _parse_whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    tail = re.fullmatch(rf"([{CHINESE_DIGITS}]+)([万亿]*)", fraction)
    if tail is None:
        return None
    decimals = "".join(str(_DIGITS[char]) for char in tail[1])
    return Decimal(f"{value}.{decimals}") * multiplier(tail[2])


def spell_numeral(number: int) -> str:
    """Write a number from 1 to 99 in Chinese numerals: 23 is 二十三.

    Raises:
        ValueError: the number is out of that range.
    """
    if not 0 < number < 100:
        raise ValueError(f"cannot spell {number!r}; only 1 to 99 are known")
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones else ''}"


def multiplier(units: str) -> int:
    """Return the product of multiplier characters: `千万` is 10,000,000, nothing is 1."""
    product = 1
    for char in units:
        product *= _MULTIPLIERS[char]
    return product


def _parse_whole(text: str) -> int | None:
    if not text or any(char not in CHINESE_NUMERAL_CHARS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _parse_with_units(text)


def _parse_with_units(text: str) -> int | None:
    """Read a numeral such as 一亿零三十五万二: sections below 万 are added up, then multiplied."""
    total, section = 0, 0
    digit: int | None = None
    last_unit = 1  # what a closing digit counts: 三百五 is 350, 三百零五 is 305
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            last_unit = 10 if digit == 0 else last_unit
        elif char in _SMALL_UNITS:
            unit = _SMALL_UNITS[char]
            if not digit and unit != _SMALL_UNITS["十"]:
                return None
            section += (digit or 1) * unit
            digit, last_unit = None, unit
        else:
            unit = _LARGE_UNITS[char]
            section += digit or 0
            if not (total + section):
                return None
            is_product = unit == _LARGE_UNITS["亿"]
            total = (total + section) * unit if is_product else total + section * unit
            section, digit, last_unit = 0, None, unit
    return total + section + (digit or 0) * max(last_unit // 10, 1)
