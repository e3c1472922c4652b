"""Sentences and clauses of clean text: text in, the units that an answer may quote out.

A unit is one sentence, or one clause of a very long or an enumerated one. It knows the item of the
list that it belongs to and its lead: the words before it without which it would make no sense.
Offsets are code points, half-open, into the text as given; together the units hold all of it but
the blanks between them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.figures.finding import Figure, find_figures
from corpus.figures.kinds import FigureKind
from corpus.text.cutting import ENDS, heads_columns, outside_brackets, sentence_spans
from corpus.text.leads import begins_line, ends_list, places_in_lists
from corpus.text.list_marks import ListMark, find_marks

HEADING_MAX_CHARS = 40
UNMARKED_HEADING_MAX_CHARS = 20  # without a mark, only a slogan such as 强化组织、推进有序。

_SETTING = re.compile(
    r"(?:截至|截止|目前|当前|其中|同时|此外|另外|今年|去年|近年|近[一二三四五两\d]|自?\d{4}年|\d{1,2}月|"
    r"下一步|下步|为此|对此|通过|根据|按照|依托|据统计|期间)"
)
_SETTING_MAX_CHARS = 16
# A clause that says when or under what another holds is no sentence: 《…条例》施行后，
_ADVERBIAL = re.compile(
    r"(?:施行|实施|生效|结束|完成|通过|成立|发布|出台|印发)(?:以?后|之后|以来)，$|"
    r"(?:期间|过程中|的同时|的基础上|情况下|前提下|之前|之后|以来)，$"
)
# The title of a document, which may name a year: 2024年度专项资金申报指南.
_TITLE = re.compile(
    "[^，。；：！？\n]{6,60}(?:通知|意见|办法|细则|规定|条例|方案|指南|公告|通告|报告|措施|规划|计划|一览表|"
    "目录|名单|问答)"
)
# The title of a law's chapter on a line of its own (第五章 变更登记): its number is no figure.
_CHAPTER_TITLE = re.compile(
    r"第[一二三四五六七八九十百零〇]+(?:分?编|章|节)[ \u3000]+[^，。；：]{1,30}"
)
# What names a table and states nothing: 表1 2022年主要商品金额.
_CAPTION = re.compile(r"(?:附|续)?[表图] ?\d{1,3}(?:[-.]\d{1,2})?[ \u3000：:]?[^，。；：]{2,40}")
# 办理地点：…大厅3号窗口 states something, though no full stop ends it and no figure stands in it.
_TELLS_WHERE = re.compile(r"[^，。；：]{0,6}(?:地址|地点|窗口|电话|邮箱|网址|联系人)：\S{2,}")
# 禁止下列行为：虚开发票、一机多补。 says by itself what it announces.
_TELLS_ITS_ITEMS = re.compile("：[^：、]{2,}、")


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


def split_units(text: str) -> list[Unit]:
    """Return the units of a clean text in order."""
    marks = {mark.start: mark for mark in find_marks(text)}
    spans = list(sentence_spans(text, frozenset(marks)))
    kinds = [_kind(text, spans, index, marks) for index in range(len(spans))]
    headings = [kind is UnitKind.HEADING for kind in kinds]
    placed = places_in_lists(text, spans, headings, marks)
    return [
        Unit(*span, kind, place.lead, place.item)
        for span, kind, place in zip(spans, kinds, placed, strict=True)
    ]


def split_clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the clauses of a unit in order, covering it; a run of them makes a shorter quote.

    A clause that only sets the scene (截至6月末，) stays with the one after it.
    """
    cuts = [
        at + 1
        for at in outside_brackets(text, start, end)
        if text[at] in "，,；;" and not _between_digits(text, at)
    ]
    clauses: list[tuple[int, int]] = []
    begin = start
    for cut in [*cuts, end]:
        if begin < cut and (cut == end or not _only_sets_scene(text[begin:cut])):
            clauses.append((begin, cut))
            begin = cut
    return clauses


def _kind(
    text: str, spans: Sequence[tuple[int, int]], index: int, marks: Mapping[int, ListMark]
) -> UnitKind:
    """Tell a title from a sentence: short, without a figure, and followed by what it entitles."""
    start, end = spans[index]
    body = text[marks[start].end if start in marks else start : end]
    opens_line = begins_line(text, spans, index)
    is_last = index + 1 == len(spans)
    ends_line = is_last or "\n" in text[end : spans[index + 1][0]]
    following = None if is_last else marks.get(spans[index + 1][0])
    entitles = not is_last and (
        following is None or (start in marks and following.style is not marks[start].style)
    )
    if "\t" in body:
        return UnitKind.HEADING if heads_columns(text, start, end) else UnitKind.SENTENCE
    if not any("一" <= char <= "鿿" for char in body):
        return UnitKind.HEADING  # the ordinal of a table's row, a page number
    if opens_line and _TELLS_WHERE.match(body):
        return UnitKind.SENTENCE
    if opens_line and ends_line and (_CHAPTER_TITLE.fullmatch(body) or _CAPTION.fullmatch(body)):
        return UnitKind.HEADING
    limit = HEADING_MAX_CHARS if start in marks else UNMARKED_HEADING_MAX_CHARS
    if body.endswith(("：", ":")):
        looks_like_title = len(body) <= HEADING_MAX_CHARS
    elif not body.endswith(tuple(ENDS + "；;”）)")):
        looks_like_title = ends_line and len(body) <= HEADING_MAX_CHARS and "，" not in body
    elif ends_list(text, spans, index, marks) or _TELLS_ITS_ITEMS.search(body):
        looks_like_title = False
    elif start in marks or (opens_line and not ends_line):
        looks_like_title = len(body) <= limit and (entitles or start not in marks)
    else:
        looks_like_title = False
    if opens_line and ends_line and _TITLE.fullmatch(body):
        return UnitKind.HEADING
    return UnitKind.HEADING if looks_like_title and not _states(body) else UnitKind.SENTENCE


def _states(text: str) -> bool:
    return any(
        figure.kind is not FigureKind.NAME and not _numbers_section(figure)
        for figure in find_figures(text)
    )


def _numbers_section(figure: Figure) -> bool:
    """Whether a bare number opens a text, as in 3申报材料: it numbers what follows."""
    return figure.start == 0 and figure.kind is FigureKind.NUMBER


def _only_sets_scene(clause: str) -> bool:
    """Tell whether a clause only says when or in what respect: 截至6月末，."""
    if _ADVERBIAL.search(clause):
        return True
    if len(clause) > _SETTING_MAX_CHARS or not _SETTING.match(clause):
        return False
    return all(figure.kind is FigureKind.DATE for figure in find_figures(clause))


def _between_digits(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
