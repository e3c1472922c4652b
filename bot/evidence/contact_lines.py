"""The line of contact of the very guide that is asked of: evidence in, such a line first out.

办理地点：…大厅3号窗口 names no matter, and is as near to a question about one guide as about
another: what it is of stands in the title of its document.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.features import is_of_one_matter
from bot.evidence.scoring import Evidence
from bot.understanding.terms import coverage
from bot.understanding.understood import Asked

_LABELS = {
    "phone": re.compile(r"[^：，。]{0,6}(?:电 *话|热线|号码|联系方式)[^：，。]{0,4}："),
    "address": re.compile(r"[^：，。]{0,6}(?:地 *[址点]|窗口)[^：，。]{0,4}："),
    "web_address": re.compile(r"[^：，。]{0,6}(?:网址|网站)[^：，。]{0,4}："),
}
_TO_COMPLAIN = re.compile("监督|投诉|举报")
# So much of what the question names the title has to speak of.
_OF_THE_TITLE = 0.8


def contact_first(asked: Asked, ranked: Sequence[Evidence], least: float) -> Sequence[Evidence]:
    """Return the evidence, the lines of contact asked for first, where a title is of the matter.

    Args:
        asked: the thing asked.
        ranked: what may answer, best first.
        least: the chance to answer with which an answer may begin.
    """
    lines = [one for one in ranked if _is_asked_for(asked, one)]
    if not lines:
        return ranked
    best = max(one.score for one in ranked)
    first = [replace(one, score=best, probability=max(one.probability, least)) for one in lines]
    return [*first, *(one for one in ranked if one not in lines)]


def _is_asked_for(asked: Asked, one: Evidence) -> bool:
    labels = [_LABELS[want] for want in asked.intent.wants if want in _LABELS]
    label = next((found for pattern in labels if (found := pattern.match(one.text))), None)
    metadata = one.passage.metadata
    if label is None or not one.can_answer or not is_of_one_matter(metadata):
        return False
    if _TO_COMPLAIN.search(label[0]) and not _TO_COMPLAIN.search(asked.search_text):
        return False
    names = [term for term in asked.terms if term.is_name and term.known]
    return bool(names) and coverage(names, metadata.title.lower()) >= _OF_THE_TITLE
