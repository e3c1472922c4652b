"""A list asked for: a sentence that introduces it in, the whole of it or its items' titles out.

问题主要表现在以下几个方面。一是… (four lines) 二是… (six lines) is told by its first sentence and
the title of each item. A list that a chunk's end cuts goes on in the next chunk, if that was found.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.scoring import Evidence
from bot.understanding.terms import coverage
from bot.understanding.understood import Asked
from corpus import Chunk, find_marks, split_units

_CELL = "\t"
MAX_ITEMS = 12
MAX_LIST_CHARS = 600  # of a list told with the sentence that introduces it
_LONG_LIST = 240  # characters from which on its titles are easier to read than the whole
# A sentence that introduces a list may speak of this much less of the question than the best does.
_LIST_GAP = 0.1


def titles_of(
    asked: Asked, picked: Sequence[Evidence], ranked: Sequence[Evidence]
) -> list[Evidence]:
    """The list asked for, by its items' titles, where it is longer than these or goes on elsewhere.

    Its head must speak of about as much of what is asked as the best sentence does.
    """
    if not asked.intent.is_list:
        return []
    heads = [one for item in picked for one in ranked if one.list_items and covers(item, one)]
    for head in heads:
        if head.features.coverage_gap >= -_LIST_GAP:
            titles = told_by_titles(head, ranked)
            if titles:
                return titles
    return []


def told_by_titles(head: Evidence, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return a head with the titles of its items, where the list is long or goes on elsewhere."""
    titles = titled_items(head, ranked)
    whole = (head.list_end or head.end) - head.start
    is_long = len(titles) > len(head.list_items) or whole > _LONG_LIST
    return [head, *titles] if titles and is_long else []


def told_whole(head: Evidence, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return a list by its titles, or whole where it is short."""
    return told_by_titles(head, ranked) or [with_its_list(head)]


def rows_asked_for(
    asked: Asked, picked: Sequence[Evidence], ranked: Sequence[Evidence]
) -> list[Evidence]:
    """The rows of one table that all hold what a list is asked of, in the table's order.

    哪些政策是免申即享的: every row with that way of payment, and none of the others.
    """
    rows = [one for one in ranked if _CELL in one.text and one.can_answer]
    is_list = asked.intent.is_list or "materials" in asked.intent.wants
    if not rows or not is_list or not any(_CELL in one.text for one in picked):
        return []
    if "materials" in asked.intent.wants:  # each row is a paper
        rows = [one for one in rows if table_of(one) == table_of(rows[0])]
        return in_order(rows) if 1 < len(rows) <= MAX_ITEMS else []
    own = [term for term in asked.terms if not term.is_background]
    said = [coverage(own, one.stated.lower()) for one in rows]
    fullest = max(said)
    full = [one for one, share in zip(rows, said, strict=True) if share == fullest]
    alike = [one for one in full if table_of(one) == table_of(full[0])]
    if fullest == 0 or not 1 < len(alike) <= MAX_ITEMS:
        return []
    return in_order(alike)


def lists_alone(asked: Asked, picked: list[Evidence]) -> list[Evidence]:
    """The whole lists among these, where a list is asked for and they speak of what is asked.

    What else was found speaks of the list, or of the same matter: 对处罚的种类提出建议.
    """
    if not asked.intent.is_list or set(asked.intent.wants) - {"count", "figure"}:
        return picked
    lists = [
        item
        for item in picked
        if item.end == item.list_end
        and len(item.list_items) > 1
        and item.features.coverage_gap >= -_LIST_GAP
    ]
    return lists or picked


def with_its_list(item: Evidence) -> Evidence:
    """Return a sentence that introduces a list with its items, where these are not too long."""
    if item.list_end is None or item.list_end - item.start > MAX_LIST_CHARS:
        return item
    return replace(item, end=item.list_end)


def covers(one: Evidence, other: Evidence) -> bool:
    """Whether one range holds another of the same chunk."""
    return (
        one.passage.chunk.id == other.passage.chunk.id
        and one.start <= other.start
        and other.end <= one.end
    )


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


def in_order(rows: Sequence[Evidence]) -> list[Evidence]:
    """Return the rows of one table as they stand in it."""
    return sorted(rows, key=lambda one: (one.passage.chunk.ordinal, one.start))


def table_of(row: Evidence) -> tuple[str, tuple[str, ...], str | None]:
    """Return what rows of one table share: document, headings and columns."""
    chunk = row.passage.chunk
    return chunk.document_id, chunk.section, chunk.context


def _continued(head: Evidence, last: Evidence, ranked: Sequence[Evidence]) -> list[Evidence]:
    """The items in the next chunks that count on from the last one, as far as they were found."""
    chunk = head.passage.chunk
    mark = next((mark for mark in find_marks(chunk.text) if mark.start == last.start), None)
    if mark is None:
        return []
    found: list[Evidence] = []
    while following := next((one for one in ranked if _follows(chunk, one.passage.chunk)), None):
        chunk = following.passage.chunk
        titles = {unit.start: unit for unit in split_units(chunk.text)}
        more = [one for one in find_marks(chunk.text) if one.style is mark.style]
        before = mark
        for one in more:
            if one.number == mark.number + 1 and one.start in titles:
                unit = titles[one.start]
                found.append(_told(following, (unit.start, unit.end)))
                mark = one
        if mark is before:
            break
    return found


def _follows(chunk: Chunk, other: Chunk) -> bool:
    is_next = other.document_id == chunk.document_id and other.ordinal == chunk.ordinal + 1
    return is_next and other.section == chunk.section


def _told(evidence: Evidence, span: tuple[int, int]) -> Evidence:
    return replace(evidence, start=span[0], end=span[1], list_end=None, list_items=())
