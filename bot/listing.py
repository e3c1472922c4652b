"""A list too long to be told whole: a sentence that introduces it in, its items' titles out.

问题主要表现在以下几个方面。一是… (four lines) 二是… (six lines) is told by its first sentence and
the title of each item. A list that a chunk's end cuts goes on in the next chunk, if that was found.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.evidence import Evidence
from corpus import Chunk, find_marks, split_units

MAX_ITEMS = 12


def titled_items(head: Evidence, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the items of the list that a sentence introduces, each by its title; else none.

    Args:
        head: the sentence; its list is cut to titles.
        ranked: what else was found, where the list may go on.
    """
    items = [_told(head, span) for span in head.list_items]
    if len(items) < 2:
        return []
    items += _continued(head, items[-1], ranked)
    return items if len(items) <= MAX_ITEMS else []


def _continued(head: Evidence, last: Evidence, ranked: Sequence[Evidence]) -> list[Evidence]:
    """The items at the beginning of the next chunk that count on from the last one."""
    here = head.passage.chunk
    marks = [mark for mark in find_marks(here.text) if mark.start == last.start]
    following = next((one for one in ranked if _follows(here, one.passage.chunk)), None)
    if not marks or following is None:
        return []
    text = following.passage.chunk.text
    titles = {unit.start: unit for unit in split_units(text)}
    found: list[Evidence] = []
    number = marks[0].number
    for mark in find_marks(text):
        if mark.style is marks[0].style and mark.number == number + 1 and mark.start in titles:
            unit = titles[mark.start]
            found.append(_told(following, (unit.start, unit.end)))
            number = mark.number
    return found


def _follows(chunk: Chunk, other: Chunk) -> bool:
    is_next = other.document_id == chunk.document_id and other.ordinal == chunk.ordinal + 1
    return is_next and other.section == chunk.section


def _told(evidence: Evidence, span: tuple[int, int]) -> Evidence:
    return replace(evidence, start=span[0], end=span[1], list_end=None, list_items=())
