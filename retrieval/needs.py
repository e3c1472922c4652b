"""What a chunk must hold to count as found: the words of a search in, its needs out; pure.

Ranking is generous: any word in common puts a chunk somewhere in the list. Counting is not: a chunk
matches when it holds most of what was asked for, so that a total tells how much there is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import region_named
from retrieval.query import question_text, stop_words
from retrieval.words.classes import telling_share
from retrieval.words.lexicon import colloquialisms_in
from retrieval.words.segmentation import Segmenter

# A thing counts three, an action two: of 公司注销 neither is most, of three things two are.
THING, ACTION = 3, 2
THING_SHARE, ACTION_SHARE = 0.8, 0.4  # of a word's weight in ranking, at least
LOOKUP_WORDS = 2
MOST = (2, 3)  # at least two thirds of the weight

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A telling word or colloquial phrase. It is held by all words of any of `alternatives`.

    These are the word itself, then its pieces, or the official phrases for a colloquial one.
    `region` names the place that a word is: documents of that place hold it too.
    """

    weight: int
    alternatives: tuple[Words, ...]
    region: str | None = None


def needs_of(text: str, segmenter: Segmenter) -> tuple[Need, ...]:
    """Return the needs of a search, none twice; none where it only has filler."""
    folded = question_text(text)
    every = _words(folded, segmenter)
    said = _colloquialisms(folded, every)
    words = [word for word in every if not any(word in phrase for phrase in said)]
    telling = [word for word in words if telling_share(word) >= ACTION_SHARE]
    return (
        *(_said_need(phrase, means, segmenter) for phrase, means in said.items()),
        *(_word_need(word, segmenter) for word in telling or ([] if said else words)),
    )


def most_of(needs: Sequence[Need]) -> int:
    """Return the weight that is most of all needs' weight."""
    part, whole = MOST
    return -(-sum(need.weight for need in needs) * part // whole)


def _colloquialisms(text: str, words: Words) -> dict[str, Words]:
    """Return the colloquial phrases in a text, none inside a word, with the official ones for each.

    免罚 is one, but 免罚清单 is a word that means itself.
    """
    found = ((phrase, entry.means) for entry in colloquialisms_in(text) for phrase in entry.said)
    return {
        phrase: means
        for phrase, means in found
        if not any(phrase in word and phrase != word for word in words)
    }


def _said_need(phrase: str, means: Sequence[str], segmenter: Segmenter) -> Need:
    ways = (_words(way, segmenter) for way in (phrase, *means))
    return Need(THING, tuple(dict.fromkeys(way for way in ways if way)))


def _word_need(word: str, segmenter: Segmenter) -> Need:
    region = region_named(word)
    return Need(
        weight=THING if telling_share(word) >= THING_SHARE else ACTION,
        alternatives=((word,), *_pieces(word, segmenter)),
        region=region.name if region else None,
    )


def _pieces(word: str, segmenter: Segmenter) -> Iterator[Words]:
    """Yield the words inside a word where they make up the whole of it."""
    inside = tuple(part for part in segmenter.search_words(word) if part != word)
    if sum(len(part) for part in inside) >= len(word):
        yield inside


def is_lookup(text: str, segmenter: Segmenter) -> bool:
    """Return whether a search looks up its words and is no question: it has few, filler apart."""
    return len(_words(question_text(text), segmenter)) <= LOOKUP_WORDS


def _words(text: str, segmenter: Segmenter) -> Words:
    return tuple(w for w in dict.fromkeys(segmenter.words(text)) if w not in stop_words())
