"""The very list that a question counts, found by its head: 五个“全覆盖”是哪五个.

A head so short shares nothing else with the question, and says nothing by itself.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.evidence.listing import titled_items, told_whole
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked
from corpus import parse_numeral

_QUOTES = re.compile('[“”"「」『』]')
# Five of a kind: 五个全覆盖, 5项制度. Of the kind two characters tell enough.
_COUNTED = re.compile(
    r"(?P<number>\d+|[两二三四五六七八九十]+)(?P<measure>[个项条大种类步])(?P<kind>[\u4e00-\u9fff]{2})"
)


def list_counted(asked: Asked, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the list whose head counts what the question counts, if all of it was found."""
    count = asked.intent.list_count
    if not asked.intent.is_stated_list or count is None:
        return []
    for head in ranked:
        is_head = head.can_answer and len(head.list_items) > 1
        if is_head and heads_the_counted(asked.text, head.text):
            n_items = max(len(head.list_items), len(titled_items(head, ranked)))
            return told_whole(head, ranked) if n_items >= count else []
    return []


def heads_the_counted(question: str, head: str) -> bool:
    """Return whether a head names as many of the same kind as the question asks of."""
    return bool(set(_counted(question)) & set(_counted(head)))


def _counted(text: str) -> Iterator[tuple[Decimal | None, str, str]]:
    for found in _COUNTED.finditer(_QUOTES.sub("", text)):
        yield parse_numeral(found["number"]), found["measure"], found["kind"]
