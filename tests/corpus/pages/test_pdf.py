"""PDF with a text layer comes out as the paragraphs and rows that its author wrote."""

import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Table,
    TableStyle,
)

from corpus import Document, DocumentUnreadable, Metadata, page_picture
from corpus.formats import RawDefect, RawDocument, ocr, pdf
from corpus.structure.document_structure import structure_of


class _Blank(Flowable):
    """Takes room and draws nothing."""

    def wrap(self, *_):
        return 10, 10

    def draw(self):
        """Leave the page white."""


class _Picture(_Blank):
    """A picture that fills the page, as scanners store it."""

    def __init__(self, picture):
        super().__init__()
        self._picture = picture

    def draw(self):
        self.canv.drawImage(ImageReader(self._picture), -100, -600, 600, 800)


def _no_engine():
    raise ocr.OcrFailed("本机没有安装文字识别组件")


def whole(data: bytes) -> RawDocument:
    (document,) = pdf.read(data)
    assert isinstance(document, RawDocument)
    return document


def squeezed(lines: Sequence[str]) -> list[str]:
    return ["".join(line.split()) for line in lines]


def paragraphs(data: bytes) -> list[str]:
    return squeezed(whole(data).text.split("\n"))


def reason(data: bytes) -> str:
    with pytest.raises(DocumentUnreadable) as caught:
        list(pdf.read(data))
    return str(caught.value)


def test_wrapped_lines_are_one_paragraph_over_pages_too(press, articles):
    content = articles * 4
    assert paragraphs(press.pdf(content)) == squeezed(content)


def test_paragraphs_that_are_not_set_in_are_told_apart(press, articles):
    content = [press.paragraph(text, indent_ems=0) for text in articles * 4]
    assert paragraphs(press.pdf(content)) == squeezed(articles * 4)


def test_an_article_keeps_the_blank_behind_its_number(press, articles):
    first = whole(press.pdf(articles)).text.split("\n")[0]
    assert first.startswith("\u3000\u3000第一条 为了")


def test_running_headers_and_page_numbers_are_left_out(furnished_press, articles):
    text = whole(furnished_press.pdf(articles * 5)).text
    assert squeezed(text.split("\n")) == squeezed(articles * 5)


def test_annexes_that_begin_pages_keep_their_labels(furnished_press, articles):
    content = [*articles, PageBreak(), "附件1", *articles, PageBreak(), "附件2", *articles]
    found = paragraphs(furnished_press.pdf(content))
    assert [line for line in found if line.startswith("附件")] == ["附件1", "附件2"]


def test_each_page_is_known_by_where_it_begins(press):
    content = ["甲页的正文，到此为止。", PageBreak(), "乙页的正文。", PageBreak(), "丙页。"]
    document = whole(press.pdf(content))
    source = Document("d", "", document.text, Metadata("题"), page_starts=document.page_starts)
    pages = [source.page_at(document.text.index(mark)) for mark in ("甲页", "乙页", "丙页")]
    assert pages == [1, 2, 3]


def test_a_sentence_that_a_page_break_cuts_stays_whole_and_has_two_pages(press):
    long = "优化营商环境应当坚持市场化、法治化、国际化原则，" * 80
    document = whole(press.pdf([long]))
    assert "\n" not in document.text
    first, second = document.page_starts
    assert first == 0 < second < len(document.text)


def test_an_empty_page_begins_where_the_next_one_does(press):
    document = whole(press.pdf(["甲页。", PageBreak(), _Blank(), PageBreak(), "丙页。"]))
    assert document.page_starts[1] == document.page_starts[2] == document.text.index("丙")


def test_columns_are_read_one_after_the_other(press, articles):
    file = io.BytesIO()
    template = BaseDocTemplate(file, pagesize=(210 * mm, 297 * mm))
    frames = [
        Frame(20 * mm, 250 * mm, 170 * mm, 25 * mm),
        Frame(20 * mm, 20 * mm, 82 * mm, 230 * mm),
        Frame(108 * mm, 20 * mm, 82 * mm, 230 * mm),
    ]
    template.addPageTemplates([PageTemplate("columns", frames)])
    title = press.paragraph("云阳市优化营商环境办法", size=18)
    body = [press.paragraph(text, size=10.5) for text in articles * 3]
    template.build([NextPageTemplate("columns"), title, FrameBreak(), *body])
    assert paragraphs(file.getvalue()) == squeezed(["云阳市优化营商环境办法", *articles * 3])


HEAD = ["序号", "问题", "整改措施", "完成情况"]
MEASURE = (
    "一是整合流程，将企业开办环节压缩为1个，时限压缩至0.5个工作日以内；"
    "二是推行一网通办，申请人只需提交一次材料。"
)


