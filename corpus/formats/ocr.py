"""Recognition of text on pictures (OCR): a picture in, a page of glyphs and ruled lines out.

The models come with the package: nothing is fetched. What the recogniser needs is imported on
first use, so that who never reads a scan never pays for it. The only file that imports rapidocr.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING, Any

from PIL import Image

from corpus.formats.layout import Box, Glyph, Page
from corpus.formats.line_starts import with_starts
from corpus.formats.straightening import Turn, extent, rules_on, tilt_of

if TYPE_CHECKING:
    import numpy as np
    from rapidocr import RapidOCR
    from rapidocr.ch_ppocr_det.utils import TextDetOutput

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
# Below this a page is likely read upside down; measured on clean and rough scans: above 0.95.
_SURE = 0.8


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
        tilt = tilt_of(reading.outlines, reading.pixels)
        height, width = reading.pixels.shape[:2]
        turn = Turn(tilt, width / 2, height / 2)
        glyphs = tuple(glyph for line in reading.lines for glyph in _glyphs(line, turn))
        return Page(float(width), float(height), glyphs, tuple(rules_on(reading.pixels, tilt)))
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
        tall = sum(extent(outline, 1) > extent(outline, 0) for outline in self.outlines)
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
    best = max(others, key=lambda found: found.sureness)
    # Lines that run up or down are read too, each turned by itself, but in no order.
    if reading.is_sideways and best.sureness >= _SURE and not best.is_sideways:
        return best
    return max(reading, best, key=lambda found: found.sureness)


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

    class LineReader(RapidOCR):
        """The recogniser, each line from its first mark on."""

        def detect_and_crop(
            self, img: "np.ndarray[Any, Any]", op_record: dict[str, Any]
        ) -> "tuple[list[np.ndarray[Any, Any]], TextDetOutput]":
            crops, found = super().detect_and_crop(img, op_record)
            # A picture that was padded is one line, and whole.
            if found.boxes is None or op_record["padding_1"]["top"]:
                return crops, found
            found.boxes = with_starts(img, found.boxes)
            return self.crop_text_regions(img, found.boxes), found

    return LineReader(params=params)


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


def _glyphs(line: Sequence[_Mark], turn: Turn) -> Iterator[Glyph]:
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
