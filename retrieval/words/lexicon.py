"""Colloquial phrases and the official words for them: a text in, the entries that it speaks by out.

Searching words, counting matches and judging evidence all look phrases up here, once a text: there
are four thousand, so only those that begin as the text does somewhere are compared.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).with_name("colloquial")  # a file for each field
_START_CHARS = 2  # no phrase of the lexicon is shorter


@dataclass(frozen=True, slots=True)
class Colloquialism:
    """Colloquial phrases and the official ones that policies use for the same."""

    said: tuple[str, ...]
    means: tuple[str, ...]


def colloquialisms_in(text: str) -> tuple[Colloquialism, ...]:
    """Return the entries that a folded text speaks by, in the lexicon's order.

    `said` holds those phrases of the entry that stand in the text otherwise than within a longer
    phrase: who asks about 老人走了 asks of a death, not of 老人.
    """
    by_start, entries = _phrases_by_start(), lexicon()
    found: set[tuple[int, int]] = set()
    for start in {text[at : at + _START_CHARS] for at in range(len(text) - 1)}:
        candidates: Sequence[tuple[int, int]] = by_start.get(start, ())
        found.update(one for one in candidates if entries[one[0]].said[one[1]] in text)
    standing = _not_within({entries[number].said[place] for number, place in found}, text)
    said: dict[int, list[str]] = defaultdict(list)
    for number, place in sorted(found):
        if entries[number].said[place] in standing:
            said[number].append(entries[number].said[place])
    return tuple(
        Colloquialism(tuple(phrases), entries[number].means) for number, phrases in said.items()
    )


def _not_within(phrases: Iterable[str], text: str) -> set[str]:
    """Return the phrases of a text that stand somewhere outside all longer ones."""
    standing: set[str] = set()
    for phrase in sorted(phrases, key=len, reverse=True):
        rest = text
        for longer in standing:
            if phrase in longer and phrase != longer:
                rest = rest.replace(longer, "\n")
        if phrase in rest:
            standing.add(phrase)
    return standing


@cache
def lexicon() -> tuple[Colloquialism, ...]:
    """Return the reviewed colloquial entries, file by file."""
    entries = [
        entry
        for path in sorted(LEXICON.glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["entry"]
    ]
    return tuple(Colloquialism(tuple(e["said"]), tuple(e["means"])) for e in entries)


@cache
def _phrases_by_start() -> dict[str, list[tuple[int, int]]]:
    """Return the number of the entry and the phrase's place in it, by how the phrase begins."""
    by_start: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, entry in enumerate(lexicon()):
        for place, phrase in enumerate(entry.said):
            by_start[phrase[:_START_CHARS]].append((number, place))
    return dict(by_start)
