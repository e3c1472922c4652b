"""Pairs of characters of a question that the documents know as words, each with its weight.

Segmentation joins and parts words as it can; a pair of characters that the documents use as a word
(验收, 民办, 异议) is asked of however the question was cut, and evidence without it speaks of
something else.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.understanding.terms import BACKGROUND_CREDIT, Term, idf, is_asking
from bot.understanding.vocabulary import Vocabulary

_HAN_PAIR = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2}")
# So much unmet weight counts as all: about five rare words (the idf of one in 500 chunks is 6).
_ALL_UNMET = 30.0


class Pair(NamedTuple):
    """Two characters and their inverse document frequency, at least 0."""

    text: str
    weight: float


def known_pairs(text: str, background: str, vocabulary: Vocabulary) -> tuple[Pair, ...]:
    """Return the pairs of a text and its background that stand as words in some chunk.

    Args:
        text: what is asked, without its places.
        background: what it leans on, likewise; its pairs count less.
        vocabulary: what the corpus knows of words.
    """
    own = _pairs(text)
    shares = dict.fromkeys(_pairs(background), BACKGROUND_CREDIT) | dict.fromkeys(own, 1.0)
    total = vocabulary.chunk_count
    found = [(one, credit, vocabulary.document_frequency(one)) for one, credit in shares.items()]
    return tuple(Pair(one, idf(times, total) * credit) for one, credit, times in found if times)


def unmet(pairs: Sequence[Pair], terms: Sequence[Term], context: str) -> float:
    """Return how much of the pairs a context leaves unmet, in [0, 1].

    What is within a colloquial term that the context meets by its official words is met.
    """
    official = [term.text for term in terms if term.alternatives and term.met_by(context)]
    missing = [
        pair.weight
        for pair in pairs
        if pair.text not in context and not any(pair.text in term for term in official)
    ]
    return min(1.0, sum(missing) / _ALL_UNMET)


def _pairs(text: str) -> list[str]:
    pairs = dict.fromkeys(text[at : at + 2].lower() for at in range(len(text) - 1))
    return [one for one in pairs if _HAN_PAIR.fullmatch(one) and not is_asking(one)]
