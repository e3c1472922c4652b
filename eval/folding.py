"""Folded text: what gold texts and answers are compared in, with the way back to the source.

Folding is NFKC of each code point, without whitespace, `*` and thousands separators, and without
the inline tags that some sources carry (`PM<sub>2.5</sub>`). Offsets are code points, half-open
`[start, end)`, into the text before folding.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus import Span

TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
THOUSANDS_SEPARATOR = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `origins[i]` is where its i-th character stood before folding."""

    original: str
    text: str
    origins: tuple[int, ...]

    def spans(self, needle: str) -> list[Span]:
        """Return where a text occurs, as spans of the original; every occurrence, in order.

        A text that folds to nothing occurs nowhere.
        """
        folded = fold(needle)
        return [
            Span(self.origins[at], self.origins[at + len(folded) - 1] + 1)
            for at in _occurrences(self.text, folded)
        ]

    def contains(self, needle: str) -> bool:
        """Return whether a text occurs without cutting through a number.

        `5种` does not occur in `15种`, nor `2.3%` in `12.3%`; it does in `1. 5种`, where a blank
        parts the two numbers.
        """
        folded = fold(needle)
        return any(
            not self._in_number(at) and not self._in_number(at + len(folded))
            for at in _occurrences(self.text, folded)
        )

    def _in_number(self, at: int) -> bool:
        """Return whether a number goes on across the border before the character at `at`."""
        if not 0 < at < len(self.text):
            return False
        left, right = self.text[max(at - 2, 0) : at], self.text[at : at + 2]
        across = re.search(r"[0-9]\.?$", left) and re.match(r"\.?[0-9]", right)
        gap = self.original[self.origins[at - 1] + 1 : self.origins[at]]
        return bool(across) and not any(char.isspace() for char in gap)


def fold(text: str) -> str:
    """Return the folded text alone."""
    return folded_with_origins(text).text


@lru_cache(maxsize=1024)
def folded_with_origins(text: str) -> Folded:
    """Fold a text and remember where each character came from."""
    chars: list[str] = []
    origins: list[int] = []
    in_tags = {at for tag in TAG.finditer(text) for at in range(*tag.span())}
    for position, original in enumerate(text):
        if position in in_tags:
            continue
        for char in _normal(original):
            if not char.isspace() and char != "*":
                chars.append(char)
                origins.append(position)
    joined = "".join(chars)
    dropped = {match.start() for match in THOUSANDS_SEPARATOR.finditer(joined)}
    kept = [index for index in range(len(joined)) if index not in dropped]
    folded = "".join(joined[index] for index in kept)
    return Folded(text, folded, tuple(origins[index] for index in kept))


@cache
def _normal(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _occurrences(text: str, needle: str) -> list[int]:
    if not needle:
        return []
    found: list[int] = []
    at = text.find(needle)
    while at >= 0:
        found.append(at)
        at = text.find(needle, at + 1)
    return found
