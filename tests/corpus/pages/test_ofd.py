"""OFD comes out as the paragraphs and rows that it shows."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import DocumentUnreadable
from corpus.formats import RawDefect, RawDocument, ofd

EM, LEFT, PER_LINE, PITCH = 5.6, 28.0, 27, 9.0


def whole(data: bytes) -> RawDocument:
    (document,) = ofd.read(data)
    assert isinstance(document, RawDocument)
    return document


def reason(data: bytes) -> str:
    with pytest.raises(DocumentUnreadable) as caught:
        list(ofd.read(data))
    return str(caught.value)


def squeezed(lines):
    return ["".join(line.split()) for line in lines]


def typeset(text_class, paragraphs, *, rows=24):
    """Set paragraphs in lines of 27 characters, so many rows a page."""
    lines = []
    for paragraph in paragraphs:
        text = "\u3000\u3000" + paragraph
        lines += [text[at : at + PER_LINE] for at in range(0, len(text), PER_LINE)]
    return [
        [
            text_class(
                LEFT + EM * line.count("\u3000\u3000") * 2, 40 + PITCH * n, line.lstrip("\u3000")
            )
            for n, line in enumerate(lines[at : at + rows])
        ]
        for at in range(0, len(lines), rows)
    ]


def test_lines_are_joined_over_pages_and_furniture_is_left_out(ofd_writer, articles):
    content = articles * 4
    pages = typeset(ofd_writer.text, content)
    for number, page in enumerate(pages, 1):
        page.append(ofd_writer.text(100, 280, f"— {number} —", 4))
    header = [ofd_writer.text(80, 15, "云阳市人民政府公报", 4)]
    document = whole(ofd_writer.package(pages, template=header))
    assert squeezed(document.text.split("\n")) == squeezed(content)
    assert len(document.page_starts) == len(pages) > 2


def test_the_order_of_drawing_does_not_matter(ofd_writer, articles):
    pages = [list(reversed(page)) for page in typeset(ofd_writer.text, articles)]
    assert squeezed(whole(ofd_writer.package(pages)).text.split("\n")) == squeezed(articles)


def test_a_ruled_table_is_rows_of_cells(ofd_writer):
    cells = [("事项", "时限"), ("企业开办", "1个工作日"), ("不动产登记", "3个工作日")]
    texts = [
        ofd_writer.text(x, 57 + 10 * row, cell)
        for row, pair in enumerate(cells) for x, cell in zip((32, 92), pair, strict=True)
    ]  # fmt: skip
    level = [(30, 50 + 10 * n, 120, 0) for n in range(4)]
    upright = [(x, 50, 0, 30) for x in (30, 90, 150)]
    document = whole(ofd_writer.package([texts], rules=[*level, *upright]))
    assert document.text.split("\n") == ["\t".join(pair) for pair in cells]


def test_a_scanned_page_is_recognised(ofd_writer, scan, articles):
    file = io.BytesIO()
    scan(articles[:2]).save(file, "PNG")
    document = whole(ofd_writer.package([[]], picture=file.getvalue()))
    assert squeezed(document.text.split("\n")) == squeezed(articles[:2])


def test_a_scan_in_an_unknown_format_is_told(ofd_writer, articles):
    data = ofd_writer.package([[]], picture=b"JBIG2 or another")
    assert reason(data) == "第 1 页是扫描页，图片的格式读不出"


def without(data: bytes, name: str, content: bytes | None = None) -> bytes:
    """Return the package without an entry, or with other content in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
            elif content is not None:
                new.writestr(entry, content)
    return file.getvalue()


def test_a_damaged_page_costs_only_itself(ofd_writer, articles):
    data = ofd_writer.package([*typeset(ofd_writer.text, articles)[:1], []])
    document, defect = ofd.read(without(data, "Doc_0/Pages/Page_1.xml"))
    assert isinstance(document, RawDocument)
    assert defect == RawDefect("第 2 页已损坏，没有读出")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("OFD.xml", None, "不是 OFD 文件：里面没有 OFD.xml"),
        ("OFD.xml", b"<not xml", "OFD 已损坏：缺少或读不出 OFD.xml"),
        ("Doc_0/Document.xml", None, "OFD 已损坏：缺少或读不出 Doc_0/Document.xml"),
        ("Doc_0/Pages/Page_0.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
         "第 1 页已损坏，没有读出"),
    ],
)  # fmt: skip
def test_a_damaged_package_is_told(ofd_writer, name, content, expected):
    data = ofd_writer.package([[ofd_writer.text(30, 50, "正文")]])
    assert reason(without(data, name, content)) == expected


def test_a_file_that_is_no_zip_is_told():
    assert reason(b"MZ\x90") == "OFD 已损坏，或不是 OFD 文件"
    assert reason(b" ") == "文件是空的"


def test_a_bomb_is_refused(ofd_writer, monkeypatch):
    monkeypatch.setattr("corpus.formats.ofd_package._MAX_ENTRY_BYTES", 1000)
    data = ofd_writer.package([[ofd_writer.text(30, 50, "正文" * 5000)]])
    assert reason(data) == "OFD 解压后太大，可能不是正常文件"


def test_text_that_stands_nowhere_near_the_page_breaks_nothing(ofd_writer):
    page = (
        '<Page><TextObject Size="5"><TextCode X="1e100">正文</TextCode></TextObject>'
        '<TextObject Size="5"><TextCode X="20">另文</TextCode></TextObject></Page>'
    )
    package = ofd_writer.package([[ofd_writer.text(30, 50, "正文")]])
    document = whole(without(package, "Doc_0/Pages/Page_0.xml", page.encode()))
    assert "另文" in document.text


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_no_content_breaks_the_reader(ofd_writer, data):
    attribute = st.text("0123456789.-g e", max_size=12)
    boundary, matrix, size, steps = (data.draw(attribute) for _ in range(4))
    page = (
        f'<Page><TextObject Boundary="{boundary}" CTM="{matrix}" Size="{size}">'
        f'<TextCode X="{steps}" DeltaX="{steps}" DeltaY="{boundary}">正文</TextCode></TextObject>'
        f"<PathObject><AbbreviatedData>M {steps} L {size} C</AbbreviatedData></PathObject></Page>"
    )
    package = ofd_writer.package([[ofd_writer.text(30, 50, "正文")]])
    try:
        list(ofd.read(without(package, "Doc_0/Pages/Page_0.xml", page.encode())))
    except DocumentUnreadable:
        return
