"""When a question must be asked back: several things answer it, and it does not say which.

审批时限压到几天了？ is answered by ten kinds of approval. It is asked back, with options from the
sources, if what it names stands alike in several different facts that each hold the kind of thing
asked for, and nothing in it tells them apart.
"""

import re
from collections.abc import Sequence

from bot.answer import Clarification
from bot.evidence import Evidence
from bot.finding import Finding
from bot.fitting import holds
from bot.question import Turn
from bot.rewriting import leans
from bot.understanding import Asked, Understood
from corpus import find_figures, split_clauses
from prompts import message

# A question that names more than this many things has said which one it means.
_MAX_NAMES = 2
_MIN_RIVALS = 3
MAX_OPTIONS = 5
# Rivals speak of as much of the question as the best does, and are nearly as likely to answer.
_AS_MUCH = 0.9
_AS_LIKELY = 0.6
_OPTION_CHARS = 30
_QUOTED = re.compile(r"[“《]([^“”《》]{2,12})[”》]")
_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十\d]+[、.．是]|[（(][一二三四五六七八九十\d]+[)）])\s*"
)
# 截至8月底， and the like set the scene of every rival.
_SCENE = re.compile(r"^(?:截至|截止|目前|今年|去年|近年|\d{4}年)[^，]{0,12}，")


def clarification(
    understood: Understood, findings: Sequence[Finding], history: Sequence[Turn]
) -> Clarification | None:
    """Return what to ask back, or None if the question says which thing it means."""
    if len(findings) != 1 or not understood.place.is_anywhere or understood.told:
        return None
    finding = findings[0]
    names = [term for term in finding.asked.terms if term.is_name and not term.is_background]
    is_narrowed = finding.asked.intent.is_comparison or find_figures(understood.text)
    if not names or len(names) > _MAX_NAMES or is_narrowed:
        return None
    if not all(term.known or term.alternatives for term in names):
        return None  # no document knows what is asked about: that is to be said
    points_nowhere = leans(understood.text) and not history and len(names) == 1
    intent = finding.asked.intent
    if (intent.is_how_to or intent.is_list or intent.is_yes_no) and not points_nowhere:
        return None  # what there is can be told
    rivals = _rivals(finding)
    if len(rivals) < _MIN_RIVALS and not points_nowhere:
        return None
    options = _options(rivals or finding.nearest, finding.asked)
    return Clarification(message("clarify.question"), options) if len(options) > 1 else None


def _rivals(finding: Finding) -> list[Evidence]:
    """The different facts that answer the question as well as the best one does."""
    if not finding.nearest:
        return []
    wants = finding.asked.intent.wants
    best = finding.nearest[0]
    return [
        item
        for item in finding.nearest
        if item.can_answer
        and item.features.own_coverage >= _AS_MUCH * best.features.own_coverage
        and item.probability >= _AS_LIKELY * best.probability
        and all(holds(want, item.text) for want in wants)
    ]


def _options(rivals: Sequence[Evidence], asked: Asked) -> tuple[str, ...]:
    places = [rival.passage.metadata.region for rival in rivals]
    if None not in places and len(set(places)) == len(rivals):
        return tuple(place for place in places if place is not None)[:MAX_OPTIONS]
    labels = dict.fromkeys(_label(rival, asked) for rival in rivals)
    return tuple(label for label in labels if label is not None)[:MAX_OPTIONS]


def _label(rival: Evidence, asked: Asked) -> str | None:
    """What tells a fact from its rivals: a name in quotation marks, else how it begins.

    None where that is longer than an option may be: cut short it would mean nothing.
    """
    known = {term.text for term in asked.terms}
    for name in _QUOTED.findall(rival.text):
        if name not in known:
            return str(name)
    start, end = split_clauses(rival.passage.chunk.text, rival.start, rival.end)[0]
    text = _SCENE.sub("", _NUMBERING.sub("", rival.passage.chunk.text[start:end]))
    text = text.rstrip("，。；：、")
    return text if len(text) <= _OPTION_CHARS else None
