"""How much a word can decide, by its part of speech: word in, share of its weight out.

The tags are those of jieba's dictionary, without context: a question's 今年, 到底 and 里头 are rare
in policies but say nothing about the matter, while a word that the dictionary does not know mostly
names one.
"""

import mmap
from functools import cache, lru_cache
from importlib.resources import files

# Adverbs, pronouns, times, numerals and other function words; then verbs and adjectives.
_FUNCTION = frozenset(
    "d dg df r rr rg rz t tg c p f u y m mg mq q e o s k h x zg ul uv ud uj uz ug".split(" ")
)
_ACTION = frozenset("v vg vi vd vq a ad ag an b z".split(" "))
FUNCTION_SHARE = 0.2
ACTION_SHARE = 0.6


@lru_cache(10_000)
def telling_share(word: str) -> float:
    """Return the share of a word's weight that it keeps, in (0, 1]."""
    tag = _tag(word)
    if tag in _FUNCTION:
        return FUNCTION_SHARE
    return ACTION_SHARE if tag in _ACTION else 1.0


def _tag(word: str) -> str | None:
    """Look a word up in the dictionary file, whose lines are `word frequency tag`."""
    lines = _dictionary()
    start = lines.find(f"\n{word} ".encode())
    if start < 0 or not word:
        return None
    end = lines.find(b"\n", start + 1)
    return lines[start + 1 : end if end > 0 else len(lines)].decode().split()[-1]


@cache
def _dictionary() -> mmap.mmap:
    # Mapped, not parsed: a question has a dozen words, the dictionary 349,000.
    with files("jieba").joinpath("dict.txt").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
