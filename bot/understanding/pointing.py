"""What a follow-up points at: an item of the last answer by its number, or an earlier question.

Part of rewriting. An answer steers a search only here, and only by the item that the asker points
at (第二条详细说说): a lie in the history can at most be searched for.
"""

import re
from collections.abc import Sequence

from bot.question import Turn
from corpus import CHINESE_NUMERAL_CHARS, find_regions, parse_numeral

_NUMBER = rf"[{CHINESE_NUMERAL_CHARS}\d]{{1,2}}"
_MORE = (
    r"(?:再|请|能)?(?:给我)?"
    r"(?:详细|具体|展开|说说|讲讲|解释|是什么意思|什么意思|是指什么|怎么理解|呢)"
)
_POINTS = re.compile(
    rf"^(?:请|那|把|就)?(?:上面|刚才|你说|说)?的?"
    rf"(?:第(?P<front>{_NUMBER})[条点个项张种类]|最后一?[条点个项张种类]){_MORE}|"
    rf"{_MORE}(?:说说|讲讲|解释|说明|一下|下)*(?:上面|刚才)?的?"
    rf"(?:第(?P<behind>{_NUMBER})[条点个项张种类]|最后一?[条点个项张种类])[吧呢。！？?]*$"
)
_ITEM = re.compile(r"^(\d{1,2})\. (.+)$", re.MULTILINE)
_OPTION = re.compile(r"^- (.+)$", re.MULTILINE)
_ENDS = re.compile(r"[的吧呢啊。！!？?\s]+$")
_MARKERS = re.compile(r"(?:\[\d+\])+")
_LABEL = re.compile(r"[^，。：“”《》]{1,12}：")
_ITEM_CHARS = 60  # so much says which item is meant; more would drown the question
_EARLIER = re.compile(r"刚才|刚刚|之前|前面|上面|最开始|一开始|先前")
_SHARED_CHARS = 3


def item_pointed_at(question: str, history: Sequence[Turn]) -> str | None:
    """Return the beginning of the item of the last answer that is asked about by its number."""
    match = _POINTS.search(question.strip())
    told = next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")
    items = {int(number): _MARKERS.sub("", text) for number, text in _ITEM.findall(told)}
    if not items and _MARKERS.search(told):  # a single point is told without its number
        items = {1: _MARKERS.sub("", told.splitlines()[0])}
    if match is None or not items:
        return None
    numeral = match["front"] or match["behind"]
    value = parse_numeral(numeral) if numeral else max(items)
    item = items.get(int(value)) if value is not None else None
    return _without_label(item)[:_ITEM_CHARS] if item else None


def _without_label(item: str) -> str:
    """An item without what it is told under (时限：, 不需要：), but for the place that it is of."""
    label = _LABEL.match(item)
    return item if label is None or find_regions(label[0]) else item[label.end() :]


def option_chosen(question: str, history: Sequence[Turn]) -> bool:
    """Return whether a message only names one of the options of the question asked back last."""
    told = next((turn.content for turn in reversed(history) if turn.role == "assistant"), "")
    named = _ENDS.sub("", question.strip())
    return bool(named) and any(named == _bare(option) for option in _OPTION.findall(told))


def _bare(option: str) -> str:
    return _ENDS.sub("", option.strip())


def question_pointed_at(question: str, earlier: Sequence[str]) -> int | None:
    """Return which earlier question is meant (刚才那个科技贷): the last that shares a name."""
    if _EARLIER.search(question) is None:
        return None
    runs = {question[at : at + _SHARED_CHARS] for at in range(len(question) - _SHARED_CHARS + 1)}
    runs = {run for run in runs if _EARLIER.search(run) is None}
    for at in range(len(earlier) - 1, -1, -1):
        if any(run in earlier[at] for run in runs):
            return at
    return None
