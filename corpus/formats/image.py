"""Pictures of pages (PNG, JPEG, TIFF): read by recognition (OCR), one page a frame."""

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence

from corpus.errors import DocumentUnreadable
from corpus.formats import ocr
from corpus.formats.layout import EMPTY_PAGE, Page
from corpus.formats.page_progress import tell_page
from corpus.formats.paged import PageDefects, paged_document
from corpus.formats.raw import RawDefect, RawDocument, damage_told_as

# A sheet of A3 at 600 dpi has 70 million pixels; in colour that takes 200 MB.
MAX_PIXELS = 80_000_000
MAX_FRAMES = 200
_FORMATS = ("PNG", "JPEG", "TIFF")
_DAMAGED = "图片已损坏，或不是 PNG、JPEG、TIFF 图片"
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the text on the picture, then a defect for each frame that could not be read."""
    defects = PageDefects()
    return paged_document(data, _pages(data, defects), defects, nothing="图片里没有认出文字")


def picture(path: Path, number: int, *, max_side_pixels: int) -> Image.Image:
    """Return a frame, counted from 1, as it looks, upright.

    Raises:
        DocumentUnreadable: the picture is damaged, too large, or has no such frame.
    """
    with _opened(path.read_bytes()) as whole:
        frame = next(islice(_frames(whole), number - 1, number), None)
        if frame is None or frame.width * frame.height > MAX_PIXELS:
            raise DocumentUnreadable(f"没有第 {number} 页，或图片太大")
        upright = _upright(frame).convert("RGB")
    upright.thumbnail((max_side_pixels, max_side_pixels))
    return upright


def _pages(data: bytes, defects: PageDefects) -> Iterator[Page]:
    with _opened(data) as picture:
        with damage_told_as(_DAMAGED):
            count = getattr(picture, "n_frames", 1)
        for number, frame in enumerate(_frames(picture), start=1):
            if number > MAX_FRAMES:
                raise DocumentUnreadable(f"图片超过 {MAX_FRAMES} 页，请拆分后重试")
            page = _page(frame, number, defects)
            tell_page(number, count)
            yield page


def _page(frame: Image.Image, number: int, defects: PageDefects) -> Page:
    if frame.width * frame.height > MAX_PIXELS:
        raise DocumentUnreadable(f"图片太大，上限是 {MAX_PIXELS // 10_000} 万像素")
    try:
        return ocr.recognise(_upright(frame))
    except ocr.OcrFailed as error:
        defects.add(number, f"是图片，{error}")
    except DocumentUnreadable as error:
        defects.add(number, str(error))
    return EMPTY_PAGE


def _upright(frame: Image.Image) -> Image.Image:
    """Return a frame unpacked, the way up that cameras note beside the picture."""
    with damage_told_as("的图片已损坏"):
        upright = ImageOps.exif_transpose(frame)
        upright.load()
        return upright


def _frames(picture: Image.Image) -> Iterator[Image.Image]:
    frames = ImageSequence.Iterator(picture)
    while True:
        with damage_told_as(_DAMAGED):
            frame = next(frames, None)
        if frame is None:
            return
        yield frame


def _opened(data: bytes) -> Image.Image:
    try:
        with damage_told_as(_DAMAGED):
            return Image.open(io.BytesIO(data), formats=_FORMATS)
    except DocumentUnreadable as error:
        if isinstance(error.__cause__, _TOO_LARGE):
            raise DocumentUnreadable(f"图片太大，上限是 {MAX_PIXELS // 10_000} 万像素") from error
        raise
