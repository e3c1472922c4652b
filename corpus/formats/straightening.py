"""Slightly turned pictures: how far they are turned, and what stands on them once straightened.

The only file that imports opencv, on first use.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from corpus.formats.layout import Box, Rule

if TYPE_CHECKING:
    import numpy as np

Corners = tuple[tuple[float, float], ...]

# A line is long enough to tell the tilt of the page when it is this many times wider than high.
_MIN_SLOPE_RATIO = 6
_MIN_LONG_LINES = 3
_MIN_TILTED_RULE_SHARE = 0.3
_MAX_TILT_DEGREES = 15.0
# A smaller tilt moves a line by less than a tenth of its height across the page.
_MIN_TILT_DEGREES = 0.05
# Rules shorter than these shares of the page's longer side may be strokes of characters.
_MIN_LEVEL_RULE_SHARE = 0.04
_MIN_UPRIGHT_RULE_SHARE = 0.02


def extent(corners: Corners, axis: int) -> float:
    """Return how far an outline reaches across (axis 0) or down (axis 1)."""
    places = [corner[axis] for corner in corners]
    return max(places) - min(places)


def tilt_of(outlines: Sequence[Corners], pixels: "np.ndarray[Any, Any]") -> float:
    """Return by how many degrees lines fall to the right: long lines of text, else ruled ones."""
    slopes = [
        math.degrees(math.atan2(right[1] - left[1], right[0] - left[0]))
        for left, right, *_ in outlines
    ]
    long = [
        slope for slope, outline in zip(slopes, outlines, strict=True)
        if extent(outline, 0) > _MIN_SLOPE_RATIO * extent(outline, 1)
    ]  # fmt: skip
    slopes = long if len(long) >= _MIN_LONG_LINES else _rule_slopes(pixels) or slopes
    tilt = median(slopes) if slopes else 0.0
    return tilt if _MIN_TILT_DEGREES <= abs(tilt) <= _MAX_TILT_DEGREES else 0.0


def _rule_slopes(pixels: "np.ndarray[Any, Any]") -> list[float]:
    """Return the slopes of drawn lines that cross much of the picture."""
    import cv2

    ink = cv2.threshold(
        cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU
    )[1]
    least = _MIN_TILTED_RULE_SHARE * pixels.shape[1]
    found = cv2.HoughLinesP(
        ink, 1, math.radians(0.1), int(least / 2), minLineLength=least, maxLineGap=5
    )
    ends = [] if found is None else found.reshape(-1, 4).tolist()
    slopes = [math.degrees(math.atan2(y1 - y0, x1 - x0)) for x0, y0, x1, y1 in ends]
    return [slope for slope in slopes if abs(slope) <= _MAX_TILT_DEGREES]


@dataclass(frozen=True, slots=True)
class Turn:
    """Turns points back by a tilt around the middle of the picture."""

    degrees: float
    x: float
    y: float

    def box(self, corners: Sequence[tuple[float, float]]) -> Box:
        """Return the upright box of a character, as high as its sides are long."""
        points = [self._point(x, y) for x, y in corners]
        xs, ys = sorted(x for x, _ in points), sorted(y for _, y in points)
        return Box(
            (xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2, (xs[2] + xs[3]) / 2, (ys[2] + ys[3]) / 2
        )

    def _point(self, x: float, y: float) -> tuple[float, float]:
        sine, cosine = math.sin(math.radians(self.degrees)), math.cos(math.radians(self.degrees))
        dx, dy = x - self.x, y - self.y
        return self.x + dx * cosine + dy * sine, self.y + dy * cosine - dx * sine


def rules_on(pixels: "np.ndarray[Any, Any]", tilt: float) -> Iterator[Rule]:
    """Yield the long level and upright lines of a picture, once it is straightened."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    if tilt:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
        grey = cv2.warpAffine(grey, matrix, (width, height), borderValue=255.0)
    ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    longest = max(width, height)
    for size in (
        (max(int(_MIN_LEVEL_RULE_SHARE * longest), 2), 1),
        (1, max(int(_MIN_UPRIGHT_RULE_SHARE * longest), 2)),
    ):
        lines = cv2.morphologyEx(
            ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size)
        )
        for left, top, w, h, _ in cv2.connectedComponentsWithStats(lines)[2][1:]:
            yield Rule(Box(float(left), float(top), float(left + w), float(top + h)))
