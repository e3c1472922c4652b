"""Glyphs to segments: pieces of a line without a wide gap, the atoms of reading order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.formats.layout.content import Box, Glyph, around

# In ems. A gap up to the first is the setting of justified type; up to the second it is a blank
# that stands in the text (第一条　为了); beyond it the line is broken, by a column or a cell.
_BLANK_EMS = 0.6
_BREAK_EMS = 1.3
# Between Latin letters and digits a blank is narrower.
_LATIN_BLANK_EMS = 0.2
# Chinese marks leave half their em white, on either side.
_MARK_BLANK_EMS = 1.1
# A glyph belongs to a row when its middle is no further from the row's than this share of a line.
_ROW_SHARE = 0.45
# The same character drawn again this near is bold type made by drawing twice.
_DOUBLE_STRIKE_EMS = 0.2
# Line boxes of fonts are higher than their em; measured on common Chinese fonts 1.0 to 1.4.
_EM_OF_HEIGHT = 0.85

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
_MARK = re.compile(r"[，。、；：！？（）《》〈〉“”‘’「」【】]")
_LATIN = re.compile(r"[!-~]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line, or a whole table: then `rows` holds its cells and `text` is empty."""

    text: str
    box: Box
    em: float
    rows: tuple[tuple[str, ...], ...] = ()


def is_wide(text: str) -> bool:
    """Return whether a character takes a full em, as ideographs do."""
    return _WIDE.match(text) is not None


def segments_of(glyphs: Sequence[Glyph]) -> list[Segment]:
    """Return the segments of glyphs, from top to bottom and left to right."""
    return [segment for row in level_rows(glyphs) for segment in _cut(row)]


def level_rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return glyphs by line: their middles are level; the order of drawing does not matter."""
    rows: list[list[Glyph]] = []
    middle = height = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.box.y):
        if rows and glyph.box.y - middle <= _ROW_SHARE * max(height, glyph.box.height):
            rows[-1].append(glyph)
            middle += (glyph.box.y - middle) / len(rows[-1])
            height = max(height, glyph.box.height)
        else:
            rows.append([glyph])
            middle, height = glyph.box.y, glyph.box.height
    return [sorted(row, key=lambda glyph: glyph.box.left) for row in rows]


def _cut(row: Sequence[Glyph]) -> Iterable[Segment]:
    em = em_of(row)
    piece: list[Glyph] = []
    text = ""
    has_blank = False
    for glyph in row:
        if not glyph.text.strip():
            has_blank = True
            continue
        if piece:
            last = piece[-1]
            gap = glyph.box.left - last.box.right
            if glyph.text == last.text and _is_double_strike(last.box, glyph.box, em):
                continue
            if gap > _BREAK_EMS * em:
                yield _segment(text, piece)
                piece, text = [], ""
            elif has_blank or gap > _blank_width(last.text, glyph.text) * em:
                text += " "
        has_blank = False
        piece.append(glyph)
        text += glyph.text
    if piece:
        yield _segment(text, piece)


def _segment(text: str, glyphs: Sequence[Glyph]) -> Segment:
    return Segment(text, around([glyph.box for glyph in glyphs]), em_of(glyphs))


def em_of(glyphs: Sequence[Glyph]) -> float:
    """Return the size of the type: the width of an ideograph where there is one."""
    wide = [glyph.box.width for glyph in glyphs if is_wide(glyph.text)]
    if wide:
        return median(wide)
    return median(glyph.box.height for glyph in glyphs) * _EM_OF_HEIGHT


def _is_double_strike(first: Box, second: Box, em: float) -> bool:
    return second.left - first.left < _DOUBLE_STRIKE_EMS * em


def _blank_width(before: str, after: str) -> float:
    if _LATIN.match(before[-1]) and _LATIN.match(after[0]):
        return _LATIN_BLANK_EMS
    return _MARK_BLANK_EMS if _MARK.match(before) or _MARK.match(after) else _BLANK_EMS
