"""Sentences and clauses of clean text: text in, the units that an answer may quote out.

A unit is one sentence, or one clause of a very long or an enumerated one. It knows the item of the
list that it belongs to and its lead: the words before it without which it would make no sense.
Offsets are code points, half-open, into the text as given; together the units hold all of it but
the blanks between them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.figure_kinds import FigureKind
from corpus.figures import find_figures
from corpus.list_marks import INLINE_STYLES, ListMark, MarkStyle, find_marks

SEMICOLON_SPLIT_CHARS = 120  # a longer sentence is too long to be read as one point
BRACKET_MAX_CHARS = 200  # beyond this a bracket or quote is taken for unbalanced
HEADING_MAX_CHARS = 40
UNMARKED_HEADING_MAX_CHARS = 20  # without a mark, only a slogan such as 强化组织、推进有序。

_ENDS = "。！？!?"
_CLOSERS = {"》": "《", "”": "“", "’": "‘", "）": "（", ")": "(", "」": "「", "〉": "〈"}
_OPENERS = frozenset(_CLOSERS.values())
_CONTINUES = "，、；：的等和及与,"  # after a quoted sentence these carry the outer one on
_SETTING = re.compile(
    r"(?:截至|截止|目前|当前|其中|同时|此外|另外|今年|去年|近年|近[一二三四五两\d]|自?\d{4}年|\d{1,2}月|"
    r"下一步|下步|为此|对此|通过|根据|按照|依托|据统计|期间)"
)
_SETTING_MAX_CHARS = 16


class UnitKind(StrEnum):
    """Whether a unit states something or only entitles what follows."""

    HEADING = "heading"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or clause at `[start, end)`.

    `lead` is the span of the head that gives it sense: the title of its item, or the sentence that
    introduces its list. `item` is the span of the list item that holds it, up to the next item.
    """

    start: int
    end: int
    kind: UnitKind
    lead: tuple[int, int] | None = None
    item: tuple[int, int] | None = None

    @property
    def heading(self) -> bool:
        """Whether the unit is only a title."""
        return self.kind is UnitKind.HEADING


@dataclass(slots=True)
class _Item:
    """An open list item: its style, what introduced its list, its title where it has one."""

    style: MarkStyle
    head: tuple[int, int] | None
    title: tuple[int, int] | None = None
    units: list[int] = field(default_factory=list)


def split_units(text: str) -> list[Unit]:
    """Return the units of a clean text in order."""
    marks = {mark.start: mark for mark in find_marks(text)}
    spans = list(_spans(text, frozenset(marks)))
    kinds = [_kind(text, spans, index, marks) for index in range(len(spans))]
    leads, items = _leads(text, spans, kinds, marks)
    return [Unit(*spans[i], kinds[i], leads[i], items[i]) for i in range(len(spans))]


def split_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the clauses of a unit in order, covering it; a run of them makes a shorter quote.

    A clause that only sets the scene (截至6月末，) stays with the one after it.
    """
    cuts = [
        at + 1
        for at in _outside_brackets(text, start, end)
        if text[at] in "，,；;" and not _between_digits(text, at)
    ]
    clauses: list[tuple[int, int]] = []
    begin = start
    for cut in [*cuts, end]:
        if begin < cut and (cut == end or not _only_sets_scene(text[begin:cut])):
            clauses.append((begin, cut))
            begin = cut
    return clauses


def _spans(text: str, marked: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Cut a text into sentences, without the blanks around them."""
    start = 0
    for cut in [*_sentence_cuts(text, marked), len(text)]:
        if stripped := _stripped(text, start, cut):
            if stripped[1] - stripped[0] > SEMICOLON_SPLIT_CHARS:
                yield from _at_semicolons(text, *stripped)
            else:
                yield stripped
        start = cut


def _sentence_cuts(text: str, marked: frozenset[int]) -> list[int]:
    outside = frozenset(_outside_brackets(text, 0, len(text)))
    cuts = set()
    for at, char in enumerate(text):
        if char == "\n" or (at in marked and at in outside):
            cuts.add(at)
        elif char in _ENDS and at in outside:
            cuts.add(_past_closers(text, at + 1))
        elif char in _CLOSERS and at in outside and text[at - 1] in _ENDS:
            after = text[at + 1 : at + 2]
            if char in "”’" and after not in _CONTINUES:
                cuts.add(at + 1)
    return sorted(cuts)


