"""PDF: its text layer, page by page; recognition (OCR) for pages that are scans. Imports pdfium."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
from pypdfium2 import raw as pdfium_c

from corpus.errors import DocumentUnreadable
from corpus.formats import ocr
from corpus.formats.layout import Page, read_pages
from corpus.formats.page_defects import PageDefects
from corpus.formats.pdf_page import page_content
from corpus.formats.raw import RawDefect, RawDocument

# The longest laws and yearbooks have about 1,500 pages; beyond this a file is no single document.
MAX_PAGES = 3000
# Recognition takes seconds a page: two hours on two cores.
MAX_SCANNED_PAGES = 1000
_POINTS_PER_INCH = 72
# pdfium is not safe in several threads at once.
_PDFIUM = threading.Lock()

_OPEN_FAILURES = {
    pdfium_c.FPDF_ERR_PASSWORD: "PDF 有密码保护，请解除密码后重试",
    pdfium_c.FPDF_ERR_SECURITY: "PDF 用了不支持的加密方式，请解除加密后重试",
    pdfium_c.FPDF_ERR_FORMAT: "PDF 已损坏，或不是 PDF 文件",
}


def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the text of the file, then a defect for each page that could not be read."""
    if not data.strip():
        raise DocumentUnreadable("文件是空的")
    defects = PageDefects()
    with _PDFIUM:
        paged = read_pages(_pages(data, defects))
    unread = defects.defects()
    if not paged.text.strip():
        raise DocumentUnreadable(unread[0].reason if unread else "PDF 里没有文字")
    yield RawDocument(paged.text, hashlib.sha256(data).hexdigest(), page_starts=paged.page_starts)
    yield from unread


def _pages(data: bytes, defects: PageDefects) -> Iterator[Page]:
    with closing(_opened(data)) as document:
        if not len(document):
            raise DocumentUnreadable("PDF 里没有页面")
        if len(document) > MAX_PAGES:
            raise DocumentUnreadable(
                f"PDF 有 {len(document)} 页，上限是 {MAX_PAGES} 页，请拆分后重试"
            )
        scanned = 0
        for number in range(1, len(document) + 1):
            try:
                with closing(document[number - 1]) as page:
                    content, is_scan = page_content(page)
                    scanned += is_scan
                    if scanned > MAX_SCANNED_PAGES:
                        raise DocumentUnreadable(
                            f"PDF 的扫描页超过 {MAX_SCANNED_PAGES} 页，请拆分后重试"
                        )
                    yield _recognised(page, content) if is_scan else content
            except pdfium.PdfiumError:
                defects.add(number, "已损坏，没有读出")
                yield Page(1, 1)
            except ocr.OcrFailed as error:
                defects.add(number, f"是扫描页，{error}")
                yield Page(1, 1)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = _OPEN_FAILURES.get(error.err_code or 0, "PDF 无法打开")
        raise DocumentUnreadable(reason) from error


def _recognised(page: pdfium.PdfPage, content: Page) -> Page:
    """Read a scanned page off its picture."""
    longest = max(content.width, content.height)
    scale = min(ocr.DPI / _POINTS_PER_INCH, ocr.MAX_SIDE_PIXELS / longest)
    bitmap = page.render(scale=scale, grayscale=True)
    with closing(bitmap):
        return ocr.recognise(bitmap.to_pil())
