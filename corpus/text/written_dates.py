"""Days as texts write them, in digits or in words: 2024年3月1日, 二〇二四年三月一日."""

import re
from datetime import date

from corpus.text.numerals import parse_numeral

_DIGIT = "[〇○零一二三四五六七八九]"
_SMALL = "[一二三四五六七八九十]{1,3}"
DATE = (
    rf"(?:(?P<y>\d{{4}})年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日"
    rf"|(?P<cy>{_DIGIT}{{4}})年(?P<cm>{_SMALL})月(?P<cd>{_SMALL})日)"
)
LONE_DATE = re.compile(rf"^[（(]?{DATE}[）)]?$")  # a line of its own


def day_of(match: re.Match[str]) -> date | None:
    """Return the day that a match of DATE states; None for a day that no calendar has."""
    groups = match.groupdict()
    written = [
        groups["y"] or groups["cy"],
        groups["m"] or groups["cm"],
        groups["d"] or groups["cd"],
    ]
    numbers = [parse_numeral(one.replace("○", "〇")) if one else None for one in written]
    try:
        year, month, day = (int(number) for number in numbers if number is not None)
        return date(year, month, day)
    except ValueError:
        return None
