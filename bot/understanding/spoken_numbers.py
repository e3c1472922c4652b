"""Numbers as they are said, in digits: 一年交一千 is looked for as 一年交1000, 一百八十块 as 180元.

Documents have digits; only numerals of hundreds and thousands are sure to be numbers where no unit
follows (一窗, 两不, 三个 name and count).
"""

import re

from corpus import parse_numeral

_DIGIT = "一二两三四五六七八九"
# Not 第一百, 两三百 or 五百万; what is only about so many (一千多) is no number that a row has.
_SPOKEN = re.compile(
    rf"(?<![第几数上成好点零百千万亿{_DIGIT}])([{_DIGIT}][百千][零{_DIGIT}十百]*+)(?![万亿千点多余来几])"
)
# A thousand 块, where no thing follows that is counted in them (一百块砖).
_YUAN = re.compile(r"(?<=\d)块(?=钱|的|那|能|要|够|以|[，。？！、,?!]|$)钱?")


def in_digits(text: str) -> str:
    """Return a question with its spoken hundreds and thousands in digits."""
    return _YUAN.sub("元", _SPOKEN.sub(_written, text))


def _written(found: re.Match[str]) -> str:
    value = parse_numeral(found[1])
    return found[1] if value is None else str(value)