def _outside_brackets(text: str, start: int, end: int) -> Iterator[int]:
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
    while at < len(text) and (text[at] in _ENDS or text[at] in "”’"):
        at += 1
    return at


def _at_semicolons(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for at in _outside_brackets(text, start, end):
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


def _kind(
    text: str, spans: Sequence[tuple[int, int]], index: int, marks: Mapping[int, ListMark]
) -> UnitKind:
    """Tell a title from a sentence: short, without a figure, and followed by what it entitles."""
    start, end = spans[index]
    body = text[marks[start].end if start in marks else start : end]
    begins_line = index == 0 or "\n" in text[spans[index - 1][1] : start]
    is_last = index + 1 == len(spans)
    ends_line = is_last or "\n" in text[end : spans[index + 1][0]]
    following = None if is_last else marks.get(spans[index + 1][0])
    entitles = not is_last and (
        following is None or (start in marks and following.style is not marks[start].style)
    )
    limit = HEADING_MAX_CHARS if start in marks else UNMARKED_HEADING_MAX_CHARS
    if body.endswith(("：", ":")):
        looks_like_title = len(body) <= HEADING_MAX_CHARS
    elif not body.endswith(tuple(_ENDS + "；;”）)")):
        looks_like_title = ends_line and len(body) <= HEADING_MAX_CHARS and "，" not in body
    elif start in marks or (begins_line and not ends_line):
        looks_like_title = len(body) <= limit and (entitles or start not in marks)
    else:
        looks_like_title = False
    return UnitKind.HEADING if looks_like_title and not _states(body) else UnitKind.SENTENCE


def _states(text: str) -> bool:
    return any(figure.kind is not FigureKind.NAME for figure in find_figures(text))


def _leads(
    text: str,
    spans: Sequence[tuple[int, int]],
    kinds: Sequence[UnitKind],
    marks: Mapping[int, ListMark],
) -> tuple[list[tuple[int, int] | None], list[tuple[int, int] | None]]:
    """Return the lead and the item of every unit, keeping the open items on a stack."""
    leads: list[tuple[int, int] | None] = []
    items: list[tuple[int, int] | None] = [None] * len(spans)
    stack: list[_Item] = []
    title: tuple[int, int] | None = None  # the unmarked title of the running paragraph
    for index, (start, _) in enumerate(spans):
        begins_line = index == 0 or "\n" in text[spans[index - 1][1] : start]
        mark = marks.get(start)
        if begins_line:
            title = None
        if mark is not None:
            _open_item(stack, mark, _head(text, spans, kinds, index))
            leads.append(stack[-1].head)
        else:
            if begins_line:
                stack[:] = [item for item in stack if item.style not in INLINE_STYLES]
            item = stack[-1] if stack else None
            leads.append(title or ((item.title or item.head) if item else None))
        if kinds[index] is UnitKind.HEADING:
            if mark is not None:
                stack[-1].title = spans[index]
            else:
                title = spans[index]
        if stack:
            stack[-1].units.append(index)
            item_span = spans[stack[-1].units[0]][0], spans[index][1]
            for member in stack[-1].units:
                items[member] = item_span
    return leads, items


def _open_item(stack: list[_Item], mark: ListMark, head: tuple[int, int] | None) -> None:
    """Put a new item on the stack; a mark other than the first goes on with its list."""
    styles = [item.style for item in stack]
    if mark.style in styles:
        place = styles.index(mark.style)
        is_new_list = mark.number == 1
        head = head if is_new_list else stack[place].head
        del stack[place:]
    stack.append(_Item(mark.style, head))


def _head(
    text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[UnitKind], index: int
) -> tuple[int, int] | None:
    """Return the unit that introduces a list: the one before it, if it is near enough to do so."""
    if index == 0:
        return None
    start, end = spans[index - 1]
    same_line = "\n" not in text[end : spans[index][0]]
    introduces = text[end - 1] in "：:" or kinds[index - 1] is UnitKind.HEADING
    return (start, end) if same_line or introduces else None


def _only_sets_scene(clause: str) -> bool:
    """Tell whether a clause only says when or in what respect: 截至6月末，."""
    if len(clause) > _SETTING_MAX_CHARS or not _SETTING.match(clause):
        return False
    return all(figure.kind is FigureKind.DATE for figure in find_figures(clause))


def _between_digits(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
