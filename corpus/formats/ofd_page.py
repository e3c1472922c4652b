"""The content of an OFD page: text objects, paths and pictures to glyphs and ruled lines.

Lengths are millimetres. An object has a boundary on the page and a matrix of its own inside it.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from corpus.formats.layout import Box, Glyph, Rule
from corpus.formats.layout.segments import is_wide
from corpus.formats.ofd_package import named

# Of the em, above and below the line on which characters stand; as in most Chinese fonts.
_ASCENT, _DESCENT = 0.88, 0.12
_NARROW_EMS = 0.5
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_TILT = 0.09
# Far beyond every page; of larger numbers nothing is left when a width is added.
_MAX_MILLIMETRES = 1e6
_MAX_DELTAS = 100_000
_PATH_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page: where it lies, and the resource that holds it."""

    box: Box
    resource: str


@dataclass(frozen=True, slots=True)
class _Place:
    """The boundary and the matrix of an object: turns its coordinates into the page's."""

    left: float
    top: float
    matrix: tuple[float, ...]

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return self.left + a * x + c * y + e, self.top + b * x + d * y + f

    @property
    def is_upright(self) -> bool:
        """Whether text stays level; seals and watermarks are turned."""
        return abs(math.atan2(self.matrix[1], self.matrix[0])) <= _MAX_TILT


def glyphs_of(content: ET.Element) -> Iterator[Glyph]:
    """Yield the characters of a page's content in the order of drawing."""
    for text in named(content, "TextObject"):
        place = _place(text)
        size = _number(text.get("Size"))
        if size <= 0 or not place.is_upright:
            continue
        em = size * (abs(place.matrix[3]) or 1.0)
        across = (abs(place.matrix[0]) or 1.0) * (_number(text.get("HScale")) or 1.0)
        x = y = 0.0
        for code in named(text, "TextCode"):
            x = _number(code.get("X"), x)
            y = _number(code.get("Y"), y)
            yield from _code_glyphs(code, place, (x, y), size, em, across)


def _code_glyphs(
    code: ET.Element, place: _Place, start: tuple[float, float], size: float, em: float,
    across: float,
) -> Iterator[Glyph]:  # fmt: skip
    x, y = start
    characters = code.text or ""
    right, down = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
    for at, character in enumerate(characters):
        width = size if is_wide(character) else size * _NARROW_EMS
        step = right[at] if at < len(right) else (0.0 if down else width)
        advance = min(width, step) if step > 0 else width
        left, base = place.point(x, y)
        if character not in "\r\n":
            box = Box(left, base - _ASCENT * em, left + advance * across, base + _DESCENT * em)
            yield Glyph(character, box)
        x += step
        y += down[at] if at < len(down) else 0.0


def rules_of(content: ET.Element) -> Iterator[Rule]:
    """Yield the level and upright lines that are drawn on a page."""
    for path in named(content, "PathObject"):
        place = _place(path)
        for data in named(path, "AbbreviatedData"):
            yield from _path_rules(data.text or "", place)


def _path_rules(data: str, place: _Place) -> Iterator[Rule]:
    first = last = None
    for kind, numbers in _PATH_STEP.findall(data):
        values = [_number(value) for value in numbers.split()]
        if kind in "SM" and len(values) >= 2:
            first = last = place.point(values[0], values[1])
        elif kind == "L" and len(values) >= 2 and last:
            point = place.point(values[0], values[1])
            yield from _rule(last, point)
            last = point
        elif kind == "C" and first and last:
            yield from _rule(last, first)
        else:
            last = None


def _rule(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    (x0, y0), (x1, y1) = start, end
    box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    if min(box.width, box.height) <= 0.3 < max(box.width, box.height):
        yield Rule(box)


def pictures_of(content: ET.Element) -> Iterator[Picture]:
    """Yield the pictures on a page."""
    for image in named(content, "ImageObject"):
        left, top, width, height = box_numbers(image.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
        yield Picture(Box(left, top, left + width, top + height), image.get("ResourceID", ""))


def box_numbers(value: str | None) -> tuple[float, float, float, float] | None:
    """Return left, top, width and height as OFD writes them, None where it does not."""
    numbers = [_number(part) for part in (value or "").split()]
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None


def _place(element: ET.Element) -> _Place:
    left, top, _, _ = box_numbers(element.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
    matrix = tuple(_number(part) for part in (element.get("CTM") or "").split())
    return _Place(left, top, matrix if len(matrix) == len(_IDENTITY) else _IDENTITY)


def _deltas(value: str | None) -> list[float]:
    """Return the steps between characters; `g 3 5.6` stands for three of 5.6."""
    found: list[float] = []
    parts = (value or "").split()
    at = 0
    while at < len(parts) and len(found) < _MAX_DELTAS:
        if parts[at] == "g" and at + 2 < len(parts):
            count = min(max(int(_number(parts[at + 1])), 0), _MAX_DELTAS)
            found.extend([_number(parts[at + 2])] * count)
            at += 3
        else:
            found.append(_number(parts[at]))
            at += 1
    return found


def _number(value: str | None, otherwise: float = 0.0) -> float:
    try:
        number = float(value) if value else otherwise
    except ValueError:
        return otherwise
    # Not a number fails this too.
    return number if abs(number) <= _MAX_MILLIMETRES else otherwise
