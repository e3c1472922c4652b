"""What of a sentence is told, so that it can be read alone.

Of a very long one the run of its clauses that speaks of what is asked; with one that goes on from
another (该区…, 其中…) the sentence before it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from bot.evidence.fitting import longest_run
from bot.evidence.holding import holds
from bot.evidence.scoring import Evidence
from bot.understanding.terms import coverage
from bot.understanding.understood import Asked
from corpus import Unit, find_marks, split_clauses, split_units

# A sentence longer than this is told by the clauses that answer; those that speak of at least this
# share of what the best clause does are kept, with all between them.
_LONG_SENTENCE = 180
_TELLING_CLAUSE = 0.3
# Clauses that what is wanted may stand from what says most: beyond, it is of something else.
_NEAR = 3
# Together with its antecedent a sentence is told up to this length.
_WITH_ANTECEDENT = 200
# 三是购买商铺、车位的。
_CASE = re.compile(r"的[。；;，,]?\s*$")
_WITH_LEAD = 600  # characters that the lead and the case are apart at most: all of it is cited
_POINTS_BACK = re.compile(
    r"\s*(?:该(?!院)|其(?!他|它|次|余|实)|此举|此项|上述|以上|这(?!样的企业)|并(?!联|购|网|轨|行)|从而|进而|因此|为此)"
)
# 提前迁出的，退回全部奖补资金。逾期不予受理。
_PROVISO = re.compile(
    r"(?:但|提前|未(?!来)|逾期|违反|违规|否则|拒不|不符合|放弃|超过|[^，。；]{0,12}(?:不合格|未达到|未履行))"
    r"[^。；]{2,}"
)
_RESPECTIVE = re.compile(r"(?P<of>[^，。；、]{2,24})分别[^，。；、\d]{0,8}(?P<told>\d[^，。；]*)")
_AND = re.compile("[和与及]")
_EXCEPTS = re.compile(r"除外[。；]?$|不受此限|不在此限|不适用")
_MAX_PROVISO = 60
# 联系单位及电话：…, 联系人：… on the next line: one is no use without the other.
_CONTACT_LINE = re.compile(
    r"[ \t]*(?:联 *系 *(?:单 *位|部 *门|人|电 *话|方 *式|地 *址)|"
    r"(?:咨 *询|办 *公|监 *督|投 *诉)? *电 *话|(?:办 *[理公] *)?地 *[址点]|邮 *编|传 *真|"
    r"(?:电 *子)? *邮 *箱)[^：:\n]{0,8}[：:]"
)


def with_lead(item: Evidence) -> Evidence:
    """Return a case of an enumeration with the sentence that says what holds in such cases.

    有下列情形之一的，不予提取：…三是购买车位的。 The case alone says nothing, or the contrary.
    """
    text = item.passage.chunk.text
    unit = next((one for one in split_units(text) if one.start == item.start), None)
    if unit is None or unit.end != item.end or not unit.lead or not _CASE.search(item.text):
        return item
    start, end = unit.lead
    if item.end - start > _WITH_LEAD:
        return item
    if not text[end : item.start].strip():
        return replace(item, start=start)
    mark = next((one.end for one in find_marks(text) if one.start == item.start), item.start)
    return replace(item, start=start, cells=((start, end), (mark, item.end)))


def with_antecedent(item: Evidence) -> Evidence:
    """Return a sentence that points back with the one before it, on the same line."""
    if not _POINTS_BACK.match(item.text):
        return item
    text = item.passage.chunk.text
    before = [unit for unit in split_units(text) if unit.end <= item.start and not unit.heading]
    if not before or text[before[-1].end : item.start].strip(" ") or "\n" in item.text:
        return item
    start = before[-1].start
    return replace(item, start=start) if item.end - start <= _WITH_ANTECEDENT else item


def with_proviso(item: Evidence) -> Evidence:
    """Return a rule with the sentence behind it, on the same line, that bounds it.

    It says what follows otherwise (提前迁出的，退回全部奖补资金), or what is left out of it.
    """
    text = item.passage.chunk.text
    if "\t" in item.text or "\n" in item.text or not item.text.endswith(tuple("。；")):
        return item
    behind = next((unit for unit in split_units(text) if unit.start >= item.end), None)
    if behind is None or behind.heading or "\n" in text[item.end : behind.start]:
        return item
    said = text[behind.start : behind.end]
    is_bound = _PROVISO.match(said) is not None or _EXCEPTS.search(said) is not None
    is_short = len(said) <= _MAX_PROVISO and behind.end - item.start <= _WITH_ANTECEDENT
    return replace(item, end=behind.end) if is_bound and is_short else item


def with_respective(item: Evidence) -> Evidence:
    """Return a list with the sentence behind it that says something of each of its members.

    甲班20人、乙班15人。比例分别不低于1∶7、1∶5: either says whose its figures are with the other.
    """
    text = item.passage.chunk.text
    if "\t" in item.text or "\n" in item.text:
        return item
    units = split_units(text)
    for one, other in pairwise(units):
        is_asked = item.start == other.start or (item.start, item.end) == (one.start, one.end)
        if is_asked and _is_respective(text, one, other):
            return replace(item, start=one.start, end=other.end)
    return item


def _is_respective(text: str, one: Unit, other: Unit) -> bool:
    """Whether a sentence tells figures 分别, as many as the one before it names, and no names."""
    said = _RESPECTIVE.match(text, other.start, other.end)
    if said is None or one.heading or "\n" in text[one.end : other.start]:
        return False
    n_told = longest_run(said["told"])
    n_named = len(_AND.split(said["of"]))
    listed = text[one.start : one.end]
    is_short = other.end - one.start <= _WITH_ANTECEDENT
    return is_short and n_told > 1 and n_named != n_told and longest_run(listed) == n_told


def with_contact(item: Evidence) -> Evidence:
    """Return a line of contact (联系电话：…) with the lines of contact right above and below it."""
    text = item.passage.chunk.text
    lines = list(re.finditer(r"[^\n]*[^\s][^\n]*", text))
    at = next((n for n, line in enumerate(lines) if line.start() <= item.start < line.end()), None)
    if at is None or not _CONTACT_LINE.match(item.text):
        return item
    above = list(takewhile(_is_contact, reversed(lines[:at])))
    below = list(takewhile(_is_contact, lines[at + 1 :]))
    start = above[-1].start() if above else item.start
    end = below[-1].start() + len(below[-1][0].rstrip()) if below else item.end
    return replace(item, start=start, end=end)


def _is_contact(line: re.Match[str]) -> bool:
    return _CONTACT_LINE.match(line[0]) is not None


def cut_to_the_point(asked: Asked, item: Evidence) -> Evidence:
    """Cut a very long sentence to the run of its clauses that speaks of what is asked.

    What is wanted comes along where it stands a few clauses from what says most.
    """
    is_row = "\t" in item.text  # its cells say nothing without each other
    if len(item.text) <= _LONG_SENTENCE or item.end == item.list_end or is_row:
        return item
    text = item.passage.chunk.text
    own = [term for term in asked.terms if not term.is_background]
    clauses = list(split_clauses(text, item.start, item.end))
    said = [coverage(own, text[start:end]) for start, end in clauses]
    holding = [
        at
        for at, span in enumerate(clauses)
        if any(holds(w, text[slice(*span)]) for w in asked.intent.wants)
    ]
    telling = [at for at, share in enumerate(said) if share > 0 or at in holding]
    kept = [at for at in telling if said[at] >= _TELLING_CLAUSE * max(said)]
    if not kept:
        return item
    fullest = max(kept, key=lambda at: said[at])
    kept += [
        at
        for want in asked.wanted
        if (at := _nearest([holds(want, text[slice(*span)]) for span in clauses], fullest))
        is not None
    ]
    return replace(item, start=clauses[min(kept)][0], end=clauses[max(kept)][1])


def _nearest(holding: Sequence[bool], fullest: int) -> int | None:
    """The clause that holds what is wanted, from the one that says most on, else before it."""
    near = [at for at, holds_it in enumerate(holding) if holds_it and abs(at - fullest) <= _NEAR]
    behind = [at for at in near if at >= fullest]
    return behind[0] if behind else near[-1] if near else None


def loses_the_date(asked: Asked, whole: Evidence, brief: Evidence) -> bool:
    """Return whether a date asked for stands in a sentence, apart from all that is asked of it.

    《…条例》施行后，…出台了“十四五”规划 does not say when it took effect.
    """
    if asked.intent.wants != ("date",):
        return False
    return holds("date", whole.text) and not holds("date", brief.text)
