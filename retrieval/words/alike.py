"""Characters that are typed for one another: by sound, as an input method offers them, or by shape.

A character in, those it may have been typed for out, each with how unlikely that is. Readings are
compared without tones.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SOUNDS = Path(__file__).with_name("sounds.txt")
SHAPES = Path(__file__).with_name("shapes.txt")

# In powers of e. The same sound is what most slips are; the others are about a tenth of them.
SAME_SOUND, LIKE_SOUND, LIKE_SHAPE = 0.0, 2.0, 2.0
RARE_READING = 2.0  # 还 read huan

_NONE = "-"
# As speakers of many regions mix them up.
_MIXED_UP = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_NASAL = ("ang", "eng", "ing")


@cache
def alike(char: str) -> dict[str, float]:
    """Return what a character may have been typed for, with the cost of it, without itself."""
    costs: dict[str, float] = {}
    for syllable, reading_cost in _readings().get(char, {}).items():
        for other in _chars_read(syllable):
            _lower(costs, other, SAME_SOUND + reading_cost)
        for other in _chars_sounding(_blurred(syllable)):
            _lower(costs, other, LIKE_SOUND + reading_cost)
    for group in _shapes():
        if char in group:
            for other in group:
                _lower(costs, other, LIKE_SHAPE)
    costs.pop(char, None)
    return costs


def _lower(costs: dict[str, float], char: str, cost: float) -> None:
    costs[char] = min(cost, costs.get(char, cost))


def _chars_read(syllable: str) -> str:
    """Return the characters whose first reading it is: a rarer one is hardly what was meant."""
    return _sounds().get(syllable, ("", ""))[0]


def _chars_sounding(blurred: str) -> str:
    """Return the characters whose first reading is mixed up with it."""
    return _blurred_sounds().get(blurred, "")


@cache
def _blurred_sounds() -> dict[str, str]:
    """Return the characters first read so by what syllables that are mixed up have in common."""
    found: dict[str, str] = defaultdict(str)
    for syllable, (first, _) in _sounds().items():
        found[_blurred(syllable)] += first
    return dict(found)


@cache
def _readings() -> dict[str, dict[str, float]]:
    """Return the syllables of each character, with what a rare one costs."""
    readings: dict[str, dict[str, float]] = defaultdict(dict)
    for syllable, (first, later) in _sounds().items():
        for char in first:
            readings[char][syllable] = 0.0
        for char in later:
            readings[char][syllable] = RARE_READING
    return dict(readings)


@cache
def _sounds() -> dict[str, tuple[str, str]]:
    """Return, by syllable, the characters first read so and those also read so."""
    rows = (line.split() for line in _lines(SOUNDS))
    return {syllable: (_chars(first), _chars(later)) for syllable, first, later in rows}


@cache
def _shapes() -> tuple[str, ...]:
    return tuple(_lines(SHAPES))


def _chars(column: str) -> str:
    return "" if column == _NONE else column


def _blurred(syllable: str) -> str:
    """Return one form for syllables that are mixed up."""
    for one, other in _MIXED_UP:
        if syllable.startswith(one):
            syllable = other + syllable[len(one) :]
    return syllable[:-1] if syllable.endswith(_NASAL) else syllable


def _lines(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line and line[0] != "#")
