"""Where the words of a query stand in a text: words in, ranges of the text out; pure."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

Range = tuple[int, int]


def highlights(text: str, words: Iterable[str]) -> list[Range]:
    """Return the ranges `[start, end)` where folded words stand, in order, merged where they touch.

    A single Chinese character is no highlight unless nothing longer is looked for.
    """
    wanted = list(dict.fromkeys(words))
    long = [word for word in wanted if len(word) > 1] or wanted
    if not long:
        return []
    pattern = re.compile("|".join(re.escape(word) for word in sorted(long, key=len, reverse=True)))
    return _merged((match.start(), match.end()) for match in pattern.finditer(_folded(text)))


def _folded(text: str) -> str:
    """Fold a text character by character, keeping its length and with it all offsets."""
    return "".join(_folded_character(character) for character in text)


@cache  # at most one entry a character of Unicode, in practice some thousands
def _folded_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character


def _merged(ranges: Iterable[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
