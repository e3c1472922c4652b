"""Whether evidence is the very list that a question counts: 五个“全覆盖”是哪五个.

So short a head says nothing by itself, and reading thinks little of it; nor does it count.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.evidence.fitting import longest_run
from bot.evidence.listing import titled_items
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked
from corpus import parse_numeral

_LEAST_ITEMS = 2
_LEAST_COUNTED = 3
_QUOTES = re.compile('[“”"「」『』]')
# Five of a kind: 五个全覆盖, 5项制度. Of the kind two characters tell enough; three name it, as
# 三个方面 does not.
_COUNTED = re.compile(
    r"(?P<number>\d+|[两二三四五六七八九十]+)(?P<measure>[个项条大种类步])"
    r"(?P<kind>[\u4e00-\u9fff]{2}(?:(?![的是都有和与呢吗分具问])[\u4e00-\u9fff])?)"
)
_KIND, _NAME = 2, 3
_QUOTED = re.compile("[“《][^”》]+[”》]")
_QUOTED_RUN = re.compile(rf"(?:{_QUOTED.pattern}[、和及]?){{2,}}")
# Anything is counted by these.
_GENERIC = frozenset({"方面", "环节", "措施", "问题", "任务", "步骤", "工作", "原因"})


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


def names_the_counted(asked: Asked, told: Evidence) -> bool:
    """Return whether what is told counts the very thing asked of, by its name."""
    return asked.intent.is_stated_list and _alike(asked, told, _NAME)


def lists_the_counted(asked: Asked, told: Evidence) -> bool:
    """Return whether a sentence names as many of a thing that is asked of as it counts.

    道路班车客运运价率、…、…等4项定价权限 for 定价权下放了哪四项. Two are counted of anything.
    """
    count = asked.intent.list_count
    if not asked.intent.is_stated_list or count is None or count < _LEAST_COUNTED:
        return False
    question = _QUOTES.sub("", asked.text)
    counted = any(
        number == count and kind in question and kind not in _GENERIC
        for number, _, kind in _counted(told.text, _KIND)
    )
    return counted and max(longest_run(told.text), _quoted_run(told.text)) >= count - 1


def _quoted_run(text: str) -> int:
    """How many names in quotation marks stand beside one another: “…”“…”“…”."""
    return max((len(_QUOTED.findall(run[0])) for run in _QUOTED_RUN.finditer(text)), default=0)


def _alike(asked: Asked, told: Evidence, length: int) -> bool:
    """Whether both count as many of a thing that is called alike, by so many characters."""
    return bool(set(_counted(asked.text, length)) & set(_counted(told.text, length)))


def _counted(text: str, length: int) -> Iterator[tuple[Decimal | None, str, str]]:
    for found in _COUNTED.finditer(_QUOTES.sub("", text)):
        kind = found["kind"][:length]
        is_name = length == _KIND or kind[:_KIND] not in _GENERIC
        if len(kind) == length and is_name:
            yield parse_numeral(found["number"]), found["measure"], kind
