"""The day on which a document was made or published: its source and its edges in, a day out."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from corpus.metadata.edges import HEAD_LINES
from corpus.metadata.issuers import offices_apart
from corpus.structure.lines import body_start
from corpus.structure.stated import is_of_another_day, published_day
from corpus.text.normalization import normalize
from corpus.text.written_dates import DATE, LONE_DATE, day_of

_DATE = re.compile(r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?")
_WRITTEN_DATE = re.compile(DATE)
# A date in a sentence is one of the matter: 自2023年3月1日起施行.
_STOP = re.compile("[。；，]")
# Below the text, in the last lines of its last page: 某县人民政府办公室 2024年5月20日印发.
_PRINTED = re.compile(rf"[\u4e00-\u9fff]{{4,30}}{DATE}印发$")
_ENACTED = re.compile(r"通过|批准|公布|发布|颁布|修正|修订")


def published_on(source: str, head: Sequence[str], tail: Sequence[str]) -> date | None:
    """Return the last date of enactment in the head, else a date alone in head or signature."""
    enacted = [day for line in head if _ENACTED.search(line) for day in _dates(line)]
    if enacted and body_start(source):
        return max(enacted)
    if labelled := published_day(head):
        return labelled
    stated = [
        day
        for line in head[:HEAD_LINES]
        if not (_STOP.search(line) or is_of_another_day(line))
        for day in _dates(line)
    ]
    if stated:
        return stated[0]
    if labelled := published_day(tail):
        return labelled
    for pattern in (LONE_DATE, _PRINTED):
        if days := [day for line in tail if pattern.match(line) for day in _dates(line)]:
            return days[-1]
    return None


def signed_within(source: str, issuer: str | None) -> date | None:
    """Return the date below the issuer's name where what it prints follows its signature."""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    for name, day in pairwise(lines):
        if issuer and normalize(offices_apart(name)).text == issuer:
            written = normalize(day).text
            if LONE_DATE.match(written) and (dates := _dates(written)):
                return dates[0]
    return None


def _dates(line: str) -> list[date]:
    written = (day_of(match) for match in _WRITTEN_DATE.finditer(line) if match["cy"])
    found: list[date] = [day for day in written if day]
    for match in _DATE.finditer(line):
        year, month, day = (int(number) for number in match.groups())
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found
