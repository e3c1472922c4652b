"""The first of what was found is read with the question: ranked evidence in, ranked anew out.

The linear models weigh words and the nearness of whole sentences; a cross-encoder sees which word
of the question meets which of the sentence, and knows lay words by their meaning. It takes ten
milliseconds a sentence, so only the first are read; what it says joins what the models say, and
what is not read is taken to answer no more than the least of what is.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from bot.evidence.candidates import lead_and_previous
from bot.evidence.scoring import WEIGHTS_FILE, Evidence
from bot.understanding.understood import Asked
from retrieval import SentenceReader, Told, told_in

# How many sentences are read. Six answered one question more than four did in each of `fb`, `g`
# and `i`, two in `test`, as many in `h` (n = 200 each, 430 of `test`), and declined as many in all.
READ = 6
READ_OF_SEVERAL = 3  # for each of several things asked, so that the answer does not take too long
READ_OF_LITTLE = 8  # where little is named: which of several facts is meant is then asked back
ELSEWHERE = 2  # more, of other places
REREAD = 1  # of those that by their words alone cannot answer
_SETTLED = 0.9  # where another is as likely to answer, none of them is read
_ITEMS = 200  # more than is read of a sentence
_SUREST = 1e-4  # keeps log odds within ±9


@dataclass(frozen=True, slots=True)
class Blend:
    """How what the cross-encoder says joins what the linear models say.

    score + order · odds orders what was read; its chance to answer is that of the log odds
    bias + linear · logit(probability) + odds · odds. What its words tell against loses `doubt`.
    All are learnt where the cross-encoder was not (`benchmarks/cross_encoder`).
    """

    order: float
    bias: float
    linear: float
    odds: float
    doubt: float

    def of(self, item: Evidence, odds: float) -> Evidence:
        """Return a sentence with its score and chance after reading."""
        is_doubted = item.doubted is not None
        before = item.doubted if item.doubted is not None else item.probability
        after = self.bias + self.linear * logit(before) + self.odds * odds
        chance = 1 / (1 + math.exp(self.doubt * is_doubted - after))
        score = item.score + self.order * odds
        return replace(item, score=score, probability=chance, can_answer=True, doubted=None)


def logit(chance: float) -> float:
    """Return the log odds of a chance, within ±9."""
    clipped = min(max(chance, _SUREST), 1 - _SUREST)
    return math.log(clipped / (1 - clipped))


class _Read(NamedTuple):
    """A sentence before and after it is read, and what the cross-encoder says of it."""

    before: Evidence
    after: Evidence
    odds: float


@cache
def load_blend() -> Blend:
    """Read the weights that ship with the package."""
    table = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return Blend(**table["close_reading"])


class CloseReader:
    """Reads the first of what was found; without a cross-encoder it leaves all as it is."""

    def __init__(
        self, encoder: SentenceReader | None, blend: Blend | None = None, *, least: float = 0.5
    ) -> None:
        """Take the model that reads and how it is blended in, by default as it ships.

        `least` is the chance from which on what was doubted may answer after all.
        """
        self._encoder = encoder
        self._blend = blend or load_blend()
        self._least = least

    @property
    def is_reading(self) -> bool:
        """Whether there is a cross-encoder to read with."""
        return self._encoder is not None

    def read(
        self, asked: Asked, ranked: Sequence[Evidence], *, is_one_of_several: bool = False
    ) -> list[Evidence]:
        """Return what may answer in its new order, best first."""
        able = [item for item in ranked if item.can_answer]
        doubted = [item for item in ranked if not item.can_answer and item.doubted is not None]
        encoder = self._encoder
        if encoder is None or not ranked:
            return able
        best = able[: READ_OF_SEVERAL if is_one_of_several else _most(asked)]
        read = self._read(encoder, asked, [*best, *_of_other_places(asked, able, best)])
        if not any(one.after.probability >= _SETTLED for one in read):
            read += self._read(encoder, asked, doubted[:REREAD])
        kept = [
            (one.before, one.after)
            for one in read
            if one.before.can_answer or one.after.probability >= self._least
        ]
        lowest = min((one.odds for one in read), default=0.0)
        first = [one.before for one in read]
        kept += [(item, self._blend.of(item, lowest)) for item in able if item not in first]
        return _spaced_as_before(kept)

    def _read(
        self, encoder: SentenceReader, asked: Asked, items: Sequence[Evidence]
    ) -> list[_Read]:
        odds = encoder.read(asked.search_text, [told_of(item) for item in items])
        return [
            _Read(item, self._blend.of(item, own), own)
            for item, own in zip(items, odds, strict=True)
        ]


def _most(asked: Asked) -> int:
    """How many sentences are read for the only thing asked."""
    wants_one = not (asked.intent.is_list or asked.intent.is_how_to or asked.intent.is_yes_no)
    may_mean_several = asked.names_little and asked.place.is_anywhere and wants_one
    return READ_OF_LITTLE if may_mean_several else READ


def _spaced_as_before(kept: Sequence[tuple[Evidence, Evidence]]) -> list[Evidence]:
    """Return evidence in its new order with the scores of the old: (before, after) pairs in.

    Odds spread wider than the scores of the linear models, by whose gaps it is decided what is told
    beside the best.
    """
    scores = sorted((before.score for before, _ in kept), reverse=True)
    ranked = sorted((after for _, after in kept), key=lambda item: -item.score)
    return [replace(item, score=score) for item, score in zip(ranked, scores, strict=True)]


def _of_other_places(
    asked: Asked, able: Sequence[Evidence], first: Sequence[Evidence]
) -> list[Evidence]:
    """The best of the places that none of the first is of, where no place is asked of.

    What two cities lay down of the same is told side by side, so both have to be read.
    """
    if not asked.place.is_anywhere:
        return []
    best: dict[str | None, Evidence] = {}
    for item in able:
        best.setdefault(item.passage.metadata.region, item)
    return [item for item in best.values() if item not in first][:ELSEWHERE]


def told_of(item: Evidence) -> Told:
    """Return a sentence as it is read: what it states, and what stands around it.

    Of one that introduces a list, the titles of its items are read with it.
    """
    lead, previous = lead_and_previous(item.passage, item.start)
    items = "".join(item.passage.chunk.text[start:end] for start, end in item.list_items)
    stated = f"{item.stated}{items[:_ITEMS]}"
    return told_in(item.passage, stated, lead=lead, previous=previous)
