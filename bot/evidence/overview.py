"""What the sources say of a topic that stands there without a question: 科技贷, 什么是首违不罚.

Who types a name wants to know what it is and what holds of it. No sentence answers that more than
all others, so it is told by the likeliest of those that name the topic and say different things.
"""

from collections.abc import Sequence

from bot.evidence.definitions import defines
from bot.evidence.faults import tells_fault
from bot.evidence.sameness import same_fact
from bot.evidence.scoring import Evidence
from bot.understanding.rewriting import without_places
from bot.understanding.understood import Asked

_MOST = 4
_MOST_OF_ONE_CHUNK = 2
_MAX_CHARS = 360


def overview(asked: Asked, ranked: Sequence[Evidence], least: float) -> list[Evidence]:
    """Return what is told of a topic: sentences that hold each of its names, best first.

    What defines it comes first, what is amiss with it last. None where no topic is asked of, or no
    sentence names it.

    Args:
        asked: the thing asked.
        ranked: evidence, best first.
        least: the chance to answer that a sentence needs which names the topic in other words.
    """
    topic = without_places(asked.intent.topic)
    if not topic:
        return []
    names = [term for term in asked.terms if term.is_telling and not term.is_background]
    if not names or not all(term.known or term.alternatives for term in names):
        return []
    naming = [
        item
        for item in ranked
        if item.can_answer
        and all(term.met_by(item.text.lower()) for term in names)
        and (topic in item.text or item.probability >= least)
    ]
    naming.sort(key=lambda item: (not defines(item.text, names), tells_fault(item.text)))
    kept: list[Evidence] = []
    for item in naming:
        beside = [one for one in kept if one.passage.chunk.id == item.passage.chunk.id]
        length = sum(len(one.text) for one in (*kept, item))
        is_new = not any(same_fact(item, other) for other in kept)
        if is_new and len(beside) < _MOST_OF_ONE_CHUNK and (not kept or length <= _MAX_CHARS):
            kept.append(item)
    return kept[:_MOST]
