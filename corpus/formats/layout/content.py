"""What a page holds, however it was read: glyphs and ruled lines, with their positions.

Coordinates grow to the right and downwards from the page's top left corner, in any one unit: all
judgement about layout is by proportion to the size of the type.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its extent to the right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its extent downwards."""
        return self.bottom - self.top

    @property
    def x(self) -> float:
        """The middle between left and right."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle between top and bottom."""
        return (self.top + self.bottom) / 2

    def scaled(self, by: float) -> "Box":
        """Return the box in a unit that is so many times smaller."""
        return Box(self.left * by, self.top * by, self.right * by, self.bottom * by)

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def around(boxes: "list[Box] | tuple[Box, ...]") -> Box:
    """Return the smallest box that holds them all."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box: as wide as it advances, as high as its line."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, level or upright, such as the border of a cell."""

    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """The content of one page."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    rules: tuple[Rule, ...] = ()

    def scaled_to(self, width: float) -> "Page":
        """Return the page in another unit, in which it is this wide."""
        by = width / self.width
        return Page(
            width,
            self.height * by,
            tuple(Glyph(glyph.text, glyph.box.scaled(by)) for glyph in self.glyphs),
            tuple(Rule(rule.box.scaled(by)) for rule in self.rules),
        )


# In the place of a page that could not be read.
EMPTY_PAGE = Page(1.0, 1.0)
