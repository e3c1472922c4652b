"""Pictures of pages (PNG, JPEG, TIFF): read by recognition (OCR), one page a frame."""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from corpus.errors import DocumentUnreadable
from corpus.formats import ocr
from corpus.formats.layout import EMPTY_PAGE, Page
from corpus.formats.paged import PageDefects, paged_document
from corpus.formats.raw import RawDefect, RawDocument

# A sheet of A3 at 600 dpi has 70 million pixels; in colour that takes 200 MB.
MAX_PIXELS = 80_000_000
MAX_FRAMES = 200
_FORMATS = ("PNG", "JPEG", "TIFF")


def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the text on the picture, then a defect for each frame that could not be read."""
    defects = PageDefects()
    return paged_document(data, _pages(data, defects), defects, nothing="图片里没有认出文字")


def _pages(data: bytes, defects: PageDefects) -> Iterator[Page]:
    with _opened(data) as picture:
        for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
            if number > MAX_FRAMES:
                raise DocumentUnreadable(f"图片超过 {MAX_FRAMES} 页，请拆分后重试")
            yield _page(frame, number, defects)


def _page(frame: Image.Image, number: int, defects: PageDefects) -> Page:
    if frame.width * frame.height > MAX_PIXELS:
        raise DocumentUnreadable(f"图片太大，上限是 {MAX_PIXELS // 10_000} 万像素")
    try:
        # Cameras note which side is up beside the picture.
        return ocr.recognise(ImageOps.exif_transpose(frame))
    except ocr.OcrFailed as error:
        defects.add(number, f"是图片，{error}")
    except (OSError, SyntaxError, ValueError):
        defects.add(number, "的图片已损坏")
    return EMPTY_PAGE


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=_FORMATS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise DocumentUnreadable("图片已损坏，或不是 PNG、JPEG、TIFF 图片") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DocumentUnreadable(f"图片太大，上限是 {MAX_PIXELS // 10_000} 万像素") from error
