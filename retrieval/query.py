"""What a question says: its words, official words for its colloquial ones, and the places it names.

First step of retrieval: a question in, a `Query` out. Only the keyword search reads the words;
the vector search reads the text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.regions.finding import find_regions
from retrieval.words.lexicon import colloquialisms_in
from retrieval.words.segmentation import Segmenter, fold
from retrieval.words.spelling import Correction, mended
from retrieval.words.traditional import simplified

STOP_WORDS = Path(__file__).with_name("stop_words.txt")
EXPANSION_WEIGHT = 0.3  # beside 1.0 of a word as asked: an official word is a guess


@dataclass(frozen=True, slots=True)
class WeightedWord:
    """A word to look for and how much finding it counts."""

    word: str
    weight: float


@dataclass(frozen=True, slots=True)
class Query:
    """A question understood, its slips mended.

    `expansions` are official phrases for what was said colloquially.
    """

    text: str
    words: tuple[str, ...]
    expansions: tuple[str, ...]
    regions: tuple[str, ...]
    weighted_words: tuple[WeightedWord, ...]
    corrections: tuple[Correction, ...] = ()


Correct = Callable[[str], tuple[Correction, ...]]


def understand(question: str, segmenter: Segmenter, *, correct: Correct = lambda _: ()) -> Query:
    """Return what a question says; words in order, each once, without filler words.

    `correct` finds the slips in a folded text.
    """
    asked = question_text(question)
    corrections = correct(asked)
    text = mended(asked, corrections)
    words = _telling_words(text, segmenter)
    expansions = expand(text)
    weights = dict.fromkeys(words, 1.0)
    for phrase in expansions:
        for word in _telling_words(phrase, segmenter):
            weights.setdefault(word, EXPANSION_WEIGHT)
    return Query(
        text=text,
        words=words,
        expansions=expansions,
        regions=tuple(dict.fromkeys(mention.region.name for mention in find_regions(text))),
        weighted_words=tuple(WeightedWord(word, weight) for word, weight in weights.items()),
        corrections=corrections,
    )


def question_text(question: str) -> str:
    """Return a question as it is searched and embedded, in simplified characters."""
    return fold(simplified(question))


def expand(text: str) -> tuple[str, ...]:
    """Return the official phrases for the colloquial phrases in a folded text, each once."""
    means = (official for entry in colloquialisms_in(text) for official in entry.means)
    return tuple(dict.fromkeys(official for official in means if official not in text))


def colloquial_phrases(text: str) -> tuple[str, ...]:
    """Return the colloquial phrases of the lexicon that stand in a text, each once."""
    said = (phrase for entry in colloquialisms_in(text) for phrase in entry.said)
    return tuple(dict.fromkeys(said))


@cache
def stop_words() -> frozenset[str]:
    """Return the words that carry no matter: politeness, question words, particles."""
    lines = STOP_WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and line[0] != "#")


def _telling_words(text: str, segmenter: Segmenter) -> tuple[str, ...]:
    words = dict.fromkeys(segmenter.search_words(text))
    telling = tuple(word for word in words if word not in stop_words())
    # A question of filler alone is still looked up by what it says.
    return telling or tuple(words)
