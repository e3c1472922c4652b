"""Which sentences of a passage may answer: passage in, candidates with what stands around them out.

Headings state nothing, with two exceptions: asked for papers, one over a list of them, and asked
for a list, one over items that count on (二、存在的问题：1、… 2、…), introduces it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.evidence import fitting
from bot.evidence.features import Candidate
from bot.understanding.understood import Asked
from corpus import Unit, find_marks, split_units
from retrieval import Passage

_ANNOUNCES = re.compile(r"(?:如下|以下[^，。；：]{0,8})[：:]\s*$")

# 办好十件实事。包括：（1）… is headed by the sentence before.
_ONLY_INTRODUCES = re.compile(r"\s*(?:具体|主要)?(?:包括|分别(?:是|为)|如下|[是为即])[：:]\s*")


def candidates(passage: Passage, asked: Asked) -> Iterator[tuple[Unit, Candidate]]:
    """Yield every sentence of a passage that may answer, with what stands around it."""
    text = passage.chunk.text
    previous = ""
    for unit in _units(text):
        sentence = text[unit.start : unit.end]
        if not unit.heading or items_of(passage, unit, asked):
            lead = text[slice(*unit.lead)] if unit.lead else ""
            yield unit, Candidate(passage, sentence, lead, previous)
        previous = sentence


def lead_and_previous(passage: Passage, start: int) -> tuple[str, str]:
    """Return what introduces the sentence that begins there, and the one before it, or empty."""
    text = passage.chunk.text
    previous = ""
    for unit in _units(text):
        sentence = text[unit.start : unit.end]
        if unit.start == start:
            return text[slice(*unit.lead)] if unit.lead else "", previous
        previous = sentence
    return "", ""


def items_of(passage: Passage, head: Unit, asked: Asked) -> list[Unit]:
    """Return the units of the list that a unit introduces; none where it introduces none."""
    text = passage.chunk.text
    title = text[head.start : head.end]
    if head.heading and "\t" not in title:
        is_of_papers = "materials" in asked.intent.wants and fitting.heads_papers(title)
        below = _below(text, head) if is_of_papers or asked.intent.is_list else []
        if _counts_on(text, below):
            return _counted(below)
        return below if is_of_papers else []
    units = _units(text)
    behind = next((unit for unit in units if unit.start >= head.end), None)
    if behind is not None and _ONLY_INTRODUCES.fullmatch(text[behind.start : behind.end]):
        head = behind
    elif not fitting.introduces(title):
        return []
    span = (head.start, head.end)
    return [unit for unit in units if unit.lead == span]


def announces_only(text: str) -> bool:
    """Return whether a sentence only announces what stands elsewhere: …时间如下：."""
    return _ANNOUNCES.search(text) is not None


def begins_item(unit: Unit) -> bool:
    """Return whether a unit is the first of its item."""
    return unit.item is None or unit.item[0] == unit.start


def _below(text: str, head: Unit) -> list[Unit]:
    """What stands below a heading, up to the next one; none where that is a single unit."""
    found: list[Unit] = []
    for unit in _units(text):
        if unit.start < head.end:
            continue
        if unit.heading and "\t" not in text[unit.start : unit.end]:
            break
        found.append(unit)
    return found if len(found) > 1 else []


def _counts_on(text: str, below: list[Unit]) -> bool:
    """Whether what stands below a heading is a list from its first unit on: 1、… 2、…."""
    if not below:
        return False
    starts = {unit.start for unit in below}
    marks = [mark for mark in find_marks(text) if mark.start in starts]
    if not marks or marks[0].start != below[0].start:
        return False
    own = [mark.number for mark in marks if mark.style is marks[0].style]
    return len(own) > 1 and own == list(range(1, len(own) + 1))


def _counted(below: list[Unit]) -> list[Unit]:
    """The units of the items that a list counts, without what comes behind the last."""
    starts = {unit.start for unit in below if unit.item is not None and begins_item(unit)}
    return [unit for unit in below if unit.item is not None and unit.item[0] in starts]


@lru_cache(4096)  # chunks come back from question to question
def _units(text: str) -> tuple[Unit, ...]:
    return tuple(split_units(text))