def table(press, rows, *, spans=()):
    cells = [[press.paragraph(cell, size=10, indent_ems=0) for cell in row] for row in rows]
    made = Table(cells, colWidths=[15 * mm, 40 * mm, 80 * mm, 21 * mm], repeatRows=1)
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    made.setStyle(TableStyle([*style, *(("SPAN", *span) for span in spans)]))
    return made


def test_rows_of_a_table_are_lines_of_cells_across_pages(press):
    rows = [[str(n), "环节多、材料重复提交，企业反映强烈", MEASURE, "已完成"] for n in range(1, 24)]
    document = whole(press.pdf(["整改台账如下。", table(press, [HEAD, *rows]), "特此报告。"]))
    lines = document.text.split("\n")
    assert len(document.page_starts) > 1
    assert lines[1:-1] == ["\t".join(row) for row in [HEAD, *rows]]
    assert (lines[0].strip(), lines[-1].strip()) == ("整改台账如下。", "特此报告。")


def test_a_row_that_a_page_break_cuts_is_whole(press):
    half = len(MEASURE) // 2
    above = [HEAD, ["1", "环节多、材料重复", MEASURE[:half], "已完成"]]
    below = [HEAD, ["", "", MEASURE[half:], ""], ["2", "时限长", "已压缩。", "已完成"]]
    lines = whole(press.pdf([table(press, above), PageBreak(), table(press, below)])).text
    assert lines.split("\n") == [
        "\t".join(HEAD), f"1\t环节多、材料重复\t{MEASURE}\t已完成", "2\t时限长\t已压缩。\t已完成",
    ]  # fmt: skip


def test_a_cell_over_several_columns_leaves_the_others_empty(press):
    rows = [HEAD, ["（一）市场准入", "", "", ""], ["1", "环节多", MEASURE, "已完成"]]
    lines = whole(press.pdf([table(press, rows, spans=[((0, 1), (-1, 1))])])).text.split("\n")
    assert lines[1] == "（一）市场准入\t\t\t"


def test_a_cell_over_several_rows_is_told_in_each(press):
    rows = [HEAD, ["1", "环节多", "压缩环节。", "已完成"], ["", "材料多", "精简材料。", "推进中"]]
    lines = whole(press.pdf([table(press, rows, spans=[((0, 1), (0, 2))])])).text.split("\n")
    assert lines[1:] == ["1\t环节多\t压缩环节。\t已完成", "1\t材料多\t精简材料。\t推进中"]


def test_two_rows_that_head_the_columns_are_one(press):
    rows = [
        ["序号", "政策", "支持标准", ""],
        ["", "", "上限（万元）", "比例"],
        ["1", "首贷贴息", "30", "50%"],
        ["2", "稳岗返还", "不限", "60%"],
    ]
    spans = [((0, 0), (0, 1)), ((1, 0), (1, 1)), ((2, 0), (3, 0))]
    lines = whole(press.pdf([table(press, rows, spans=spans)])).text.split("\n")
    assert lines == [
        "序号\t政策\t支持标准/上限（万元）\t支持标准/比例",
        "1\t首贷贴息\t30\t50%",
        "2\t稳岗返还\t不限\t60%",
    ]


def test_a_table_is_understood_with_its_header(press):
    rows = [HEAD, *([str(n), f"第{n}类环节多", MEASURE * 4, "已完成"] for n in range(1, 4))]
    blocks = structure_of(whole(press.pdf([table(press, rows)])).text).blocks
    assert {b.context for b in blocks if b.text.text.startswith("一是")} == {
        f"整改措施：第{n}类环节多" for n in range(1, 4)
    }


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_stored_turned_is_read_as_it_is_shown(press, turn):
    file = io.BytesIO()
    width, height = (500, 400) if turn % 180 else (400, 500)
    canvas = Canvas(file, pagesize=(400, 500))
    canvas.setPageRotation(turn)
    canvas.translate(*{0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[turn])
    canvas.rotate(turn)
    canvas.setFont("STSong-Light", 12)
    for at, line in enumerate(
        [
            "第一行写到右边为止，没有换段落，而且一直写",
            "到了右边，第二行接着第一行，也写到了右边，",
            "到此为止。",
        ]
    ):
        canvas.drawString(50, 300 - 20 * at, line)
    canvas.save()
    assert paragraphs(file.getvalue()) == [
        "第一行写到右边为止，没有换段落，而且一直写到了右边，第二行接着第一行，也写到了右边，到此为止。"
    ]


def test_a_watermark_across_the_page_is_no_text(press, articles):
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont("STSong-Light", 40)
    canvas.translate(200, 300)
    canvas.rotate(45)
    canvas.drawString(0, 0, "内部资料")
    canvas.rotate(-45)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(-100, 400, "正文一行，内容完整，不含水印，到此为止。")
    canvas.save()
    assert paragraphs(file.getvalue()) == ["正文一行，内容完整，不含水印，到此为止。"]


def test_a_protected_file_asks_for_its_password_to_be_lifted():
    file = io.BytesIO()
    Canvas(file, encrypt=pdfencrypt.StandardEncryption("secret")).save()
    assert reason(file.getvalue()) == "PDF 有密码保护，请解除密码后重试"


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"MZ\x90\x00", b"not a pdf at all"])
def test_a_damaged_file_is_told(data):
    assert reason(data) == "PDF 已损坏，或不是 PDF 文件"


