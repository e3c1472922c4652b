"""Scanned pages are read by recognition: straightened, in order, with their pages."""

import io
import sys

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus import DocumentUnreadable
from corpus.formats import RawDefect, RawDocument, image, ocr, pdf
from corpus.formats.layout import Box, Glyph, Page


def squeezed(lines):
    return ["".join(line.split()) for line in lines]


def bytes_of(picture, kind="PNG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def whole(found) -> RawDocument:
    (document,) = found
    assert isinstance(document, RawDocument)
    return document


def reason(data: bytes) -> str:
    with pytest.raises(DocumentUnreadable) as caught:
        list(image.read(data))
    return str(caught.value)


def errors(read: str, true: str) -> int:
    """Count the characters to insert, delete or change (Levenshtein)."""
    above = list(range(len(true) + 1))
    for row, got in enumerate(read, 1):
        current = [row]
        for column, wanted in enumerate(true, 1):
            change = above[column - 1] + (got != wanted)
            current.append(min(above[column] + 1, current[-1] + 1, change))
        above = current
    return above[-1]


@pytest.mark.parametrize(("dpi", "degrees", "bound"), [(300, 1.0, 0.01), (150, -1.0, 0.02)])
def test_a_turned_scan_is_read_with_few_errors(scan, articles, dpi, degrees, bound):
    articles = articles[2:6]
    data = bytes_of(scan(articles, dpi=dpi, degrees=degrees), "PDF", resolution=dpi)
    read = squeezed(whole(pdf.read(data)).text.split("\n"))
    true = squeezed(articles)
    assert len(read) == len(true)
    assert errors("".join(read), "".join(true)) <= bound * len("".join(true))


def test_an_article_of_a_scan_keeps_the_blank_behind_its_number(scan, articles):
    text = whole(image.read(bytes_of(scan(articles[:2])))).text
    assert [line.strip()[:4] for line in text.split("\n")] == ["第一条 ", "第二条 "]


def test_a_document_of_text_and_scans_is_one_text(scan, press, articles):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(100, 700, "第一页是排版的文字，有文字层，可以直接读出来。")
    canvas.showPage()
    canvas.drawImage(ImageReader(scan(articles[:1])), 0, 0, 595, 842)
    canvas.save()
    document = whole(pdf.read(file.getvalue()))
    assert squeezed(document.text.split("\n")) == squeezed(
        ["第一页是排版的文字，有文字层，可以直接读出来。", articles[0]]
    )
    assert document.page_starts == (0, document.text.index("\n") + 1)


def test_a_scanned_table_keeps_its_cells(scan):
    page = scan([]).convert("L")
    draw = ImageDraw.Draw(page)
    font = _font()
    for x in (150, 350, 700, 1000):
        draw.line((x, 200, x, 380), fill=0, width=3)
    for y, cells in ((200, ("序号", "事项", "时限")), (260, ("1", "企业开办", "1个工作日")),
                     (320, ("2", "不动产登记", "3个工作日")), (380, ())):  # fmt: skip
        draw.line((150, y, 1000, y), fill=0, width=3)
        for x, cell in zip((170, 370, 720), cells, strict=False):
            draw.text((x, y + 15), cell, font=font, fill=0)
    turned = page.rotate(1.0, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert whole(image.read(bytes_of(turned))).text.split("\n") == [
        "序号\t事项\t时限", "1\t企业开办\t1个工作日", "2\t不动产登记\t3个工作日",
    ]  # fmt: skip


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_scanned_the_wrong_way_up_is_read_upright(scan, articles, turn):
    turned = scan(articles[:2]).rotate(turn, expand=True)
    read = whole(image.read(bytes_of(turned))).text.split("\n")
    assert squeezed(read) == squeezed(articles[:2])


def test_the_thin_mark_before_a_clause_of_a_scan_is_read(scan):
    page = Image.new("RGB", (1654, 2339), "white")
    draw, font = ImageDraw.Draw(page), _font(39)
    clauses = [
        "一、起付标准由每年500元降至300元。",
        "二、在职职工报销比例由55%提高到60%，退休",
        "三、本通知自2024年7月1日起执行。",
    ]
    for at, clause in enumerate(clauses):
        draw.text((220, 669 + at * 71), f"\u3000\u3000{clause}", font=font, fill=0)
    read = whole(image.read(bytes_of(page))).text.split("\n")
    assert squeezed(read) == squeezed(clauses)


def test_frames_of_a_picture_are_pages(scan):
    first, second = scan(["甲页写的是企业开办。"]), scan(["乙页另有不动产登记的内容。"])
    data = bytes_of(first, "TIFF", save_all=True, append_images=[second])
    document = whole(image.read(data))
    assert len(document.page_starts) == 2
    assert "甲页" in document.text[: document.page_starts[1]]
    assert "乙页" in document.text[document.page_starts[1] :]


def test_an_empty_picture_holds_no_text(scan):
    assert reason(bytes_of(scan([]))) == "图片里没有认出文字"


@pytest.mark.parametrize("data", [b"MZ\x90", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_a_damaged_picture_is_told(data):
    assert reason(data) == "图片已损坏，或不是 PNG、JPEG、TIFF 图片"


def test_a_tiff_without_its_dimensions_is_told():
    """Pillow meets some damage with errors of its own making, such as a TypeError."""
    data = bytearray(bytes_of(Image.new("L", (60, 40), 255), "TIFF"))
    data[10:12] = b"\xff\xff"  # the first tag is the width

    assert reason(bytes(data)) == "图片已损坏，或不是 PNG、JPEG、TIFF 图片"


def test_a_picture_cut_off_is_told(scan, articles):
    data = bytes_of(scan(articles), "JPEG")
    assert reason(data[: len(data) // 2]) == "第 1 页的图片已损坏"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn():
    data = bytes_of(Image.new("1", (9000, 9000)))
    assert reason(data) == "图片太大，上限是 8000 万像素"


def test_a_page_that_the_recogniser_breaks_on_costs_only_itself(monkeypatch, press):
    pages = iter([None, ocr.OcrFailed("文字识别失败")])

    def recognise(picture):
        if failure := next(pages):
            raise failure
        glyph = Glyph("甲", Box(10, 10, 20, 20))
        return Page(float(picture.width), float(picture.height), (glyph,))

    monkeypatch.setattr(ocr, "recognise", recognise)
    frame = Image.new("L", (300, 400), 255)
    data = bytes_of(frame, "TIFF", save_all=True, append_images=[frame])
    document, defect = image.read(data)
    assert isinstance(document, RawDocument)
    assert document.text == "甲"
    assert defect == RawDefect("第 2 页是图片，文字识别失败")


def test_a_missing_recogniser_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    ocr._engine.cache_clear()
    data = bytes_of(Image.new("L", (300, 400), 255))
    assert reason(data) == "第 1 页是图片，本机没有安装文字识别组件 rapidocr，请安装后重新入库"


def test_pictures_are_bounded_before_they_are_read(monkeypatch):
    sizes = []

    def engine(pixels, **_):
        sizes.append(pixels.shape)
        raise MemoryError

    monkeypatch.setattr(ocr, "_engine", lambda: engine)
    reason(bytes_of(Image.new("L", (8000, 4000), 255)))
    assert sizes == [(ocr.MAX_SIDE_PIXELS // 2, ocr.MAX_SIDE_PIXELS, 3)]


def _font(size=25):
    return ImageFont.truetype(
        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", size, index=2
    )
