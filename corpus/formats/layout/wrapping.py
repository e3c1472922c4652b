"""What tells a line that merely wraps from one that ends its paragraph."""

import re

from corpus.formats.layout.content import Box
from corpus.formats.layout.order import Line
from corpus.formats.layout.segments import is_wide
from corpus.structure.lines import ends_sentence
from corpus.structure.numbering import numbering_of

# In ems. Paragraphs are set in by two; less than this is the play of setting and scanning.
_INDENT_EMS = 1.2
# A line that wraps may stop this short of the edge, for no line begins with a full stop, and none
# ends with an opening bracket.
_SLACK_EMS = 1.8
# More where it breaks off inside a sentence, as only titles end so by will.
_OPEN_SLACK_EMS = 3.0
# Type of another size is another kind of text (a title, a note); width and height must both say
# so, and of enough characters, for in a scan the size of a few is not well known.
_MAX_SIZE_RATIO = 1.2
_MIN_MEASURED_CHARS = 5
# What stands on a line of its own: the date below a text, the label of the annex behind it.
_LONE = re.compile(r"[（(]?\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[）)]?$")
_ANNEX_LABEL = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]{0,3}[:：]?$")
_LEADER = re.compile(r"[.…·⋯]{3,}\s*[-—]?\s*[\dⅠ-Ⅻ]*\s*[-—]?$")
_UNBREAKABLE = re.compile(r"[(（《〈“‘「【]*[!-~]*[，。；：、！？）》〉”’」】]*")
_WORD_END = re.compile(r"[A-Za-z,.;:]$|[A-Za-z]\d+$")
_WORD_START = re.compile(r"[A-Za-z]")


def wraps_into(line: Line, following: Line, column: Box, next_column: Box) -> bool:
    """Return whether a line goes on in the following one, judged by their looks.

    Args:
        line: the line in question.
        following: the next one in reading order, in the same column or the next.
        column: the edges that full lines reach around the first.
        next_column: the same around the second.
    """
    if is_indented(following, next_column) or is_short(line, following.text, column):
        return False
    if _differ_in_size(line, following):
        return False
    if _LEADER.search(line.text) or _LONE.match(line.text) or _ANNEX_LABEL.match(following.text):
        return False
    numbered = numbering_of(following.text, following.text) is not None
    return not (numbered and ends_sentence(line.text))


def _differ_in_size(line: Line, following: Line) -> bool:
    if min(len(line.text), len(following.text)) < _MIN_MEASURED_CHARS:
        return False
    return _differ(line.em, following.em) and _differ(line.box.height, following.box.height)


def _differ(size: float, other: float) -> bool:
    return max(size, other) > _MAX_SIZE_RATIO * min(size, other)


def is_indented(line: Line, column: Box) -> bool:
    """Return whether a line begins to the right of its column's edge."""
    return line.box.left - column.left > _INDENT_EMS * line.em


def is_short(line: Line, following: str, column: Box) -> bool:
    """Return whether what follows would have had room in the line, so that it ended by will."""
    room = column.right - line.box.right
    slack = _SLACK_EMS if ends_sentence(line.text) else _OPEN_SLACK_EMS
    return room > (slack + _first_word_ems(following)) * line.em


def join_wrapped(text: str, following: str) -> str:
    """Join two lines of a paragraph, with a blank only between Latin words."""
    needs_blank = _WORD_END.search(text) and _WORD_START.match(following)
    return f"{text} {following}" if needs_blank else text + following


def _first_word_ems(text: str) -> float:
    match = _UNBREAKABLE.match(text)
    word = match[0] if match else ""
    return sum(1.0 if is_wide(character) else 0.5 for character in word)