@pytest.mark.parametrize("data", [b"", b" \n"])
def test_a_file_without_bytes_is_empty(data):
    assert reason(data) == "文件是空的"


def test_a_file_of_blank_pages_holds_no_text(press):
    assert reason(press.pdf([_Blank()])) == "PDF 里没有文字"


def test_a_file_of_too_many_pages_is_refused():
    document = pypdfium2.PdfDocument.new()
    for _ in range(pdf.MAX_PAGES + 1):
        document.new_page(100, 100)
    file = io.BytesIO()
    document.save(file)
    assert reason(file.getvalue()) == "PDF 有 3001 页，上限是 3000 页，请拆分后重试"


def test_scans_without_a_recogniser_are_told_and_the_rest_is_read(press, monkeypatch):
    monkeypatch.setattr("corpus.formats.ocr._engine", _no_engine)
    picture = Image.new("L", (800, 1100), 255)
    whole_page = _Picture(picture)
    data = press.pdf(["第一页有文字层，可以直接读出来，一共二十几个字。", PageBreak(), whole_page])
    document, defect = pdf.read(data)
    assert isinstance(document, RawDocument)
    assert defect == RawDefect("第 2 页是扫描页，本机没有安装文字识别组件")
    assert reason(press.pdf([whole_page, PageBreak(), whole_page])) == (
        "第 1–2 页是扫描页，本机没有安装文字识别组件"
    )


def test_a_page_of_any_size_is_drawn_within_bounds(press, monkeypatch):
    sizes = []

    def recognised(picture):
        sizes.append(picture.size)
        raise ocr.OcrFailed("不读")

    monkeypatch.setattr(ocr, "recognise", recognised)
    document = pypdfium2.PdfDocument.new()
    image = io.BytesIO()
    Image.new("L", (50, 50), 255).save(image, "PDF", resolution=1)  # 3,600 points a side
    huge = pypdfium2.PdfDocument(image.getvalue())
    document.import_pages(huge)
    document[0].set_mediabox(0, 0, 1_000_000, 3600)
    file = io.BytesIO()
    document.save(file)
    reason(file.getvalue())
    assert all(max(size) <= ocr.MAX_SIDE_PIXELS for size in sizes)


@given(data=st.binary(max_size=300), cut=st.integers(0, 3000))
def test_no_bytes_break_the_reader(data, cut):
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(100, 100, "text layer of a small file")
    canvas.save()
    for broken in (b"%PDF-1.4\n" + data, file.getvalue()[:cut] + data):
        try:
            found = list(pdf.read(broken))
        except DocumentUnreadable:
            continue
        assert isinstance(found[0], RawDocument)


def test_page_starts_never_fall(furnished_press, articles):
    document = whole(furnished_press.pdf(articles * 8))
    assert all(low <= high for low, high in pairwise(document.page_starts))
    assert document.page_starts[-1] <= len(document.text)


def test_page_is_drawn_as_it_looks_and_no_larger_than_asked(
    press, articles: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "办法.pdf"
    path.write_bytes(press.pdf([articles[0], PageBreak(), articles[1]]))

    drawn = Image.open(io.BytesIO(page_picture(path, 2)))

    assert (drawn.format, max(drawn.size)) == ("WEBP", 1754)
    # Some ink on white paper.
    shades = drawn.convert("L").histogram()
    assert sum(shades[:128]) > 500
    assert sum(shades[250:]) > sum(shades) * 0.9
    with pytest.raises(DocumentUnreadable):
        page_picture(path, 3)


def test_damaged_file_has_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")

    with pytest.raises(DocumentUnreadable):
        page_picture(path, 1)


def test_frame_of_a_scan_is_shown_upright_and_bounded(tmp_path: Path) -> None:
    path = tmp_path / "扫描.tif"
    frames = [Image.new("L", (3000, 2000), 255), Image.new("L", (300, 200), 0)]
    frames[0].save(path, save_all=True, append_images=frames[1:])

    sizes = [Image.open(io.BytesIO(page_picture(path, number))).size for number in (1, 2)]

    assert sizes == [(1754, 1169), (300, 200)]
    with pytest.raises(DocumentUnreadable):
        page_picture(path, 3)
