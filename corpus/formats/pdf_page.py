"""The content of one PDF page through pdfium: glyphs, ruled lines, and whether it is a scan."""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw as pdfium_c

from corpus.formats.layout import Box, Glyph, Page, Rule

# A page of small type holds about 3,000 characters; more than this is a drawing or an attack.
_MAX_GLYPHS = 40_000
_MAX_OBJECTS = 20_000
# With fewer characters a page of pictures is a scan whose only text is a number or a stamp.
_MIN_TEXT_CHARS = 20
# With a larger share of characters that stand for nothing the text layer is useless.
_MAX_UNMAPPED_SHARE = 0.3
# A page is a scan when a picture covers this share of it, or when its letters are drawn as paths.
_MIN_PICTURE_SHARE = 0.25
_MIN_DRAWN_PATHS = 200
# Characters turned by more than this (5 degrees, in radians) are a watermark or a stamp.
_MAX_TILT = 0.087
_THIN_POINTS = 3.0
_FULL_TURN = 6.283185307179586


def page_content(page: pdfium.PdfPage) -> tuple[Page, bool]:
    """Return what the page holds, and whether it must be read off its picture instead.

    Raises:
        PdfiumError: the page is damaged.
    """
    frame = _Frame(page)
    textpage = page.get_textpage()
    try:
        glyphs, unmapped = _glyphs(textpage, frame)
    finally:
        textpage.close()
    rules, pictures, paths = _drawn(page, frame)
    letters = sum(1 for glyph in glyphs if glyph.text.strip())
    is_drawn = pictures >= _MIN_PICTURE_SHARE or paths >= _MIN_DRAWN_PATHS
    is_garbled = unmapped > _MAX_UNMAPPED_SHARE * (unmapped + letters)
    is_scan = is_garbled or (letters < _MIN_TEXT_CHARS and is_drawn)
    return Page(frame.width, frame.height, tuple(glyphs), tuple(rules)), is_scan


class _Frame:
    """The visible page: turns pdfium's coordinates into ours, as the page is shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self.quarter_turns = page.get_rotation() // 90
        self.width, self.height = page.get_size()

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle in the page's own coordinates as it is shown."""
        x0, x1 = left - self._left, right - self._left
        y0, y1 = self._top - top, self._top - bottom
        across, down = self._right - self._left, self._top - self._bottom
        match self.quarter_turns:
            case 1:
                return Box(down - y1, x0, down - y0, x1)
            case 2:
                return Box(across - x1, down - y1, across - x0, down - y0)
            case 3:
                return Box(y0, across - x1, y1, across - x0)
            case _:
                return Box(x0, y0, x1, y1)

    def is_upright(self, angle: float) -> bool:
        """Return whether a character at this angle stands upright on the page as shown."""
        turn = (angle + self.quarter_turns * _FULL_TURN / 4) % _FULL_TURN
        return bool(min(turn, _FULL_TURN - turn) <= _MAX_TILT)


def _glyphs(textpage: pdfium.PdfTextPage, frame: _Frame) -> tuple[list[Glyph], int]:
    """Return the upright characters, and how many stand for nothing known."""
    glyphs: list[Glyph] = []
    unmapped = 0
    rect = pdfium_c.FS_RECTF()
    for at in range(min(textpage.count_chars(), _MAX_GLYPHS)):
        code = pdfium_c.FPDFText_GetUnicode(textpage, at)
        if pdfium_c.FPDFText_IsGenerated(textpage, at) == 1 or code in (0x0A, 0x0D):
            continue
        if not _is_mapped(code):
            unmapped += 1
            continue
        if not frame.is_upright(pdfium_c.FPDFText_GetCharAngle(textpage, at)):
            continue
        if not pdfium_c.FPDFText_GetLooseCharBox(textpage, at, ctypes.byref(rect)):
            continue
        box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        glyphs.append(Glyph(chr(code), box))
    return glyphs, unmapped


def _is_mapped(code: int) -> bool:
    is_private = 0xE000 <= code <= 0xF8FF
    is_half = 0xD800 <= code <= 0xDFFF
    return 0x20 <= code <= 0x10FFFF and code != 0xFFFD and not (is_private or is_half)


def _drawn(page: pdfium.PdfPage, frame: _Frame) -> tuple[list[Rule], float, int]:
    """Return the ruled lines, the share of the page that pictures cover, and the paths drawn."""
    rules: list[Rule] = []
    covered = 0.0
    paths = 0
    for seen, drawn in enumerate(page.get_objects(max_depth=4)):
        if seen >= _MAX_OBJECTS:
            break
        if drawn.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            box = frame.box(*drawn.get_bounds())
            covered += box.width * box.height
        elif drawn.type == pdfium_c.FPDF_PAGEOBJ_PATH:
            paths += 1
            rules.extend(_rules(drawn, frame))
    return rules, covered / (frame.width * frame.height), paths


def _rules(path: pdfium.PdfObject, frame: _Frame) -> Iterator[Rule]:
    """Yield the level and upright lines of a path: its strokes, or itself where it is thin."""
    bounds = frame.box(*path.get_bounds())
    if min(bounds.width, bounds.height) <= _THIN_POINTS:
        yield Rule(bounds)
        return
    matrix = path.get_matrix()
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(pdfium_c.FPDFPath_CountSegments(path)):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, at)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            points = [point]
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO and points:
            yield from _rule(points[-1], point, frame)
            points.append(point)
        else:
            points = []
        if points and pdfium_c.FPDFPathSegment_GetClose(segment):
            yield from _rule(points[-1], points[0], frame)


def _rule(start: tuple[float, float], end: tuple[float, float], frame: _Frame) -> Iterator[Rule]:
    box = frame.box(
        min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
    )
    if min(box.width, box.height) <= 1 < max(box.width, box.height):
        yield Rule(box)
