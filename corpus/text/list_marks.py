"""Marks that begin the items of a list (一、 （一） 1. （1） ① 一是): text in, marks out."""

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.text.numerals import parse_numeral

_CHINESE = "[一二三四五六七八九十]{1,3}"


class MarkStyle(StrEnum):
    """The look of a list mark; one list keeps to one style."""

    CHAPTER = "一、"
    SECTION = "（一）"
    NUMBER = "1."
    BRACKETED = "（1）"
    CIRCLED = "①"
    INLINE = "一是"
    ORDINAL = "第一，"


# Items of these styles run on within a paragraph and end with it; the others may hold paragraphs.
INLINE_STYLES = frozenset({MarkStyle.CIRCLED, MarkStyle.INLINE, MarkStyle.ORDINAL})

_STYLES: dict[MarkStyle, str] = {
    MarkStyle.CHAPTER: rf"(?P<chapter>{_CHINESE})、",
    MarkStyle.SECTION: rf"[（(](?P<section>{_CHINESE})[）)]",
    MarkStyle.NUMBER: r"(?P<number>\d{1,2})[.、．](?!\d)",
    MarkStyle.BRACKETED: r"[（(](?P<bracketed>\d{1,2})[）)]",
    MarkStyle.CIRCLED: r"(?P<circled>[①-⑳])",
    MarkStyle.INLINE: rf"(?P<inline>{_CHINESE})(?:是|要)",
    MarkStyle.ORDINAL: rf"第(?P<ordinal>{_CHINESE})[，,、]",
}
# A form sets a box to be ticked before the mark.
_MARK = re.compile(rf"(?:[□☐☑√✓■]\s*)?(?:{'|'.join(_STYLES.values())})")
# A mark begins an item only at the start of a line or after one of these.
_AFTER = frozenset("。；;：:！？!?）)\n")
_INLINE_AFTER = _AFTER | frozenset("，,")


@dataclass(frozen=True, slots=True)
class ListMark:
    """A mark at `[start, end)` and the place in its list that it states, from 1."""

    start: int
    end: int
    style: MarkStyle
    number: int


def find_marks(text: str) -> list[ListMark]:
    """Return the marks that begin an item, in order."""
    marks = []
    for match in _MARK.finditer(text):
        style = MarkStyle[(match.lastgroup or "").upper()]
        before = text[: match.start()].rstrip(" \t　#-*")[-1:] or "\n"
        allowed = _INLINE_AFTER if style in INLINE_STYLES else _AFTER
        if before in allowed and not (style is MarkStyle.CHAPTER and before not in "\n。"):
            marks.append(ListMark(match.start(), match.end(), style, _place(match, style)))
    return marks


def _place(match: re.Match[str], style: MarkStyle) -> int:
    written = match[match.lastgroup or 0]
    if style is MarkStyle.CIRCLED:
        return ord(written) - ord("①") + 1
    value = parse_numeral(written)
    return int(value) if value is not None else 0
