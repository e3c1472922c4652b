"""What an answer of the conversation said already: ranked evidence in, what tells anew first.

Who goes on asking wants what was not said yet. A sentence that was told answers again only if it
speaks of what is named now (省级的呢, after a sentence that tells all levels), or holds a figure of
the kind asked for that was not told; or if it is asked for again (刚才说的是多少).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.evidence.holding import is_told as holds_wanted
from bot.evidence.sameness import holds_all_of, is_told
from bot.evidence.scoring import Evidence
from bot.evidence.selection import Chooser
from bot.understanding.intent import read_intent
from bot.understanding.terms import Term
from bot.understanding.understood import Asked
from corpus import find_figures

_ASKS_FOR_MORE = re.compile(r"还有|别的|其他|其它|另外|除此")
_ASKS_AGAIN = re.compile(
    r"刚才|刚刚|前面|上面|之前|再说|重说|重复|确认|你说|没看清|没听清|来着|是不是"
)
# What was said falls behind by as much as a sentence may that is told beside the best.
_SAID = 2.0


def news_first(
    asked: Asked, ranked: Sequence[Evidence], told: Sequence[str], chooser: Chooser
) -> Sequence[Evidence]:
    """Put what was told behind what was not, and leave out what does not answer again.

    Args:
        asked: the thing asked.
        ranked: evidence, best first.
        told: the earlier answers that the question goes on from.
        chooser: tells whether evidence is sure enough to begin an answer.
    """
    if not told:
        return ranked
    ranked = [item for item in ranked if _may_answer(asked, item, told)]
    names = [term for term in asked.terms if term.is_name and not term.is_background]
    ranked = _with_new_names_first(ranked, told, names, chooser)
    news = [item for item in ranked if not any(is_told(item, answer) for answer in told)]
    again = [item for item in ranked if item not in news]
    is_meant = bool(again) and all(term.met_by(again[0].text.lower()) for term in names)
    if is_meant and names and again[0] is ranked[0]:
        return ranked  # it is asked of once more
    if chooser.begins(news[:1]) or not is_meant or _ASKS_FOR_MORE.search(asked.text):
        return [*news, *again]
    return ranked


def _may_answer(asked: Asked, item: Evidence, told: Sequence[str]) -> bool:
    """Whether a sentence was not told, or is told again for what it says beside."""
    said = [answer for answer in told if is_told(item, answer) or holds_all_of(item, answer)]
    if not said or _ASKS_AGAIN.search(asked.text):
        return True
    text, own = item.text.lower(), [term for term in asked.terms if term.is_telling]
    if not all(term.met_by(text) for term in own if term.is_number):
        return False
    words = [pair.text for pair in asked.pairs if pair.text in asked.text]
    if any(term.met_by(text) for term in own) or any(word in text for word in words):
        return True
    # 以前呢 wants what was wanted before.
    intent = read_intent(asked.text) if own else asked.intent
    left = _without_figures_of(item.text, said)
    return bool(intent.wants) and all(
        holds_wanted(want, intent, left, asked.text) for want in intent.wants
    )


def _without_figures_of(sentence: str, told: Sequence[str]) -> str:
    """A sentence without the figures that were told."""
    known = {figure.canonical for answer in told for figure in find_figures(answer)}
    for figure in reversed(find_figures(sentence)):
        if figure.canonical in known:
            sentence = sentence[: figure.start] + sentence[figure.end :]
    return sentence


def _with_new_names_first(
    ranked: Sequence[Evidence], told: Sequence[str], names: Sequence[Term], chooser: Chooser
) -> Sequence[Evidence]:
    """Put behind what tells a short answer again and nothing that is named now, if another is sure.

    今年目标是多少, after last year's sum: the sentence with that sum speaks of all but the 目标.
    """
    again = [
        item
        for item in ranked
        if names
        and not any(term.met_by(item.text.lower()) for term in names)
        and any(holds_all_of(item, answer) for answer in told)
    ]
    rest = [item for item in ranked if item not in again]
    if not again or not chooser.begins(rest[:1]):
        return ranked
    return [*rest, *(replace(item, score=item.score - _SAID) for item in again)]
