"""Starts of lines that the detector of text cut off: a picture and outlines in, wider ones out.

A thin mark with a blank behind it (二、 before a clause) is often left out of the outline of its
line, and would be lost. What is inked right before an outline, as high as the line at most, and in
no other outline belongs to it. The only other file that imports opencv.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

# In heights of the line.
_REACH = 3.0
_MAX_GAP = 1.0
_MIN_MARK = 0.12
_MAX_MARK_HEIGHT = 1.15
_MIN_LINE_WIDTH = 4.0
# Outlines are a little larger than the characters in them.
_INNER = 0.1
_MIN_AREA = 0.008
_MAX_SLOPE = 0.05


def with_starts(
    pixels: "np.ndarray[Any, Any]", outlines: "np.ndarray[Any, Any]"
) -> "np.ndarray[Any, Any]":
    """Return the outlines, those of lines that begin further left widened to there.

    Args:
        pixels: the picture, (height, width, 3).
        outlines: (n, 4, 2), the corners of each from the upper left on, clockwise.
    """
    import cv2
    import numpy as np

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    for outline in outlines:
        cv2.fillPoly(ink, [np.asarray(outline, dtype=np.int32)], 0)
    widened = [_with_start(ink, np.array(outline, dtype=np.float32)) for outline in outlines]
    return np.array(widened, dtype=np.float32)


def _with_start(
    ink: "np.ndarray[Any, Any]", outline: "np.ndarray[Any, Any]"
) -> "np.ndarray[Any, Any]":
    import cv2

    upper_left, upper_right, _, lower_left = outline
    width, height = upper_right[0] - upper_left[0], lower_left[1] - upper_left[1]
    slope = (upper_right[1] - upper_left[1]) / max(width, 1)
    if height < 1 or width < _MIN_LINE_WIDTH * height or abs(slope) > _MAX_SLOPE:
        return outline
    left = int(min(upper_left[0], lower_left[0]))
    first = max(int(left - _REACH * height), 0)
    top, bottom = int(upper_left[1] - height * _INNER), int(lower_left[1] + height * _INNER)
    strip = ink[max(top, 0) : bottom, first:left]
    if strip.size == 0:
        return outline
    marks = cv2.connectedComponentsWithStats(strip)[2][1:].tolist()
    start = float(left)
    # From the line leftwards, as long as a mark stands near the one before it.
    for x, _, w, h, area in sorted(marks, key=lambda mark: -(mark[0] + mark[2])):
        if area < _MIN_AREA * height * height or max(w, h) < _MIN_MARK * height:
            continue
        if start - (first + x + w) > _MAX_GAP * height or h > _MAX_MARK_HEIGHT * height:
            break
        start = min(start, float(first + x))
    if start < left:
        moved = left - start + height * _INNER
        outline[0] -= (moved, moved * slope)
        outline[3] -= (moved, moved * slope)
    return outline
