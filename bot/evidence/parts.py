"""A part asked for, where evidence tells only of the whole that holds it.

托育机构217家 says nothing of how many are 公办, nor 家电和餐饮消费券1亿元 what 餐饮 got alone.
"""

import re
from collections.abc import Sequence

from bot.understanding.terms import Term
from corpus import FigureKind, find_figures, split_clauses

# 餐饮那部分单独是多少: one thing by itself.
_APART = re.compile(r"单独|[那这]一?(?:部分|[块项类])")
_EACH_ITS_OWN = re.compile(r"分别|各|依次")
_COUNT_ASKED = re.compile(r"(?:多少|几)[万千百]?多?[\u4e00-\u9fff]")
_BEFORE_COUNT = re.compile(
    r"(?:的?(?:数量|总数|家数|个数)|一共|总共|共计?|合计|累计|现|目前|[有是为达建]|达到|约|近|超过|[:：,，]|\s)*$"
)
_FIGURE = "\n"
_MIN_NOUN = 2


def counts_the_whole(question: str, terms: Sequence[Term], sentence: str, context: str) -> bool:
    """Return whether what is counted is narrowed by a word that evidence does not say.

    Args:
        question: as asked, for how many there are of something.
        terms: its own terms; the one right before the thing counted, in one run, narrows it.
        sentence: counts the thing by its bare name.
        context: the sentence with what stands above it, where the narrowing word may stand.
    """
    narrowing = [
        term
        for thing in _things_counted(question, sentence)
        for term in terms
        if term.is_name and term.is_telling and thing.endswith(term.text)
    ]
    return any(not term.met_by(context) for term in narrowing)


def _things_counted(question: str, sentence: str) -> list[str]:
    """What the question says right before the name of the thing that a sentence counts."""
    asked = _COUNT_ASKED.search(question)
    if asked is None:
        return []
    before = _BEFORE_COUNT.sub("", question[: asked.start()])
    behind = question[asked.end() :]
    found: list[str] = []
    for figure in find_figures(sentence):
        if figure.kind is not FigureKind.COUNT:
            continue
        told = _BEFORE_COUNT.sub("", sentence[: figure.start])
        size = _shared_end(before, told)
        if size >= _MIN_NOUN:
            found.append(before[: len(before) - size])
        noun = re.match(r"[\u4e00-\u9fff]{2,12}", sentence[figure.end :])
        at = behind.find(noun[0][:_MIN_NOUN]) if noun else 0
        if at > 0:
            found.append(behind[:at])
    return found


def _shared_end(one: str, other: str) -> int:
    size = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        size += 1
    return size


def is_told_together(question: str, terms: Sequence[Term], sentence: str) -> bool:
    """Return whether one thing is asked of by itself, and a sentence tells it with others alone."""
    apart = _APART.search(question)
    if apart is None:
        return False
    before = question[: apart.start()]
    names = [term.text for term in terms if term.is_name and term.text in before]
    if not names:
        return False
    name = max(names, key=before.rfind)
    named = [
        clause
        for start, end in split_clauses(sentence, 0, len(sentence))
        if name in (clause := sentence[start:end])
    ]
    return bool(named) and all(_is_joined(name, clause) for clause in named)


def _is_joined(name: str, clause: str) -> bool:
    if _EACH_ITS_OWN.search(clause):
        return False
    for figure in reversed(find_figures(clause)):
        clause = f"{clause[: figure.start]}{_FIGURE}{clause[figure.end :]}"
    joint, within = r"(?:、|[和与及](?!其))", r"[^，。；、和与及\n]"
    return bool(
        re.search(rf"{within}{joint}{within}{{0,6}}{re.escape(name)}", clause)
        or re.search(rf"{re.escape(name)}{within}{{0,6}}{joint}{within}", clause)
    )
