"""Counts as Word writes them before the items of a list: 三, ③, 叁, 丙, iii (ST_NumberFormat)."""

_CHINESE_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def written_count(count: int, format_: str) -> str:
    """Return a count in a format of ST_NumberFormat; decimal where it is none of these."""
    if count < 0 or count > 9999:
        return str(count)
    if format_ in ("chineseCounting", "chineseCountingThousand", "japaneseCounting",
                   "taiwaneseCountingThousand", "taiwaneseCounting"):  # fmt: skip
        return _counted(count, _CHINESE_DIGITS, "十百千")
    if format_ in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return _counted(count, _FORMAL_DIGITS, "拾佰仟")
    if format_ in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(_CHINESE_DIGITS[int(digit)] for digit in str(count))
    if format_ == "ideographTraditional" and 1 <= count <= len(_STEMS):
        return _STEMS[count - 1]
    if format_ == "ideographZodiac" and 1 <= count <= len(_BRANCHES):
        return _BRANCHES[count - 1]
    if (
        format_.startswith("decimalEnclosed")
        and format_ != "decimalEnclosedParen"
        and 1 <= count <= 20
    ):
        return chr(ord("①") + count - 1)
    if format_ == "decimalEnclosedParen":
        return f"（{count}）"
    if format_ == "decimalZero":
        return f"{count:02d}"
    if format_ in ("upperLetter", "lowerLetter") and count >= 1:
        letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if format_ == "upperLetter" else letter.lower()
    if format_ in ("upperRoman", "lowerRoman"):
        roman = _roman(count)
        return roman if format_ == "upperRoman" else roman.lower()
    return str(count)


def _counted(count: int, digits: str, units: str) -> str:
    """Return a number below 10,000 as it is counted: 十, 二十三, 一百〇三."""
    if count == 0:
        return digits[0]
    text, zero = "", False
    for at, digit in enumerate(map(int, str(count))):
        unit = len(str(count)) - at - 2
        if digit == 0:
            zero = True
            continue
        text += ("零" if zero else "") + digits[digit] + (units[unit] if unit >= 0 else "")
        zero = False
    return text[1:] if 10 <= count < 20 else text


def _roman(count: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    marks = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    text = ""
    for value, mark in zip(values, marks, strict=True):
        text += mark * (count // value)
        count %= value
    return text
