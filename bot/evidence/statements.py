"""By which of its statements a fact is told: the fuller one, the nation's, the newest."""

from collections.abc import Sequence

from bot.evidence.history import newest
from bot.evidence.sameness import figures_of, same_fact
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked
from corpus import Level

# A fuller statement of the same fact is told instead if it is not longer than this many times.
_FULLER_LENGTH = 1.6


def fuller(item: Evidence, able: Sequence[Evidence]) -> Evidence:
    """Return the same fact told with more of its figures, where another source does.

    Args:
        item: the fact as it was found.
        able: what is likely enough to be told.
    """
    figures = figures_of(item.text)
    found = [
        other
        for other in able
        if figures < figures_of(other.text)
        and len(other.text) <= _FULLER_LENGTH * len(item.text)
        and same_fact(item, other)
    ]
    return max(found, key=lambda other: other.score, default=item)


def in_words_for_all(asked: Asked, item: Evidence, able: Sequence[Evidence]) -> Evidence:
    """Return the same rule in the nation's words where no place is asked of: they hold everywhere.

    Args:
        asked: the thing asked.
        item: the rule as it was found.
        able: what is likely enough to be told.
    """
    if not asked.place.is_anywhere or item.passage.metadata.level is Level.NATIONAL:
        return item
    figures = figures_of(item.text)
    found = [
        other
        for other in able
        if other.passage.metadata.level is Level.NATIONAL
        and figures <= figures_of(other.text)
        and same_fact(item, other)
    ]
    return max(found, key=lambda other: other.score, default=item)


def with_newest(picked: Sequence[Evidence], ranked: Sequence[Evidence]) -> list[Evidence]:
    """Put before each what states the same quantity at a later time, so that none misses it."""
    told: list[Evidence] = []
    for item in picked:
        for one in (newest(item, ranked), item):
            if one not in told:
                told.append(one)
    return told
