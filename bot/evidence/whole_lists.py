"""The list that a question asks for, whole: evidence in, the list by its head or its run out.

A heading (四、存在问题) or a head (有下列情形之一的，不予受理：) shares few words with a question
(哪些毛病、哪些人不给办), and its items share none: what they head is told by its kind.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.evidence.counted_lists import heads_the_counted, names_the_counted
from bot.evidence.fitting import longest_run
from bot.evidence.listing import MAX_LIST_CHARS, told_whole
from bot.evidence.scoring import Evidence
from bot.understanding.terms import coverage
from bot.understanding.understood import Asked
from corpus import Unit, find_marks, split_units

# The head of a list speaks, with its title and headings, of about what the best sentence does.
_LESS_THAN_BEST = 0.15
_LEAST = 0.5
_SURE = 0.75
_MIN_RUN = 3  # names in one sentence that make it a list: 不予支持：…、…、…


class _Kind(NamedTuple):
    """A kind of list: how it is asked for, what its head says, and the words to find one by."""

    asked: re.Pattern[str]
    head: re.Pattern[str]
    words: str


_KINDS = (
    _Kind(
        re.compile(
            r"(?:哪|什么|啥|怎么|咋)[^，。？]{0,16}(?:不(?:能|许|让|准|给|可以|得|予|行|支持|算|应)|禁止|停)|"
            r"(?:不(?:能|许|让|准|给|可以|得|予)|禁止)[^，。？]{0,12}(?:哪|什么|啥|怎么)"
        ),
        re.compile(r"不予|不得|禁止|不能|不受理|不支持|不办理|暂停|停止|取消|除外|不适用|不纳入"),
        "不予 不得 情形",
    ),
    _Kind(
        re.compile(
            r"条件(?:都|各|分别)?(?:是|有|要|包括)?(?:哪|什么|啥)|(?:哪|什么|啥)[^，。？]{0,6}(?:条件|要求|资格)|"
            r"符合(?:哪|什么|啥)"
        ),
        re.compile(r"条件|资格|应当符合|同时(?:满足|符合|具备)|(?:符合|满足|具备)下列"),
        "应当符合下列条件",
    ),
    _Kind(
        re.compile(r"问题|不足|毛病|短板|困难|没(?:干|做|办|解决|落实)好|没干成|差在哪|薄弱|欠账"),
        re.compile(r"问题|不足|困难|短板|差距|薄弱"),
        "存在问题 不足",
    ),
    _Kind(
        re.compile(r"(?:哪|什么|啥)(?:些|几类|几种|样的)?(?:人|群体|对象|企业|单位)"),
        re.compile(r"对象|人员|申请人|范围|下列|之一"),
        "对象 范围",
    ),
)
_LEAVES_OUT = _KINDS[0]
# …、…和…的企业不得申报: all before it is who is left out.
_LEFT_OUT = re.compile(
    r"(?P<who>[^，。；：、]{2,}、[^，。；：]+?)(?:，?一律|，?均)?(?:不得|不予|不能|不支持|不受理)"
)
_LISTS_THEMSELVES = _KINDS[:2]  # by the words they are asked with


def list_of_its_kind(asked: Asked, ranked: Sequence[Evidence]) -> list[Evidence]:
    """Return the list of the kind asked for, told whole or by its titles; none where none is.

    Args:
        asked: the thing asked.
        ranked: evidence that may answer, best first.
    """
    if set(asked.intent.wants) - {"materials", "place"}:
        return []
    kind = _kind_of(asked)
    own = [term for term in asked.terms if term.is_name and term.known and not term.is_background]
    said = [coverage(own, _around(one)) if own else 1.0 for one in ranked]
    least = max(_LEAST, max(said, default=0.0) - _LESS_THAN_BEST)
    heads = [
        (share, one)
        for share, one in zip(said, ranked, strict=True)
        if share >= least and one.can_answer
        if (kind is not None and _is_headed_by(kind, one)) or heads_the_counted(asked, one, ranked)
    ]
    if not heads:
        return []
    share, head = max(heads, key=lambda pair: (pair[0], pair[1].score))
    return told_whole(_speaking(head, share), ranked)


def begins_by_its_kind(asked: Asked, told: Sequence[Evidence]) -> bool:
    """Whether a list of the kind asked for is sure of its matter, by all that the question names.

    The chance to answer is that of a sentence that says what is asked; a heading need not.
    """
    if any(names_the_counted(asked, one) for one in told[:1]):
        return True
    names = [term for term in asked.terms if term.is_name and not term.is_background]
    return bool(told and names) and coverage(names, _around(told[0])) >= _SURE


def words_of_heads(asked: Asked) -> str:
    """Return the words that head a list of the kind asked for, to find it by; else empty."""
    kind = _kind_of(asked)
    return kind.words if kind is not None else ""


def whole_runs(asked: Asked, picked: Sequence[Evidence]) -> list[Evidence]:
    """Return what was picked, with the items of one list as that list, where a list is asked for.

    One paper to hand in is told with all; of other lists two items have to be found.
    """
    if not (asked.intent.is_list or "materials" in asked.intent.wants):
        return list(picked)
    least = 1 if "materials" in asked.intent.wants else 2
    runs = [_run_around(item) for item in picked]
    spans = [_span(run) for run in runs if run is not None]
    told: list[Evidence] = []
    for item, run in zip(picked, runs, strict=True):
        whole = run if run is not None and spans.count(_span(run)) >= least else item
        if _span(whole) not in map(_span, told):
            told.append(whole)
    return told


def _span(item: Evidence) -> tuple[str, int, int]:
    return item.passage.chunk.id, item.start, item.end


def _kind_of(asked: Asked) -> _Kind | None:
    for kind in _KINDS:
        if kind.asked.search(asked.text) and (asked.intent.is_list or kind in _LISTS_THEMSELVES):
            return kind
    return None


def _is_headed_by(kind: _Kind, one: Evidence) -> bool:
    """Whether a sentence heads a list of a kind, or tells one itself: 不予支持：…、…、….

    Who is left out is named before that, too: …、…和…不得申报.
    """
    if len(one.list_items) > 1:
        return kind.head.search(one.text) is not None
    head, mark, rest = one.text.partition("：")
    if mark and kind.head.search(head) is not None:
        return longest_run(rest) >= _MIN_RUN
    left_out = _LEFT_OUT.match(one.text) if kind is _LEAVES_OUT and not mark else None
    return left_out is not None and longest_run(left_out["who"]) >= _MIN_RUN


def _around(one: Evidence) -> str:
    chunk = one.passage.chunk
    above = " ".join((one.passage.metadata.title, *chunk.section, chunk.context or ""))
    return f"{above} {one.stated}".lower()


def _speaking(head: Evidence, share: float) -> Evidence:
    """Let a head speak of what its document and its headings do."""
    said = max(head.features.with_previous, share)
    return replace(head, features=head.features._replace(with_previous=said))


def _run_around(item: Evidence) -> Evidence | None:
    """Return the whole list that a sentence is one item of, with what introduces it."""
    text = item.passage.chunk.text
    units = split_units(text)
    marks = {mark.start: mark for mark in find_marks(text)}
    at = next((n for n, unit in enumerate(units) if unit.start == item.start), None)
    if at is None or units[at].start not in marks or units[at].end != item.end:
        return None
    style = marks[units[at].start].style
    own = [unit for unit in units if unit.start in marks and marks[unit.start].style is style]
    run = _counted_on(own, own.index(units[at]), [marks[unit.start].number for unit in own])
    if len(run) < 2 or any(unit.heading for unit in run):
        return None
    lead = run[0].lead
    start = lead[0] if lead is not None else run[0].start
    end = max(run[-1].end, run[-1].item[1] if run[-1].item else 0)
    if end - start > MAX_LIST_CHARS:
        return None
    return replace(item, start=start, end=end, list_end=end, list_items=())


def _counted_on(own: Sequence[Unit], at: int, numbers: Sequence[int]) -> list[Unit]:
    """The items that count on without a gap around the one at a place, from the first."""
    first = last = at
    while first > 0 and numbers[first - 1] + 1 == numbers[first]:
        first -= 1
    while last + 1 < len(own) and numbers[last + 1] == numbers[last] + 1:
        last += 1
    return list(own[first : last + 1])
