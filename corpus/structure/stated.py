"""What stands beside a text of the document itself, in labelled facts, marks and notes.

A portal states 成文日期, 施行日期 and 时效性：已废止; an office marks a title （已废止）, or notes
above or below the text 本文件已于2024年1月1日废止. Clean lines in, days out.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from corpus.document import END_UNDATED
from corpus.text.written_dates import DATE, day_of

_PLAIN_DAY = r"(?P<py>\d{4})[-./](?P<pm>\d{1,2})[-./](?P<pd>\d{1,2})"
_DAY = re.compile(rf"(?:{DATE}|{_PLAIN_DAY})")
_FACT = re.compile(r"[【（]?(?P<label>[\u4e00-\u9fff]{2,4})[：:]\s*(?P<value>\S.{0,59})$")
_PUBLISHED = ("成文日期", "公布日期", "印发日期", "发布日期", "发布时间", "发文日期")
_EFFECTIVE = ("施行日期", "实施日期", "生效日期")
_ENDED = ("废止日期", "失效日期", "废止时间", "失效时间")
_STATUS = ("时效性", "有效性", "效力状态", "文件状态", "时效状态", "效力")
_OVER = "(?:废止|失效|作废|停止执行|停止施行)"
# 部分失效 leaves the rest in force; 已修改 is said of a version that another one replaced.
_OVER_STATUS = re.compile(
    rf"(?:全文|全部|文件|宣布|现已|已经|已|被)*(?:{_OVER}|终止|无效|过期|修改|修订)"
)
_MARK = re.compile(rf"[【〔（](?:本文件|此文件|该文件|全文|现)?(?:已|已经)?{_OVER}[】〕）]")
_NOTE = re.compile(
    rf"[（【]?(?:注|备注|说明|编者注|提示)?：?(?:本|该|此)(?:文件|文|规范性文件|[\u4e00-\u9fff]{{0,6}}"
    rf"(?:通知|意见|措施|方案|办法|规定|细则|政策|决定|公告|通告))"
    rf"(?:(?:现|业)?已经?(?P<by>[^。；]{{0,40}}?)|(?:自|于)(?P<day>[^。；，]{{6,16}}?)起?(?:予以)?){_OVER}"
    r"[。）】]*$"
)
_MAX_NOTE_CHARS = 80
_NOTE_LINES = 8


def published_day(lines: Iterable[str]) -> date | None:
    """Return the day on which a document was made or published, as a labelled fact states it."""
    return _first_day(lines, _PUBLISHED)


def effective_day(lines: Iterable[str]) -> date | None:
    """Return the day on which it takes effect, as a labelled fact states it."""
    return _first_day(lines, _EFFECTIVE)


def is_of_another_day(line: str) -> bool:
    """Return whether a line states a day that is not that of publication."""
    fact = _FACT.match(line)
    return fact is not None and fact["label"] in (*_EFFECTIVE, *_ENDED)


def ended_day(title: str, head: Sequence[str], tail: Sequence[str]) -> date | None:
    """Return since when a document is stated to be over; None where that is not stated.

    `END_UNDATED` where it is over and no day is told.
    """
    if day := _first_day(head, _ENDED):
        return day
    notes = [*head[:_NOTE_LINES], *tail[-_NOTE_LINES:]]
    said = [match for line in notes if (match := _note(line))]
    for match in said:
        if day := _day(match[0]):
            return day
    is_over = any(_OVER_STATUS.match(value) for value in _values(head, _STATUS))
    is_marked = any(_MARK.search(line) for line in (title, *head[:2]))
    return END_UNDATED if said or is_over or is_marked else None


def is_end_note(line: str) -> bool:
    """Return whether a line does nothing but say that the document is over."""
    return _note(line) is not None or _MARK.fullmatch(line) is not None


def unmarked_title(title: str) -> str:
    """Return a title without the mark that the document is over: 【已废止】, （失效）."""
    return _MARK.sub("", title).strip() or title


def _note(line: str) -> re.Match[str] | None:
    return _NOTE.match(line) if len(line) <= _MAX_NOTE_CHARS else None


def _values(lines: Iterable[str], labels: Sequence[str]) -> list[str]:
    facts = [match for line in lines if (match := _FACT.match(line))]
    return [fact["value"] for label in labels for fact in facts if fact["label"] == label]


def _first_day(lines: Iterable[str], labels: Sequence[str]) -> date | None:
    days = (_day(value) for value in _values(list(lines), labels))
    return next((day for day in days if day), None)


def _day(text: str) -> date | None:
    match = _DAY.search(text)
    if match is None:
        return None
    if match["py"] is None:
        return day_of(match)
    try:
        return date(int(match["py"]), int(match["pm"]), int(match["pd"]))
    except ValueError:
        return None
