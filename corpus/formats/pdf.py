"""PDF: the text layer page by page, and recognition (OCR) of the pages that are scans.

The only file that imports pdfium, besides `pdf_page.py`.
"""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw as pdfium_c

from corpus.errors import DocumentUnreadable, PictureBusy
from corpus.formats import ocr
from corpus.formats.layout import EMPTY_PAGE, Page
from corpus.formats.page_progress import tell_page
from corpus.formats.paged import PageDefects, paged_document
from corpus.formats.pdf_page import page_content
from corpus.formats.raw import RawDefect, RawDocument

# The longest laws and yearbooks have about 1,500 pages; beyond this a file is no single document.
MAX_PAGES = 3000
# Recognition takes about ten seconds a page on two cores: at most an hour and a half for a file.
MAX_SCANNED_PAGES = 500
_POINTS_PER_INCH = 72
# A file that is being read keeps pdfium for as long as that takes; who looks at a page does not.
_PATIENCE_S = 5
# pdfium is not safe in several threads at once.
_PDFIUM = threading.Lock()

_OPEN_FAILURES = {
    pdfium_c.FPDF_ERR_PASSWORD: "PDF 有密码保护，请解除密码后重试",
    pdfium_c.FPDF_ERR_SECURITY: "PDF 用了不支持的加密方式，请解除加密后重试",
    pdfium_c.FPDF_ERR_FORMAT: "PDF 已损坏，或不是 PDF 文件",
}


def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the text of the file, then a defect for each page that could not be read."""
    defects = PageDefects()
    return paged_document(data, _pages(data, defects), defects, nothing="PDF 里没有文字")


def picture(path: Path, number: int, *, max_side_pixels: int) -> Image.Image:
    """Return a page, counted from 1, as it looks.

    Raises:
        DocumentUnreadable: the file is damaged, or has no such page.
        PictureBusy: pdfium is reading another file.
    """
    if not _PDFIUM.acquire(timeout=_PATIENCE_S):
        raise PictureBusy
    try:
        with closing(_opened(path)) as document:
            if not 1 <= number <= len(document):
                raise DocumentUnreadable(f"PDF 没有第 {number} 页")
            with closing(document[number - 1]) as page:
                scale = max_side_pixels / max(page.get_size())
                with closing(page.render(scale=scale)) as bitmap:
                    drawn: Image.Image = bitmap.to_pil()
                    return drawn.convert("RGB")
    except pdfium.PdfiumError as error:
        raise DocumentUnreadable(f"PDF 第 {number} 页已损坏") from error
    finally:
        _PDFIUM.release()


def _pages(data: bytes, defects: PageDefects) -> Iterator[Page]:
    with _PDFIUM, closing(_opened(data)) as document:
        count = len(document)
        if not count:
            raise DocumentUnreadable("PDF 里没有页面")
        if count > MAX_PAGES:
            raise DocumentUnreadable(f"PDF 有 {count} 页，上限是 {MAX_PAGES} 页，请拆分后重试")
        scans = 0
        for number in range(1, count + 1):
            try:
                page, is_scan = _page(document, number, may_recognise=scans < MAX_SCANNED_PAGES)
                scans += is_scan
            except pdfium.PdfiumError:
                defects.add(number, "已损坏，没有读出")
                page = EMPTY_PAGE
            except ocr.OcrFailed as error:
                defects.add(number, f"是扫描页，{error}")
                page = EMPTY_PAGE
            tell_page(number, count)
            yield page


def _page(document: pdfium.PdfDocument, number: int, *, may_recognise: bool) -> tuple[Page, bool]:
    """Return a page, and whether it is a scan."""
    with closing(document[number - 1]) as page:
        content, is_scan = page_content(page)
        if not is_scan:
            return content, False
        if not may_recognise:
            raise ocr.OcrFailed(f"一个文件最多识别 {MAX_SCANNED_PAGES} 页，没有读出")
        return _recognised(page, content), True


def _opened(source: bytes | Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        reason = _OPEN_FAILURES.get(error.err_code or 0, "PDF 无法打开")
        raise DocumentUnreadable(reason) from error


def _recognised(page: pdfium.PdfPage, content: Page) -> Page:
    """Read a scanned page off its picture."""
    longest = max(content.width, content.height)
    scale = min(ocr.DPI / _POINTS_PER_INCH, ocr.MAX_SIDE_PIXELS / longest)
    bitmap = page.render(scale=scale, grayscale=True)
    with closing(bitmap):
        return ocr.recognise(bitmap.to_pil()).scaled_to(content.width)
