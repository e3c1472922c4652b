"""Lay phrases in a question: a folded text in, each with the official words that stand for it out.

Official words that stand nowhere in the documents are left out, so that a phrase of which none is
left is what it is: something that the documents do not know.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.vocabulary import Vocabulary
from retrieval import colloquialisms_in


@dataclass(frozen=True, slots=True)
class SpokenPhrase:
    """What is said in lay words: the term that it makes, its official words, all that says it."""

    word: str
    means: tuple[str, ...]
    said: tuple[str, ...]


def spoken_phrases(text: str, vocabulary: Vocabulary) -> list[SpokenPhrase]:
    """Return a phrase for each lexicon entry that a folded text speaks by."""
    found: list[SpokenPhrase] = []
    spans = _word_spans(text, vocabulary)
    for entry in colloquialisms_in(text):
        said = [phrase for phrase in entry.said if _stands_alone(phrase, text, spans)]
        if said:
            means = tuple(one for one in entry.means if _is_held(one, vocabulary))
            word, others = _whole(max(said, key=len), means, text, spans)
            found.append(SpokenPhrase(word, others, (word, *said)))
    return found


def without(text: str, phrases: Sequence[str], gap: str) -> str:
    """Return a text with a gap in the place of its phrases, which may overlap (物价涨, 涨了几)."""
    covered: set[int] = set()
    for phrase in phrases:
        for found in re.finditer(f"(?={re.escape(phrase)})", text):
            covered.update(range(found.start(), found.start() + len(phrase)))
    kept = "".join("\n" if at in covered else char for at, char in enumerate(text))
    return re.sub("\n+", gap, kept)


def _is_held(official: str, vocabulary: Vocabulary) -> bool:
    """Whether some chunk may say a phrase: it holds the phrase as a word, or all its words."""
    if vocabulary.document_frequency(official):
        return True
    words = vocabulary.words(official)
    return "".join(words) == official and vocabulary.stand_together(words)


def _whole(
    phrase: str, means: tuple[str, ...], text: str, words: Sequence[tuple[int, int]]
) -> tuple[str, tuple[str, ...]]:
    """Return a phrase with its official words; one within a longer word as that word.

    What a word ends with is its kind, and so are the official words (轻微免罚); what it begins with
    only narrows it: 出口退税 is no 出口. An official word stands for itself alone.
    """
    around = [text[start:end] for start, end in words if phrase in text[start:end]]
    word = min(around, key=len, default=phrase)
    if word == phrase:
        return phrase, means
    is_kind = word.endswith(phrase) and word not in means
    return word, (phrase, *means) if is_kind else ()


def _word_spans(text: str, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Where the words stand that the corpus knows."""
    spans: list[tuple[int, int]] = []
    at = 0
    for word in vocabulary.words(text):
        start = text.find(word, at)
        if start >= 0:
            at = start + len(word)
            if vocabulary.document_frequency(word):
                spans.append((start, at))
    return spans


def _stands_alone(phrase: str, text: str, words: Sequence[tuple[int, int]]) -> bool:
    """Whether a phrase stands in a text otherwise than as pieces of two words.

    保险降 is no phrase of its own in 失业保险降费.
    """
    starts = [at for at in range(len(text)) if text.startswith(phrase, at)]
    return any(
        not any(_cuts(start, start + len(phrase), word) for word in words) for start in starts
    )


def _cuts(start: int, end: int, word: tuple[int, int]) -> bool:
    """Whether a phrase and a word as long as it, or longer, overlap and neither holds the other."""
    overlaps = start < word[1] and word[0] < end
    is_whole = start <= word[0] and word[1] <= end
    is_within = word[0] <= start and end <= word[1]
    return overlaps and not is_whole and not is_within and word[1] - word[0] >= end - start
