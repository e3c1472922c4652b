"""Slips of the keyboard in a question: a text in, the words that were meant out.

社保换缴 means 社保缓缴. What a cut leaves as single characters is looked at: where another
character that sounds or looks alike makes a word of the documents of it, and that word is far
likelier than these characters side by side (a noisy channel, Kernighan et al. 1990), it was meant.
A word of the dictionary is never changed, nor what stands so in a document. Candidates come from
the dictionary by one look-up each, so the size of the corpus costs nothing.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.words.alike import alike
from retrieval.words.classes import FUNCTION_SHARE, telling_share
from retrieval.words.segmentation import Segmenter

# By how many powers of e the word must be likelier: about one character in a thousand is a slip.
MIN_GAIN = 7.5
MAX_CHARS = 6
WORDS_A_CHUNK = 150  # by which counts of chunks become shares of words, roughly
UNSEEN = 1e-8  # the share of a word that neither the corpus nor the dictionary counts

# Who is spoken of is meant as typed: 欠咱的钱 is no 欠账.
_PRONOUNS = frozenset("我你您他她它咱俺这那哪谁啥")

_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


class KnownWords(Protocol):
    """What is asked of the documents' words."""

    @property
    def segmenter(self) -> Segmenter:
        """The segmenter that cut them."""
        ...

    def chunk_count(self) -> int:
        """Return how many chunks there are."""
        ...

    def document_frequency(self, word: str) -> int:
        """Return in how many chunks a word stands."""
        ...

    def is_written(self, words: Sequence[str]) -> bool:
        """Tell whether these words stand side by side in a document."""
        ...


@dataclass(frozen=True, slots=True)
class Correction:
    """What was typed from `start` on and what was meant; both of one length."""

    start: int
    typed: str
    meant: str

    @property
    def end(self) -> int:
        """The end of what was typed."""
        return self.start + len(self.typed)


@dataclass(frozen=True, slots=True)
class _Candidate:
    correction: Correction
    words: tuple[str, ...]
    gain: float


def corrections(
    text: str, known: KnownWords, *, kept: Iterable[str] = ()
) -> tuple[Correction, ...]:
    """Return the slips of a text in order, without overlap; what is `kept` is none."""
    held = [match.span() for phrase in kept for match in re.finditer(re.escape(phrase), text)]
    candidates = [
        candidate
        for run in _HAN.finditer(text)
        for candidate in _candidates(run[0], run.start(), known)
    ]
    made: list[Correction] = []
    for candidate in sorted(candidates, key=lambda one: (-one.gain, one.correction.start)):
        one = candidate.correction
        taken = [*held, *((other.start, other.end) for other in made)]
        is_free = all(one.end <= start or end <= one.start for start, end in taken)
        if is_free and not known.is_written(candidate.words):
            made.append(one)
    return tuple(sorted(made, key=lambda one: one.start))


def mended(text: str, made: Iterable[Correction]) -> str:
    """Return a text with its slips mended."""
    for one in made:
        text = f"{text[: one.start]}{one.meant}{text[one.end :]}"
    return text


def _candidates(run: str, offset: int, known: KnownWords) -> Iterator[_Candidate]:
    """Yield what words of a run of characters may have been meant for, one slip in each."""
    words = known.segmenter.words(run)
    starts = [sum(map(len, words[:at])) for at in range(len(words) + 1)]
    if starts[-1] != len(run):  # folding has changed its length
        return
    for slip, first in ((s, f) for s in range(len(words)) for f in range(s + 1)):
        if (
            len(words[slip]) > 1
            or words[slip] in _PRONOUNS
            or starts[slip] - starts[first] >= MAX_CHARS
        ):
            continue
        for end, meant, cost in _grown(words, first, slip, known.segmenter):
            typed = tuple(words[first:end])
            gain = _gain(typed, meant, known) - cost
            if gain >= MIN_GAIN and telling_share(meant) > FUNCTION_SHARE:
                correction = Correction(offset + starts[first], "".join(typed), meant)
                yield _Candidate(correction, typed, gain)


def _grown(
    words: Sequence[str], first: int, slip: int, segmenter: Segmenter
) -> Iterator[tuple[int, str, float]]:
    """Yield listed words of at least two of these, another character at `slip`: end, word, cost."""
    before, is_last = "".join(words[first:slip]), slip + 1 == len(words)
    if (not before and is_last) or (before and not segmenter.begins_word(before)):
        return
    for other, cost in alike(words[slip]).items():
        grown = before + other
        for end in range(slip + 1, len(words) + 1):
            if not segmenter.begins_word(grown) or len(grown) > MAX_CHARS:
                break
            if end - first > 1 and segmenter.is_word(grown):
                yield end, grown, cost
            grown += words[end] if end < len(words) else ""


def _gain(typed: Sequence[str], meant: str, known: KnownWords) -> float:
    """Return how much likelier a word is than others side by side; never if it is not indexed."""
    if known.segmenter.is_word("".join(typed)) or not known.document_frequency(meant):
        return -math.inf
    return _log_share(meant, known) - sum(_log_share(word, known) for word in typed)


def _log_share(word: str, known: KnownWords) -> float:
    """Return the logarithm of a word's share of all words, in documents or in ordinary text."""
    indexed = known.document_frequency(word) / (max(known.chunk_count(), 1) * WORDS_A_CHUNK)
    return math.log(max(indexed, known.segmenter.general_share(word), UNSEEN))
