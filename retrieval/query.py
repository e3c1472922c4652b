"""What a question says: its words, official words for its colloquial ones, and the places it names.

First step of retrieval: a question in, a `Query` out. Only the keyword search reads the words;
the vector search reads the text.
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.regions import find_regions
from retrieval.segmentation import Segmenter, fold
from retrieval.spelling import Correction, mended
from retrieval.traditional import simplified

LEXICON = Path(__file__).with_name("lexicon.toml")
STOP_WORDS = Path(__file__).with_name("stop_words.txt")
EXPANSION_WEIGHT = 0.3  # beside 1.0 of a word as asked: an official word is a guess
_START_CHARS = 2  # no phrase of the lexicon is shorter


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


@dataclass(frozen=True, slots=True)
class Colloquialism:
    """Colloquial phrases and the official ones that policies use for the same."""

    said: tuple[str, ...]
    means: tuple[str, ...]


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
    entries = sorted({number for number, _ in _said_in(text)})
    means = (official for number in entries for official in lexicon()[number].means)
    return tuple(dict.fromkeys(official for official in means if official not in text))


def colloquial_phrases(text: str) -> tuple[str, ...]:
    """Return the colloquial phrases of the lexicon that stand in a text, each once."""
    return tuple(dict.fromkeys(phrase for _, phrase in _said_in(text)))


def _said_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield colloquial phrases in a text, with the number of their entry.

    Only those that begin as the text does somewhere are compared: there are two thousand.
    """
    by_start = _phrases_by_start()
    for at in range(len(text) - 1):
        for number, phrase in by_start.get(text[at : at + _START_CHARS], ()):
            if text.startswith(phrase, at):
                yield number, phrase


@cache
def lexicon() -> tuple[Colloquialism, ...]:
    """Return the reviewed colloquial entries."""
    with LEXICON.open("rb") as file:
        entries = tomllib.load(file)["entry"]
    return tuple(Colloquialism(tuple(e["said"]), tuple(e["means"])) for e in entries)


@cache
def _phrases_by_start() -> dict[str, list[tuple[int, str]]]:
    by_start: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, entry in enumerate(lexicon()):
        for phrase in entry.said:
            by_start[phrase[:_START_CHARS]].append((number, phrase))
    return dict(by_start)


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
