"""Where a clean text is cut into sentences; a text and the places of its list marks in, spans out.

A sentence ends at 。！？, at a newline and before a list mark, but not within quotes or brackets; a
very long one also at ；. Who is in charge of it, told in brackets behind the full stop
（省科技厅牵头，各地负责）, belongs to the sentence before. A row that is told as a sentence
(事项：…，时限：…，备注：…) is not cut.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from corpus.text.told_rows import told_rows

SEMICOLON_SPLIT_CHARS = 120  # a longer sentence is too long to be read as one point
BRACKET_MAX_CHARS = 200  # beyond this a bracket or quote is taken for unbalanced

MAX_COLUMN_NAME_CHARS = 16

ENDS = "。！？!?"
_CLOSERS = {"》": "《", "”": "“", "’": "‘", "）": "（", ")": "(", "」": "「", "〉": "〈"}
_OPENERS = frozenset(_CLOSERS.values())
_IN_CHARGE = re.compile(r"[ \u3000]*[（(][^（）()\n]{2,120}(?:负责|牵头|配合|落实|实施)[）)]")
_CONTINUES = "，、；：的等和及与,"  # after a quoted sentence these carry the outer one on


def sentence_spans(text: str, marked: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Cut a text into sentences, without the blanks around them."""
    start = 0
    rows = told_rows(text)
    cuts = _sentence_cuts(text, marked)
    for cut in [*(cut for cut in cuts if not _is_within(rows, cut)), len(text)]:
        if stripped := _stripped(text, start, cut):
            is_long = stripped[1] - stripped[0] > SEMICOLON_SPLIT_CHARS
            if is_long and not _is_within(rows, stripped[0] + 1):
                yield from _at_semicolons(text, *stripped)
            else:
                yield stripped
        start = cut


def _is_within(rows: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a place is inside one of the rows, which stand in order."""
    nearest = bisect_left(rows, (at, 0)) - 1
    return nearest >= 0 and at < rows[nearest][1]


def _sentence_cuts(text: str, marked: frozenset[int]) -> list[int]:
    outside = frozenset(outside_brackets(text, 0, len(text)))
    cuts = set()
    for at, char in enumerate(text):
        if char == "\n" or (at in marked and at in outside):
            cuts.add(at)
        elif char in ENDS and at in outside:
            cuts.add(_past_closers(text, at + 1))
        elif char in _CLOSERS and at in outside and text[at - 1] in ENDS:
            after = text[at + 1 : at + 2]
            if char in "”’" and after not in _CONTINUES:
                cuts.add(at + 1)
    return sorted(cuts)


def outside_brackets(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the positions outside quotes and brackets; a closer of the outermost counts."""
    waiting: list[str] = []
    opened_at = start
    for at in range(start, end):
        char = text[at]
        if char == "\n" or at - opened_at > BRACKET_MAX_CHARS:
            waiting.clear()
        if char in _CLOSERS and _CLOSERS[char] in waiting:
            while waiting.pop() != _CLOSERS[char]:
                pass
        elif char in _OPENERS:
            opened_at = at if not waiting else opened_at
            waiting.append(char)
            if len(waiting) == 1:
                yield at
            continue
        if not waiting:
            yield at


def _past_closers(text: str, at: int) -> int:
    while at < len(text) and (text[at] in ENDS or text[at] in "”’"):
        at += 1
    in_charge = _IN_CHARGE.match(text, at)
    return in_charge.end() if in_charge else at


def _at_semicolons(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for at in outside_brackets(text, start, end):
        if text[at] in "；;" and at + 1 < end:
            yield begin, at + 1
            begin = at + 1
            while text[begin].isspace():
                begin += 1
    yield begin, end


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range without blanks at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def heads_columns(text: str, start: int, end: int) -> bool:
    """Return whether a table's row names its columns: the first, of short names, rows below."""
    above = text[:start].rstrip("\n").rpartition("\n")[2]
    below = text[end:].lstrip("\n").partition("\n")[0]
    names = text[start:end].split("\t")
    is_short = all(len(name) <= MAX_COLUMN_NAME_CHARS for name in names)
    is_first = "\t" not in above and "\t" in below
    return is_first and is_short and not any(char.isdigit() for char in text[start:end])
