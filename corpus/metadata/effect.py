"""From when to when a notice or measure says that it holds: text in, two days out.

Laws say so in their last article, which `law_metadata` reads; below them stand 本通知自2024年1月1日
起施行，有效期2年 and 本措施自印发之日起施行，有效期至2025年12月31日.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.text.numerals import parse_numeral
from corpus.text.written_dates import DATE, day_of

_NUMBER = "[0-9一二三四五六七八九十两]{1,3}"
_ITSELF = (
    "(?<!基)本[\u4e00-\u9fff]{0,4}?(?:通知|意见|措施|方案|办法|规定|细则|政策|决定|公告|通告|规划|计划|"
    "指南|条例|规则|规范|规程|守则|准则|指引|标准|清单|决议|文件)"
)
# 施行以来 speaks of another document, in a report on it.
_BEGINS = re.compile(
    rf"{_ITSELF}自(?:{DATE}|(?P<issued>(?:印发|发布|公布|发文|下发)之日))(?:起|之日起)?(?:正式)?"
    "(?:施行|实施|执行|生效)(?=[，。；、（(,;.至]|$)"
)
# 本公告执行期限为2022年1月1日至2024年12月31日; 本公告自2023年1月1日至2027年12月31日执行.
_TERM = re.compile(
    rf"{_ITSELF}(?:的?(?:政策)?(?:执行|实施|施行|有效)期限?(?:为|：|为?自)|自)(?:{DATE})起?(?=[至到—-])"
)
_UNTIL = re.compile(
    r"(?:(?:有效|试行)期(?:限)?(?:截至|截止到|至|到)|^[，；]?(?:执行|施行|实施)?(?:至|到|[—-]{1,2}))"
    rf"(?:{DATE})"
)
_FOR = re.compile(rf"(?:有效|试行)期(?:限)?为?(?P<n>{_NUMBER})(?P<unit>年|个月)")
# What follows its own day of effect in the sentence: how long it holds.
_REACH_CHARS = 60


@dataclass(frozen=True, slots=True)
class Effect:
    """The first day on which a document holds and the first on which it no longer does."""

    begins: date | None = None
    ends: date | None = None


def effect_of(text: str, published: date | None) -> Effect:
    """Return what a text says of its own effect; nothing where its parts say different things.

    Args:
        text: the text without blanks.
        published: its day, which is the first where it holds from its issue on.
    """
    found = (match for one in (_BEGINS, _TERM) for match in one.finditer(text))
    stated = {_stated(text, match, published) for match in found}
    return stated.pop() if len(stated) == 1 else Effect()


def _stated(text: str, match: re.Match[str], published: date | None) -> Effect:
    begins = published if match.groupdict().get("issued") else day_of(match)
    following = text[match.end() : match.end() + _REACH_CHARS]
    if until := _UNTIL.search(following):
        day = day_of(until)
        return Effect(begins, day + timedelta(days=1) if day else None)
    lasts = _FOR.search(following)
    return Effect(begins, _after(begins, lasts) if begins and lasts else None)


def _after(day: date, lasts: re.Match[str]) -> date | None:
    count = parse_numeral(lasts["n"])
    if count is None:
        return None
    months = int(count) * (12 if lasts["unit"] == "年" else 1) + day.month - 1
    try:
        return day.replace(year=day.year + months // 12, month=months % 12 + 1)
    except ValueError:  # the 29th of February, or a year that no calendar has
        return None
