"""Strips of white that run down a page between columns: lines of glyphs in, strips out.

A closing mark at the end of a line may hang into the strip: it belongs to what stands before it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from math import inf

from corpus.formats.layout.content import Glyph

# In ems: what tells the cells of one line apart, and how narrow long cells may leave the strip.
_OPENING_EMS = 1.3
_NARROWEST_EMS = 0.7
_ADJACENT_SHARE = 0.3
# What opens a line of prose, where a mark within it stands beside no strip: 三、办理时限.
_NUMBERED = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)、]")

_HANGING = frozenset("，。；：、！？）》”’")

# From where to where a strip reaches across the page.
Strip = tuple[float, float]


def strips_of(line: Sequence[Glyph], em: float) -> list[Strip]:
    """Return the gaps within a line, sorted from left to right, that may part columns."""
    return [gap for gap in _gaps(line) if gap[1] - gap[0] > _OPENING_EMS * em]


def all_strips(lines: Sequence[Sequence[Glyph]], em: float) -> list[Strip]:
    """Return the strips that all lines leave white and that are wide in at least one of them."""
    found: list[Strip] = []
    whites = [_whites(line) for line in lines]
    for opening in lines:
        strips = [
            one for one in strips_of(opening, em) if not any(_overlap(one, two) for two in found)
        ]
        for white in whites:
            if not strips:
                break
            strips = _narrowed(strips, white, em)
        found += strips
    return sorted(found)


def between(strips: Sequence[Strip], line: Sequence[Glyph], em: float) -> list[Strip]:
    """Return the strips as far as another line leaves them white; those that it closes are gone."""
    return _narrowed(strips, _whites(line), em)


def _narrowed(strips: Sequence[Strip], whites: Sequence[Strip], em: float) -> list[Strip]:
    narrowed: list[Strip] = []
    for low, high in strips:
        at = max(bisect_right(whites, (low, low)) - 1, 0)
        widest = (low, low)
        while at < len(whites) and whites[at][0] < high:
            piece = max(low, whites[at][0]), min(high, whites[at][1])
            widest = max(widest, piece, key=lambda one: one[1] - one[0])
            at += 1
        if widest[1] - widest[0] >= _NARROWEST_EMS * em:
            narrowed.append(widest)
    return narrowed


def _whites(line: Sequence[Glyph]) -> list[Strip]:
    """Return where a line is white: before it, between its glyphs, behind it."""
    solid = _solid(line)
    if not solid:
        return [(-inf, inf)]
    ends = max(glyph.box.right for glyph in solid)
    return [(-inf, solid[0].box.left), *_gaps(line), (ends, inf)]


def columns_of(line: Sequence[Glyph], strips: Sequence[Strip]) -> list[list[Glyph]]:
    """Return the glyphs of a line by column."""
    columns: list[list[Glyph]] = [[] for _ in range(len(strips) + 1)]
    at, reached = 0, 0.0
    for glyph in line:
        is_behind = abs(glyph.box.left - reached) < _ADJACENT_SHARE * glyph.box.width
        reached = glyph.box.right
        if glyph.text not in _HANGING or not is_behind:
            at = sum(glyph.box.x > (low + high) / 2 for low, high in strips)
        columns[at].append(glyph)
    return columns


def _overlap(first: Strip, second: Strip) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _gaps(line: Sequence[Glyph]) -> list[Strip]:
    gaps: list[Strip] = []
    solid = _solid(line)
    reached = solid[0].box.right if solid else 0.0
    for glyph in solid[1:]:
        if glyph.box.left > reached:
            gaps.append((reached, glyph.box.left))
        reached = max(reached, glyph.box.right)
    return gaps


def _solid(line: Sequence[Glyph]) -> list[Glyph]:
    if _NUMBERED.match("".join(glyph.text for glyph in line[:4])):
        return list(line)
    return [glyph for glyph in line if glyph.text not in _HANGING]
