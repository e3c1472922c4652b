"""The times that a text names, as days: a text and the day of its document in, periods out.

`截至2022年8月`, `今年以来`, `去年底`, `1-7月`, `上半年`, `目前`. A year that is not written follows
from the document's; what a text compares with (较去年同期) is no time that it speaks of.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.figures.finding import find_figures
from corpus.figures.kinds import FigureKind
from corpus.text.folding import fold
from corpus.text.numerals import parse_numeral

_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "上一年": -1, "前年": -2}
_YEAR = "今年|本年(?!级)|去年|(?<!以)上年|上一年|前年(?!度)"
_UP_TO = "截[至止]到?"
_WORDS = re.compile(
    rf"(?P<up_to>{_UP_TO})?(?:(?P<year>{_YEAR})(?:度|的)?)?(?:"
    r"前(?P<months>\d{1,2}|[一二两三四五六七八九十]{1,2})个月"
    r"|(?P<half>[上下]半年)|(?P<quarter>第?[一二三四1-4]季度|前[二两三]季度)|(?P<edge>年[初底末])"
    r"|(?P<now>目前|当前|现在|如今)|(?<=年)(?P<bare>[初底末](?![级步次期始审任心]))|(?=.|$))"
)
_LEAD = re.compile(rf"(?P<up_to>{_UP_TO})?(?:(?P<year>{_YEAR})(?:度|的)?)?$")
_SINCE = re.compile("以来|至今|起(?=[，至])|开始")
_COMPARES = re.compile(r"(?:比|较|相较于?|高于|低于|超过|同)$")
_COMPARED = re.compile("的?(?:同期|相比|同比)")
_HALVES = {"上半年": (1, 6), "下半年": (7, 12)}
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` to `until`, both included; None where open or not known."""

    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Time:
    """A time named at `[start, end)`. `year` is set where the text leaves it to be understood."""

    start: int
    end: int
    text: str
    period: Period
    year: int | None


def times_of(text: str, published: date | None) -> list[Time]:
    """Return the times that a text speaks of, in order.

    Args:
        text: clean or raw.
        published: the day of the document; without it only years that are written are known.
    """
    folded = fold(text)
    found = sorted(_named(folded.text, published), key=lambda one: one.start)
    times: list[Time] = []
    read_to = 0
    for one in found:
        if one.start < read_to:  # 年底 within 较2021年底, though that is only compared with
            continue
        read_to = one.end
        if not _is_compared(folded.text, one.start, one.end):
            times.append(one)
    return [Time(*folded.span(one.start, one.end), one.text, one.period, one.year) for one in times]


def _named(text: str, published: date | None) -> Iterator[Time]:
    for figure in find_figures(text):
        if figure.kind is FigureKind.DATE:
            lead = _LEAD.search(text, 0, figure.start)
            start = lead.start() if lead else figure.start
            yield _dated(text, start, figure.end, figure.canonical, lead, published)
    for match in _WORDS.finditer(text):
        if match[0] not in ("", match["up_to"]):
            yield _worded(text, match, published)


def _dated(
    text: str,
    start: int,
    end: int,
    canonical: str,
    lead: re.Match[str] | None,
    published: date | None,
) -> Time:
    """Return the time of a date figure, with 截至 and 去年 before it."""
    is_up_to = bool(lead and lead["up_to"])
    ends = [_parts(one) for one in canonical.split("..")]
    written = next((year for year, _, _, _ in ends if year), None)
    year = written or _meant(lead["year"] if lead else None, published)
    if year and not written and is_up_to and published and not (lead and lead["year"]):
        # 截至12月底, written in January, is of the year before.
        year -= (ends[-1][1] or 0) > published.month
    first, last = _days(ends[0], year), _days(ends[-1], year)
    span = Period(first.since, last.until)
    return _time(text, start, end, span, None if written else year, is_up_to, published)


def _worded(text: str, match: re.Match[str], published: date | None) -> Time:
    """Return the time of 今年, 上半年, 前三季度, 年底, 目前."""
    year = _meant(match["year"], published)
    is_up_to = bool(match["up_to"] or match["now"])
    span = Period(published, published) if match["now"] else _months(match, year, published)
    return _time(
        text, match.start(), match.end(), span, None if match["now"] else year, is_up_to, published
    )


def _time(
    text: str,
    start: int,
    end: int,
    span: Period,
    year: int | None,
    is_up_to: bool,
    published: date | None,
) -> Time:
    since = _SINCE.match(text, end)
    if since:
        span, end = Period(span.since, published), since.end()
    elif is_up_to:
        span = Period(None, span.until)
    return Time(start, end, text[start:end], span, year)


def _months(match: re.Match[str], year: int | None, published: date | None) -> Period:
    if year is None:
        return Period(None, None)
    if match["edge"] or match["bare"]:
        is_begin = (match["edge"] or match["bare"]).endswith("初")
        day = date(year, 1, 1) if is_begin else date(year, 12, 31)
        return Period(day, day)
    first, last = 1, 12
    if match["months"]:
        last = int(parse_numeral(match["months"]) or 12)
    elif match["half"]:
        first, last = _HALVES[match["half"]]
    elif quarter := match["quarter"]:
        number = int(parse_numeral(quarter.strip("第前季度")) or 4)
        first, last = 1 if quarter.startswith("前") else 3 * number - 2, 3 * number
    elif published and year == published.year:  # 今年 is not over
        return Period(date(year, 1, 1), published)
    return _span(year, first, min(last, 12))


def _days(parts: tuple[int | None, int | None, int | None, str], year: int | None) -> Period:
    """Return the first and the last day of one end of a date figure."""
    own, month, day, part = parts
    year = own or year
    if year is None or not date.min.year <= year <= date.max.year:
        return Period(None, None)
    if part in _HALVES:
        return _span(year, *_HALVES[part])
    if quarter := re.match("第(.)季度", part):
        number = int(parse_numeral(quarter[1]) or 1)
        return _span(year, 3 * number - 2, 3 * number)
    if month is not None and not 1 <= month <= 12:
        return Period(None, None)
    whole = _span(year, month or 1, month or 12)
    low, high = whole.since, whole.until
    if low is None or high is None:
        return whole
    if day is not None:
        exact = low.replace(day=min(max(day, 1), high.day))
        return Period(exact, exact)
    if part in _THIRDS:
        begin, end = _THIRDS[part]
        return Period(low.replace(day=begin), low.replace(day=min(end, high.day)))
    return Period(low, low) if part == "初" else Period(high, high) if part == "末" else whole


def _span(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _parts(end: str) -> tuple[int | None, int | None, int | None, str]:
    year, month, day, part = end.split("-", 3)
    return (
        int(year) if year else None,
        int(month) if month else None,
        int(day) if day else None,
        part,
    )


def _meant(word: str | None, published: date | None) -> int | None:
    """Return the year that 去年 means in a document, or that one does which names none."""
    return published.year + _YEARS.get(word or "", 0) if published else None


def _is_compared(text: str, start: int, end: int) -> bool:
    return bool(_COMPARES.search(text, 0, start) or _COMPARED.match(text, end))
