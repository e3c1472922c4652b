"""Raw text to a compact form in which figures stand unbroken, with the way back.

Full-width digits become half-width; bold marks, inline tags and the blanks of typesetting go, so
that `**2959** 项` reads `2959项`. A blank between two letters or digits stays: it parts words.
"""

import re
from dataclasses import dataclass

_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDTHS |= {code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)}
_WIDTHS |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)}
_WIDTHS |= {ord("％"): ord("%"), ord("．"): ord("."), ord("＋"): ord("+"), ord("／"): ord("/")}
_NOISE = re.compile(r"(?:\*{2,}|</?(?:b|strong|sub|sup|i|u|span)>|[ \u00a0\u3000\u200b\ufeff])+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A compact text; `positions[i]` is where its character i stands in the original."""

    text: str
    positions: tuple[int, ...] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original range of a non-empty compact range."""
        return self.positions[start], self.positions[end - 1] + 1


def fold(text: str) -> Folded:
    """Return the compact form of a text."""
    text = text.translate(_WIDTHS)
    if not _NOISE.search(text):
        return Folded(text, range(len(text)))
    kept: list[str] = []
    positions: list[int] = []
    done = 0
    for noise in _NOISE.finditer(text):
        kept.append(text[done : noise.start()])
        positions.extend(range(done, noise.start()))
        if _parts_words(text, noise):
            kept.append(" ")
            positions.append(noise.start())
        done = noise.end()
    kept.append(text[done:])
    positions.extend(range(done, len(text)))
    return Folded("".join(kept), tuple(positions))


def _parts_words(text: str, noise: re.Match[str]) -> bool:
    """Tell whether a blank stands between two words of letters or digits."""
    before, after = text[noise.start() - 1 : noise.start()], text[noise.end() : noise.end() + 1]
    has_blank = any(char.isspace() for char in noise[0])
    return has_blank and all(char.isascii() and char.isalnum() for char in (before, after))
