"""Annexes (附件) of a document: lines in, where each annex begins out.

The main text lists its annexes (附件：1.… 2.…). An annex begins at a line 附件 N, or, where that
line is missing, at the heading that repeats its title. Without a list, only 附件 N counts, and a
heading 附件 N：title.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.structure.lines import Line
from corpus.structure.masthead import signature_lines

_LIST_HEAD = re.compile(r"附件：(.*)$", re.DOTALL)
_ANNEX_LINE = re.compile(r"附件(\d{0,2})[：:]?$")
_TITLED_LINE = re.compile(r"附件(\d{0,2})[：:](?P<title>[^，。；：]{2,40})$")
_MAX_TITLE_LINES = 3
_MAX_LIST_LINES = 300
_ISSUER = re.compile(r"(.{3,30}?)关于.+")


@dataclass(frozen=True, slots=True)
class AnnexStart:
    """Where an annex begins: lines `[first, body)` hold its label and title."""

    first: int
    body: int
    number: int | None
    title: str

    @property
    def label(self) -> str:
        """Such as 附件20."""
        return "附件" if self.number is None else f"附件{self.number}"


@dataclass(frozen=True, slots=True)
class AnnexList:
    """The list of annexes in lines `[first, end)`, with titles by number."""

    first: int
    end: int
    titles: dict[int, str]


def annex_list(lines: Sequence[Line]) -> AnnexList | None:
    """Return the list of annexes that the main text ends with, if there is one."""
    signatures = signature_lines(lines)
    for first, line in enumerate(lines):
        if not _LIST_HEAD.match(line.clean):
            continue
        end = first + 1
        last = min(len(lines), first + _MAX_LIST_LINES)
        while end < last and end not in signatures and not _closes_list(lines[end]):
            end += 1
        text = "".join(line.clean for line in lines[first:end])
        titles = _numbered_titles(text.split("：", 1)[1])
        if titles:
            return AnnexList(first, end, titles)
    return None


def annex_starts(lines: Sequence[Line], listed: AnnexList | None) -> list[AnnexStart]:
    """Return where the annexes begin, in order of the text."""
    found: list[AnnexStart] = []
    at = listed.end if listed else 0
    titles = dict(listed.titles) if listed else {}
    while at < len(lines):
        start = _start_at(lines, at, titles)
        if start is None:
            at += 1
            continue
        found.append(start)
        if start.number is not None:
            titles.pop(start.number, None)
        at = start.body
    return found


def issuer_in_title(title: str) -> str | None:
    """Return who issued a text titled `<issuer>关于…`."""
    match = _ISSUER.match(title)
    return match[1] if match else None


def squeeze(text: str) -> str:
    """Return the text without any blank, to compare titles by."""
    return re.sub(r"\s+", "", text)


def _closes_list(line: Line) -> bool:
    return bool(line.is_date or line.is_marked or line.is_row or _ANNEX_LINE.match(line.clean))


def _numbered_titles(text: str) -> dict[int, str]:
    titles: dict[int, str] = {}
    number, at = 1, 0
    while match := re.compile(rf"(?<!\d){number}[.、．]").search(text, at):
        if number > 1:
            titles[number - 1] = squeeze(text[at : match.start()])
        number, at = number + 1, match.end()
    if number > 1:
        titles[number - 1] = squeeze(text[at:])
    return titles


def _start_at(lines: Sequence[Line], at: int, titles: dict[int, str]) -> AnnexStart | None:
    # Not marked as a heading, such a line is one of the list.
    if lines[at].is_marked and (titled := _TITLED_LINE.match(lines[at].clean)):
        number = int(titled[1]) if titled[1] else None
        return AnnexStart(at, at + 1, number, squeeze(titled["title"]))
    label = _ANNEX_LINE.match(lines[at].clean)
    title_at = at + 1 if label else at
    by_title = {squeeze(title): number for number, title in titles.items()}
    text = ""
    for body in range(title_at + 1, min(title_at + _MAX_TITLE_LINES, len(lines)) + 1):
        text += squeeze(lines[body - 1].clean)
        if text in by_title:
            return AnnexStart(at, body, by_title[text], text)
    if label and title_at < len(lines):
        number = int(label[1]) if label[1] else None
        return AnnexStart(at, title_at + 1, number, squeeze(lines[title_at].clean))
    return None
