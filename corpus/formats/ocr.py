"""Recognition of text on pictures (OCR): a picture in, a page of glyphs and ruled lines out.

The models come with the package: nothing is fetched. What the recogniser needs is imported on
first use, so that who never reads a scan never pays for it. The only file that imports rapidocr
and opencv.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING, Any

from PIL import Image

from corpus.formats.layout import Box, Glyph, Page, Rule

if TYPE_CHECKING:
    import numpy as np
    from rapidocr import RapidOCR

# Enough for type of 8 points; more costs time and memory and reads no better.
DPI = 200
# A3 at 200 dpi is 3,307 pixels high: a larger page is shown smaller, so that memory is bounded.
MAX_SIDE_PIXELS = 3400
# The recogniser looks for lines on a picture of this size: with 2,000, its default, it takes twice
# as long and finds no more of them on pages of A4.
_DETECTION_SIDE_PIXELS = 1280
_RECOGNITION_SIDE_PIXELS = 2400
# Characters nearer than this, in ems, stand side by side: their places are known to a sixth of one.
_TOUCHING_EMS = 0.6
# A line is long enough to tell the tilt of the page when it is this many times wider than high.
_MIN_SLOPE_RATIO = 6
_MIN_LONG_LINES = 3
_MIN_TILTED_RULE_SHARE = 0.3
_MAX_TILT_DEGREES = 15.0
# Below this a page is likely read upside down; measured on clean and rough scans: above 0.95.
_SURE = 0.8
# A smaller tilt moves a line by less than a tenth of its height across the page.
_MIN_TILT_DEGREES = 0.05
# Rules shorter than these shares of the page's longer side may be strokes of characters.
_MIN_LEVEL_RULE_SHARE = 0.04
_MIN_UPRIGHT_RULE_SHARE = 0.02


class OcrFailed(Exception):
    """A picture could not be read; the message is a Chinese clause that says why."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A recognised character with the corners of its box, as the picture shows it."""

    text: str
    corners: tuple[tuple[float, float], ...]


def recognise(picture: Image.Image) -> Page:
    """Return what stands on a picture, upright and straightened.

    Raises:
        OcrFailed: recognition is not installed, or broke down on this picture.
    """
    engine = _engine()
    picture = _bounded(picture)
    try:
        reading = _upright(engine, _pixels(picture))
        tilt = _tilt(reading)
        height, width = reading.pixels.shape[:2]
        turn = _Turn(tilt, width / 2, height / 2)
        glyphs = tuple(glyph for line in reading.lines for glyph in _glyphs(line, turn))
        return Page(float(width), float(height), glyphs, tuple(_rules(reading.pixels, tilt)))
    except Exception as error:  # whatever breaks inside costs one page
        raise OcrFailed("文字识别失败") from error


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the recogniser made of a picture: its lines, their outlines, and how sure it is."""

    pixels: "np.ndarray[Any, Any]"
    lines: tuple[tuple[_Mark, ...], ...] = ()
    outlines: tuple[tuple[tuple[float, float], ...], ...] = ()
    sureness: float = 0.0

    @property
    def is_sideways(self) -> bool:
        """Whether its lines run up or down."""
        tall = sum(_extent(outline, 1) > _extent(outline, 0) for outline in self.outlines)
        return tall > len(self.outlines) / 2


def _upright(engine: "RapidOCR", pixels: "np.ndarray[Any, Any]") -> _Reading:
    """Read a picture, and where that goes badly, turned by quarters as well: the surest counts.

    The recogniser can tell for single lines whether they stand on their heads, but sometimes
    turns one that does not: the page as a whole is the better witness.
    """
    import numpy as np

    reading = _reading(engine, pixels)
    if not reading.outlines or (reading.sureness >= _SURE and not reading.is_sideways):
        return reading
    turns = (1, 3) if reading.is_sideways else (2,)
    others = [_reading(engine, np.ascontiguousarray(np.rot90(pixels, turn))) for turn in turns]
    return max(reading, *others, key=lambda found: found.sureness)


def _reading(engine: "RapidOCR", pixels: "np.ndarray[Any, Any]") -> _Reading:
    # The result is one of four types, told apart by how the recogniser was called.
    found: Any = engine(pixels, return_word_box=True, return_single_char_box=True)
    if found.boxes is None:
        return _Reading(pixels)
    lines = tuple(
        tuple(_Mark(text, _corners(box)) for text, _, box in line) for line in found.word_results
    )
    outlines = tuple(_corners(box.tolist()) for box in found.boxes)
    return _Reading(pixels, lines, outlines, sum(found.scores) / len(found.scores))


@lru_cache(maxsize=1)
def _engine() -> "RapidOCR":
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise OcrFailed("本机没有安装文字识别组件 rapidocr，请安装后重新入库") from error
    params: dict[str, Any] = {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.max_side_len": _RECOGNITION_SIDE_PIXELS,
        "Det.limit_type": "max",
        "Det.limit_side_len": _DETECTION_SIDE_PIXELS,
    }
    return RapidOCR(params=params)


def _bounded(picture: Image.Image) -> Image.Image:
    longest = max(picture.size)
    if longest > MAX_SIDE_PIXELS:
        scale = MAX_SIDE_PIXELS / longest
        size = max(round(picture.width * scale), 1), max(round(picture.height * scale), 1)
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return picture.convert("RGB")


def _pixels(picture: Image.Image) -> "np.ndarray[Any, Any]":
    import numpy as np

    return np.asarray(picture)[:, :, ::-1].copy()


def _corners(box: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in box)


def _extent(corners: Sequence[tuple[float, float]], axis: int) -> float:
    places = [corner[axis] for corner in corners]
    return max(places) - min(places)


def _tilt(reading: _Reading) -> float:
    """Return by how many degrees lines fall to the right: long lines of text, else ruled ones."""
    slopes = [
        math.degrees(math.atan2(right[1] - left[1], right[0] - left[0]))
        for left, right, *_ in reading.outlines
    ]
    long = [
        slope for slope, outline in zip(slopes, reading.outlines, strict=True)
        if _extent(outline, 0) > _MIN_SLOPE_RATIO * _extent(outline, 1)
    ]  # fmt: skip
    slopes = long if len(long) >= _MIN_LONG_LINES else _rule_slopes(reading.pixels) or slopes
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
class _Turn:
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


def _glyphs(line: Sequence[_Mark], turn: _Turn) -> Iterator[Glyph]:
    """Yield the characters of a recognised line, drawn wide enough to touch where they do."""
    boxes = [turn.box(mark.corners) for mark in line]
    if not boxes:
        return
    top, bottom = median(b.top for b in boxes), median(b.bottom for b in boxes)
    em = median(b.width for b in boxes)
    for at, (mark, box) in enumerate(zip(line, boxes, strict=True)):
        right = box.right
        if at + 1 < len(boxes) and 0 < boxes[at + 1].left - right < _TOUCHING_EMS * em:
            right = boxes[at + 1].left
        yield Glyph(mark.text, Box(box.left, top, right, bottom))


def _rules(pixels: "np.ndarray[Any, Any]", tilt: float) -> Iterator[Rule]:
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
