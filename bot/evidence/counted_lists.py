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
# Five of a kind: 五个全覆盖, 5项制度. Of the kind two characters tell enough.
_COUNTED = re.compile(
    r"(?P<number>\d+|[两二三四五六七八九十]+)(?P<measure>[个项条大种类步])(?P<kind>[\u4e00-\u9fff]{2})"
)


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
    if not set(_counted(asked.text)) & set(_counted(head.text)):
        return False
    return max(len(head.list_items), len(titled_items(head, ranked))) >= count


def _counted(text: str) -> Iterator[tuple[Decimal | None, str, str]]:
    for found in _COUNTED.finditer(_QUOTES.sub("", text)):
        yield parse_numeral(found["number"]), found["measure"], found["kind"]
