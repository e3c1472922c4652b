"""Characters that recognition (OCR) takes for others that look alike, where only one can be meant.

Part of normalisation: each rule puts one character in the place of one. What could also be meant
as it stands (O2O, 5G, a range 郑州—洛阳) is left alone.
"""

import re

# 査 is the Japanese form of 查; no Chinese text of today holds it.
LOOK_ALIKES: dict[int, str] = {ord("査"): "查"}
_DIGITS = {"O": "0", "o": "0", "l": "1", "I": "1"}
# What follows a number in an official text, so that `l` before it is no litre and `O` no letter.
_UNITS = "年月日号时分家户个项条件名人万亿元岁天次％%〕"
_BEGINS = r"(?<![A-Za-z\d])"
# 2O23年, l26家, 3l日: letters in a number that is told as one by its other digits and its unit.
_IN_NUMBER = re.compile(
    rf"(?<=\d)[OolI](?=[OolI]*\d)|(?<=\d)[OolI](?=[OolI]*[{_UNITS}])"
    rf"|{_BEGINS}[lI](?=[OolI\d]*\d[OolI\d]*[{_UNITS}])"
    # l.5亿元, lO万元
    rf"|{_BEGINS}[lI](?=\.\d+[{_UNITS}])|{_BEGINS}l(?=O[OolI\d]*[{_UNITS}])"
    rf"|(?<={_BEGINS}l)O(?=[OolI\d]*[{_UNITS}])"
)
# A mark of a list or a fixed word with a dash in the place of 一.
_DASH_FOR_ONE = re.compile(
    r"(?:(?<=\n)|(?<=^))—(?=、)|(?<=（)—(?=）)|(?<=\()—(?=\))|(?<=第)—(?=[条章节批次季届款项])|(?<=进)—(?=步)"
    r"|(?<=统)—(?=[规编部受办管组标思])"
)
_MAX_RUN_CHARS = 20
_RUN = re.compile(r"[A-Za-z\d]*")
_RUN_BEFORE = re.compile(r"[A-Za-z\d]*$")
_STOOL_FOR_YUAN = re.compile(r"(?<=[\d百千万亿])兀")
_SAY_FOR_DAY = re.compile(r"(?<=工作)曰|(?<=\d)曰")
# 门 and 内 in words of which only one exists: 5个工作日门, 有关部内应当, 内槛.
_DOOR_FOR_INSIDE = re.compile(
    # 24小时门诊, 区域门户, 部门容错 are words: only what can follow 内 tells it.
    r"(?:(?<=工作日)|(?<=\d[日天年])|(?<=个月)|(?<=小时)|(?<=范围)|(?<=期限))"
    r"门(?=[，。、；：）]|办[理结]|完成|作出|提出|答复|\s*$)"
    r"|(?<![部专])门(?=容(?!易)|设机构|部控制|资企业)"
)
_INSIDE_FOR_DOOR = re.compile(
    r"内(?=槛)|(?<=专)内(?=[机用])"
    r"|(?<=主管部|监管部|有关部|相关部|职能部|审批部|执法部)内(?![设部控外容])"
    r"|(?<=[关管各能级批]部)内(?=[，。、；：（）的和及与应要依按根可对])"
)
# 减兔, 兔征: what is said of fees and taxes, and never of hares.
_HARE_FOR_FREE = re.compile("(?<=[减豁避任罢])兔|(?<![肉家养野毛獭种])兔(?=[费征税罚除责])")
# Brackets of a document number (文号) that do not match: 漯医保〔2024]22号.
_CLOSES_NUMBER = re.compile(r"(?<=〔\d{4})[\])）】］](?=\s?第?\d{1,4}号)")
_OPENS_NUMBER = re.compile(r"[\[(（【［](?=\d{4}〕\s?第?\d{1,4}号)")


def _digit(match: re.Match[str]) -> str | None:
    """Return the digit, None where the run of letters and digits around is a word of its own."""
    text, at = match.string, match.start()
    before = _RUN_BEFORE.search(text[max(at - _MAX_RUN_CHARS, 0) : at])
    after = _RUN.match(text, at, at + _MAX_RUN_CHARS)
    run = (before[0] if before else "") + (after[0] if after else "")
    if len(run) > _MAX_RUN_CHARS:
        return None
    return _DIGITS[match[0]] if re.fullmatch(r"[lI\d][OolI\d]*", run) else None


# As the rules of normalisation: what triggers one, what it finds, what stands there instead.
MISREAD = (
    ("[OolI]", _IN_NUMBER, _digit),
    ("—", _DASH_FOR_ONE, lambda _: "一"),
    ("曰", _SAY_FOR_DAY, lambda _: "日"),
    ("兀", _STOOL_FOR_YUAN, lambda _: "元"),
    ("门", _DOOR_FOR_INSIDE, lambda _: "内"),
    ("内", _INSIDE_FOR_DOOR, lambda _: "门"),
    ("兔", _HARE_FOR_FREE, lambda _: "免"),
    ("〔", _CLOSES_NUMBER, lambda _: "〕"),
    ("〕", _OPENS_NUMBER, lambda _: "〔"),
)
