"""Statements of one quantity at several times: which is the newest, which are history.

Reports of one place repeat their sentences year by year with other figures. The newest answers; an
older one is told behind it as history, so that it never passes for what is the case now.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from bot.evidence.scoring import Evidence
from corpus import as_of, is_law

_FIGURE = re.compile(r"\d[\d,.，]*(?:%|％)?|[一二三四五六七八九十百千万零两]{2,}")
_YEAR = re.compile(r"\d{4}年(?:度)?")
# Of the character pairs of two sentences, figures apart, the share that states one quantity.
_SAME_QUANTITY = 0.7


def history_of(told: Sequence[Evidence]) -> list[Evidence]:
    """Return the sentences whose quantity another one states of a later time, latest first."""
    past = [item for item in told if any(_is_newer(other, item) for other in told)]
    return sorted(past, key=held_on, reverse=True)


def newest(item: Evidence, ranked: Sequence[Evidence]) -> Evidence:
    """Return the latest statement of the quantity that a sentence states; mostly itself."""
    latest = item
    for other in ranked:
        if _is_newer(other, item) and _is_newer(other, latest):
            latest = other
    return latest


def held_on(item: Evidence) -> date:
    """Return the day as of which a sentence holds; the first of days where it is not known."""
    published = item.passage.metadata.published
    return as_of(item.passage.chunk.text, item.start, item.end, published).day or date.min


def _is_newer(other: Evidence, item: Evidence) -> bool:
    ours, theirs = item.passage, other.passage
    if ours.chunk.document_id == theirs.chunk.document_id or is_law(ours.metadata.title):
        return False
    return (
        ours.metadata.region == theirs.metadata.region
        and _is_same_quantity(item.text, other.text)
        and date.min < held_on(item) < held_on(other)
    )


def _is_same_quantity(one: str, other: str) -> bool:
    if not (_FIGURE.search(one) and _FIGURE.search(other)):
        return False
    ours, theirs = _frame(one), _frame(other)
    return len(ours & theirs) >= _SAME_QUANTITY * len(ours | theirs)


@lru_cache(4096)
def _frame(text: str) -> frozenset[str]:
    """The character pairs of a sentence without its figures and years."""
    bare = re.sub(r"\s", "", _FIGURE.sub("#", _YEAR.sub("", text)))
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))
