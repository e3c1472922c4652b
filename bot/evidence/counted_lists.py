"""Whether a head introduces the very list that a question counts: 五个“全覆盖”是哪五个.

So short a head says nothing by itself, and reading thinks little of it.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.evidence.listing import titled_items
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked
from corpus import parse_numeral

_LEAST_ITEMS = 2
_QUOTES = re.compile('[“”"「」『』]')
# Five of a kind: 五个全覆盖, 5项制度. Of the kind two characters tell enough; three name it, as
# 三个方面 does not.
_COUNTED = re.compile(
    r"(?P<number>\d+|[两二三四五六七八九十]+)(?P<measure>[个项条大种类步])"
    r"(?P<kind>[\u4e00-\u9fff]{2}(?:(?![的是都有和与呢吗分具问])[\u4e00-\u9fff])?)"
)
_KIND, _NAME = 2, 3


def heads_the_counted(asked: Asked, head: Evidence, ranked: Sequence[Evidence]) -> bool:
    """Return whether a head counts as many of the same kind as is asked of, all of them found.

    Args:
        asked: the thing asked.
        head: what may introduce the list.
        ranked: what else was found, where the list may go on.
    """
    count = asked.intent.list_count
    if not asked.intent.is_stated_list or count is None or len(head.list_items) < _LEAST_ITEMS:
        return False
    if not _alike(asked, head, _KIND):
        return False
    return max(len(head.list_items), len(titled_items(head, ranked))) >= count


# Anything is counted by these.
_GENERIC = frozenset({"方面", "环节", "措施", "问题", "任务", "步骤", "工作", "原因"})


def names_the_counted(asked: Asked, told: Evidence) -> bool:
    """Return whether what is told counts the very thing asked of, by its name."""
    return asked.intent.is_stated_list and _alike(asked, told, _NAME)


def _alike(asked: Asked, told: Evidence, length: int) -> bool:
    """Whether both count as many of a thing that is called alike, by so many characters."""
    return bool(set(_counted(asked.text, length)) & set(_counted(told.text, length)))


def _counted(text: str, length: int) -> Iterator[tuple[Decimal | None, str, str]]:
    for found in _COUNTED.finditer(_QUOTES.sub("", text)):
        kind = found["kind"][:length]
        is_name = length == _KIND or kind[:_KIND] not in _GENERIC
        if len(kind) == length and is_name:
            yield parse_numeral(found["number"]), found["measure"], kind
