"""Values of spreadsheet cells as the sheet shows them: value and number format in, text out.

Covers what policy tables use: dates with or without 年月日, percentages, grouped and fixed
decimals, units written into the format (0.00"万元"). A format beyond that gives the plain value.
"""

import re
from datetime import date, datetime, time, timedelta

CellValue = bool | int | float | str | date | datetime | time | timedelta | None

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_DROPPED = re.compile(r"\[[^\]]*\]|_.|\*.")
_DIGITS = re.compile(r"[#0?,]*[0#](?:\.([0#?]*))?")
# Excel itself shows 15 significant digits; the rest is noise of binary fractions.
_SIGNIFICANT = ".15g"
_MAX_DECIMALS = 15


def shown(value: CellValue, number_format: str) -> str:
    """Return the text that a cell shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date)):
        return _date(value, number_format)
    if isinstance(value, (int, float)):
        return _number(value, number_format or "General")
    return str(value)


def _date(value: date, number_format: str) -> str:
    pattern = _DROPPED.sub("", number_format).lower()
    has_day = "d" in pattern or "日" in pattern
    has_year = "y" in pattern or "年" in pattern or not has_day
    if "年" in number_format or "月" in number_format:
        year = f"{value.year}年" if has_year else ""
        text = f"{year}{value.month}月" + (f"{value.day}日" if has_day else "")
    else:
        year = f"{value.year}-" if has_year else ""
        text = f"{year}{value.month:02d}" + (f"-{value.day:02d}" if has_day else "")
    if isinstance(value, datetime) and "h" in pattern:
        text += f" {value:%H:%M}"
    return text


def _number(value: float, number_format: str) -> str:
    pattern = _section(value, number_format)
    if pattern.lower() in ("general", "@", "g/通用格式"):
        return _plain(value)
    bare = _QUOTED.sub("", pattern)
    digits = _DIGITS.search(bare)
    if digits is None and _QUOTED.search(pattern):
        return _literal(pattern)
    if digits is None or re.search(r"[eE][+-]|/", bare):
        return _plain(value)
    prefix, suffix = _around(pattern)
    decimals = min(len(digits[1] or ""), _MAX_DECIMALS)
    # Each comma right behind the last digit divides by a thousand.
    behind = bare[digits.end() :]
    amount = value / 1000 ** (len(behind) - len(behind.lstrip(",")))
    amount *= 100 if "%" in bare else 1
    grouping = "," if "," in digits[0] else ""
    text = f"{amount:{grouping}.{decimals}f}"
    if "#" in (digits[1] or ""):
        text = text.rstrip("0").rstrip(".")
    return f"{prefix}{text}{suffix}"


def _section(value: float, number_format: str) -> str:
    """Return the section of a format for a value's sign: positive;negative;zero."""
    sections = _DROPPED.sub("", number_format).split(";")
    return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def _around(pattern: str) -> tuple[str, str]:
    """Return what a format writes before and behind its digits."""
    masked = _QUOTED.sub(lambda match: "\x00" * len(match[0]), pattern)
    digits = _DIGITS.search(masked)
    if digits is None:
        return "", ""
    return _literal(pattern[: digits.start()]), _literal(pattern[digits.end() :])


def _literal(pattern: str) -> str:
    return _QUOTED.sub(lambda match: match[1] or match[2] or "", pattern).replace(",", "").strip()


def _plain(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    text = format(value, _SIGNIFICANT)
    if "e" in text and abs(value) < 1e21:
        return f"{value:.0f}" if abs(value) >= 1 else f"{value:.15f}".rstrip("0")
    return text
