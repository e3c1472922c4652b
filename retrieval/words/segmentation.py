"""Words of Chinese text: text in, words out; the only jieba import.

`words` cuts a text into words that do not overlap. `search_words` adds what stands inside long
words, so that a text with 免罚清单 is found by 免罚清单, 免罚 and 清单. Both are used alike for
what is indexed and for what is asked, and know only listed words: a hidden Markov model would cut
the same name differently in different company.
"""

import hashlib
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from retrieval.words.frequencies import Frequencies, Parse, word_frequencies

# jieba 0.42.1 has invalid escapes in its patterns; Python tells whoever compiles it first.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba

POLICY_WORDS = Path(__file__).with_name("policy_words.txt")

_RUN = re.compile(r"[a-z0-9]+(?:\.[0-9]+)*%?|[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
_NOT_HAN = re.compile(r"[^\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
# A short word of the documents' own wins over general ones that overlap it: 用电报装 holds no 电报.
# jieba makes an added word just frequent enough to stand alone; this is of 60 million. Longer ones
# would break into what they begin (网上办 into 网上办理).
_LEAST_FREQUENCY = 1000
_SHORT = 2
_WORD_CACHE_SIZE = 50_000  # different words of a large corpus; some 10 MB


class Tokenizer(Protocol):
    """What is used of jieba's tokenizer, which declares no types."""

    FREQ: dict[str, int]
    total: int
    initialized: bool

    def cut(self, sentence: str, *, HMM: bool) -> Iterator[str]:  # noqa: N803 - jieba's name
        """Yield the words of a sentence."""
        ...

    def add_word(self, word: str, freq: int | None = None) -> None:
        """Add a word with a frequency; by default with one that keeps it whole."""
        ...

    def suggest_freq(self, segment: str) -> int:
        """Return the frequency that keeps a word whole."""
        ...


class Segmenter:
    """Cuts texts with jieba's vocabulary, the policy dictionary, and the terms it is given.

    The same dictionary (see `dictionary_hash`) and terms cut every text the same way.
    """

    def __init__(self, terms: Iterable[str] = (), *, cache_dir: Path | None = None) -> None:
        """Take terms to keep whole, and where to remember jieba's dictionary for the next start."""
        self.terms = tuple(sorted(set(terms)))
        self._general, self._general_total = _general_frequencies(cache_dir)
        self._tokenizer = _tokenizer(self._general, self._general_total)
        added = sorted({_NOT_HAN.sub("", word) for word in (*policy_words(), *self.terms)})
        # Cut the new words by the old vocabulary first: these pieces stay findable on their own.
        self._pieces = {
            word: [piece for piece in self._cut(word) if piece != word] for word in added
        }
        for word in added:
            if len(word) > 1:
                least = _LEAST_FREQUENCY if len(word) == _SHORT else 0
                self._tokenizer.add_word(word, max(self._tokenizer.suggest_freq(word), least))
        self._inside = lru_cache(_WORD_CACHE_SIZE)(self._words_inside)

    def words(self, text: str) -> list[str]:
        """Return the words of a text in order, folded, without punctuation and blanks."""
        found: list[str] = []
        for run in _RUN.findall(fold(text)):
            if _HAN.match(run):
                found.extend(self._cut(run))
            else:
                found.append(run)
        return found

    def search_words(self, text: str) -> list[str]:
        """Return the words of a text, each followed by the shorter words that stand inside it."""
        found: list[str] = []
        for word in self.words(text):
            found.append(word)
            found.extend(self._inside(word))
        return found

    def general_share(self, word: str) -> float:
        """Return which share of the words of ordinary text a word is, by jieba's dictionary."""
        return self._general.get(word, 0) / self._general_total

    def is_word(self, word: str) -> bool:
        """Tell whether a text is kept whole where it stands alone."""
        return bool(self._tokenizer.FREQ.get(word))

    def begins_word(self, text: str) -> bool:
        """Tell whether a word is or begins with a text."""
        return text in self._tokenizer.FREQ

    def _cut(self, run: str) -> list[str]:
        return list(self._tokenizer.cut(run, HMM=False))

    def _words_inside(self, word: str) -> tuple[str, ...]:
        """Return dictionary words of two characters and more, and the pieces of an added word."""
        if len(word) < 3 or not _HAN.match(word):
            return tuple(self._pieces.get(word, ()))
        frequency = self._tokenizer.FREQ
        inside = dict.fromkeys(self._pieces.get(word, ()))
        for length in range(2, len(word)):
            for start in range(len(word) - length + 1):
                part = word[start : start + length]
                if frequency.get(part):
                    inside[part] = None
        return tuple(inside)


def fold(text: str) -> str:
    """Return the text in compatibility form and lower case, as it is indexed and compared."""
    return unicodedata.normalize("NFKC", text).lower()


@cache
def policy_words() -> tuple[str, ...]:
    """Return the words of the policy dictionary in the order of its file."""
    lines = POLICY_WORDS.read_text(encoding="utf-8").splitlines()
    return tuple(fold(line.strip()) for line in lines if line.strip() and line[0] != "#")


@cache
def dictionary_hash() -> str:
    """Identify the vocabulary that does not come from documents."""
    content = "\n".join((jieba.__version__, str(_LEAST_FREQUENCY), *policy_words()))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _general_frequencies(cache_dir: Path | None) -> Frequencies:
    parse: Parse = jieba.Tokenizer.gen_pfdict
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    return word_frequencies(dictionary, parse, cache_dir)


def _tokenizer(frequency: Mapping[str, int], total: int) -> Tokenizer:
    new: Callable[[], Tokenizer] = jieba.Tokenizer
    tokenizer = new()
    tokenizer.FREQ, tokenizer.total = dict(frequency), total
    tokenizer.initialized = True
    return tokenizer
