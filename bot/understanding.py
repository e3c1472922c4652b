"""Understand a question: standalone text, place, and for each thing asked its terms and form.

Second step of the question path, before anything is searched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.aspects import split_aspects
from bot.intent import Intent, read_intent
from bot.jurisdiction import Place, place_of
from bot.period import years_in
from bot.question import Turn
from bot.rewriting import rewrite
from bot.terms import Term, Vocabulary, terms_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked: its words, what evidence has to speak of, and the form of its answer."""

    text: str
    search_text: str
    terms: tuple[Term, ...]
    intent: Intent


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as understood. `text` is what is searched for as a whole."""

    text: str
    place: Place
    years: frozenset[int]
    asked: tuple[Asked, ...]


def understand_question(
    text: str, history: Sequence[Turn], region: str | None, vocabulary: Vocabulary
) -> Understood:
    """Read a question with its history."""
    standalone = rewrite(text, history)
    whole = f"{standalone.background}{standalone.text}"
    asked = [
        _asked(aspect.text, standalone.background + aspect.background, vocabulary)
        for aspect in split_aspects(standalone.text)
    ]
    return Understood(whole, place_of(whole, region), years_in(whole), tuple(asked))


def _asked(text: str, background: str, vocabulary: Vocabulary) -> Asked:
    own = terms_of(text, vocabulary)
    known = {term.text for term in own}
    behind = [
        term
        for term in terms_of(background, vocabulary, is_background=True)
        if term.text not in known
    ]
    return Asked(text, f"{background}{text}", (*own, *behind), read_intent(text))
