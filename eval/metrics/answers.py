"""Are the answers right: `answer_accuracy` and `clarify_accuracy`.

Texts are looked for in the answer and its notices, folded, without the `[n]` markers, and never
inside a longer number (`5种` is not found in `15种`).
"""

import re

from bot.answer import Answer, Status
from corpus import find_regions
from eval.folding import Folded, folded_with_origins
from eval.gold import GoldQuestion, Group

MARKER = re.compile(r"\[\d+\]")
MEETING_STATUSES = frozenset({Status.ANSWERED, Status.PARTIAL})
# "By place" is a comparison, which needs two places at least.
MIN_PLACES = 2


def answer_accuracy(gold: GoldQuestion, answer: Answer | None) -> float | None:
    """1 when answered or partial with every `must` group and no `must_not`, else 0.

    None unless the question is to be answered. Without `must` groups the status and `must_not`
    decide. A question that failed has no answer and counts 0.
    """
    if gold.expect != "answer":
        return None
    if answer is None or answer.status not in MEETING_STATUSES:
        return 0.0
    return float(not missing_groups(gold, answer) and not forbidden_texts(gold, answer))


def clarify_accuracy(gold: GoldQuestion, answer: Answer | None) -> float | None:
    """1 when an ambiguous question was asked back or answered by place, else 0.

    Answered by place: status answered or partial, with two places or more named in the answer.
    None unless the question is ambiguous.
    """
    if gold.expect != "clarify":
        return None
    if answer is None:
        return 0.0
    by_place = answer.status in MEETING_STATUSES and _places_named(answer) >= MIN_PLACES
    return float(answer.status is Status.CLARIFY or by_place)


def missing_groups(gold: GoldQuestion, answer: Answer | None) -> list[Group]:
    """Return the `must` groups of which no alternative is said."""
    said = _said(answer)
    return [group for group in gold.must if not any(said.contains(text) for text in group)]


def forbidden_texts(gold: GoldQuestion, answer: Answer | None) -> list[str]:
    """Return the `must_not` texts that are said."""
    said = _said(answer)
    return [text for text in gold.must_not if said.contains(text)]


def _said(answer: Answer | None) -> Folded:
    if answer is None:
        return folded_with_origins("")
    texts = [answer.answer, *(notice.text for notice in answer.notices)]
    return folded_with_origins(MARKER.sub("", "\n".join(texts)))


def _places_named(answer: Answer) -> int:
    return len({found.region for found in find_regions(answer.answer)})
