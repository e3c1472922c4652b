"""Whatever the bytes, a reader gives texts, defects, or the one failure that people can be told."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import DocumentUnreadable
from corpus.formats import READERS, RawDefect, RawDocument, read_file

IN_PROCESS = sorted(
    suffix for suffix in READERS if suffix not in (".doc", ".wps", ".rtf", ".xls", ".et")
)
# Enough to catch what breaks often. For a long search set how many to try: FUZZ_EXAMPLES=3000
LONG = int(os.environ.get("FUZZ_EXAMPLES", "0"))
fuzzed = settings(
    max_examples=LONG or 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not LONG,
)


def read_all(name: str, data: bytes) -> None:
    with suppress(DocumentUnreadable):
        for raw in read_file(name, data):
            assert isinstance(raw, RawDocument | RawDefect)
            if isinstance(raw, RawDocument):
                assert raw.text.strip()
                raw.text.encode()


def stored(packed: bytes) -> bytes:
    """The same archive without compression, so that a changed byte is a changed character."""
    file = BytesIO()
    with ZipFile(BytesIO(packed)) as source, ZipFile(file, "w", ZIP_STORED) as target:
        for info in source.infolist():
            target.writestr(info.filename, source.read(info))
    return file.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WORD_MEMBERS = {
    "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{WORD_TYPE}.styles+xml"/>
<Override PartName="/word/numbering.xml" ContentType="{WORD_TYPE}.numbering+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>
</Relationships>""",
    "word/_rels/document.xml.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>""",
    "word/styles.xml": f"""<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="a">
<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="1">
<w:name w:val="heading 1"/>
<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>""",
    "word/numbering.xml": f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">
<w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/>
<w:numFmt w:val="lowerRoman"/>
<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>""",
    "word/document.xml": f"""<w:document {W}><w:body><w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r>
<w:t>题</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>
<w:ind w:firstLine="640"/></w:pPr><w:r><w:t>甲</w:t></w:r><w:r><w:rPr>
<w:vertAlign w:val="superscript"/></w:rPr>
<w:t>2</w:t><w:footnoteReference w:id="2"/></w:r></w:p><w:tbl>
<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr>
<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>
<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body>
</w:document>""",
}  # fmt: skip


@cache
def word_file() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, xml in WORD_MEMBERS.items():
            archive.writestr(name, xml)
    return file.getvalue()


@cache
def book_file() -> bytes:
    workbook = openpyxl.Workbook()
    for row in (("名称", "金额"), ("甲", 1.5), ("乙", "=A1")):
        workbook.worksheets[0].append(row)
    workbook.worksheets[0].merge_cells("A1:A2")
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


@cache
def archive_file() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("内.docx", word_file())
        archive.writestr("甲.txt", "甲。".encode("gb18030"))
        archive.writestr("乙.jsonl", '{"id": "x", "title": "题", "text": "文。"}')
    return file.getvalue()


def test_the_seeds_are_sound() -> None:
    for suffix, seed in SEEDS.items():
        found = list(read_file(f"a{suffix}", seed()))
        assert any(isinstance(raw, RawDocument) for raw in found)


SEEDS: dict[str, Callable[[], bytes]] = {
    ".docx": word_file,
    ".xlsx": book_file,
    ".html": lambda: (
        "<html><head><meta charset=gb2312><title>题_网</title></head><body><div class=nav>x</div>"
        "<p>来源：某局 发布时间：2021-08-27</p><table><tr><td colspan=2>甲，</td></tr><tr>"
        "<td>乙</td><td rowspan=3>丙</td></tr></table><ol start=2><li>丁。</ol></body></html>"
    ).encode("gb18030"),
    ".csv": lambda: '名称,金额\n甲,"1\n2"\n'.encode(),
    ".jsonl": lambda: (
        '{"id": "x", "title": "题", "text": "文。", "published": "2024-03-01"}\n'
        '{"id": "y", "title": "题", "text": "文。", "region": "许昌市"}\n'
    ).encode(),
    ".txt": lambda: "一、标题\n\n正文，甲。\n甲\t乙\n1\t2\n附件1\n附件的标题\n".encode("gb18030"),
    ".zip": archive_file,
}


@pytest.mark.parametrize("suffix", [*IN_PROCESS, ".zip"])
@fuzzed
@given(data=st.binary(max_size=400))
def test_random_bytes(suffix: str, data: bytes) -> None:
    read_all(f"a{suffix}", data)


@pytest.mark.parametrize("suffix", [".html", ".csv", ".txt"])
@fuzzed
@given(text=st.text(max_size=300))
def test_random_text(suffix: str, text: str) -> None:
    read_all(f"a{suffix}", text.encode("utf-8", errors="replace"))


@fuzzed
@given(
    pieces=st.lists(
        st.sampled_from(
            ["<table>", "</table>", "<tr>", "<td colspan=3>", "<td rowspan=0>", "<th>", "<p>",
             "</p>", "<ol start=x>", "<li>", "<h1>", "</h1>", "<sup>2</sup>", "<br>", "<pre>\n",
             "<a href=a.doc>附</a>", "<div style='display:none'>", "</div>", "<!--", "-->",
             "<script>", "甲，乙。", "来源：", "发布时间：", "时间", "相关阅读：", "&#0;",
             "&#xD800;", "\u3000", "<svg>", "<select>"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_pages_of_broken_tags(pieces: list[str]) -> None:
    read_all("a.html", "".join(pieces).encode())


@pytest.mark.parametrize("suffix", sorted(SEEDS))
@pytest.mark.parametrize("is_stored", [False, True])
@fuzzed
@given(data=st.data())
def test_changed_bytes_of_a_real_file(suffix: str, is_stored: bool, data: st.DataObject) -> None:
    seed = SEEDS[suffix]()
    if is_stored and suffix in (".docx", ".xlsx", ".zip"):
        seed = stored(seed)
    file = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(file) - 1))
        file[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    read_all(f"a{suffix}", bytes(file))


@pytest.mark.parametrize(("suffix", "member"), [
    (".docx", "word/document.xml"), (".docx", "word/numbering.xml"), (".docx", "word/styles.xml"),
    (".docx", "word/_rels/document.xml.rels"), (".xlsx", "xl/worksheets/sheet1.xml"),
    (".xlsx", "xl/workbook.xml"), (".xlsx", "xl/styles.xml"),
])  # fmt: skip
@fuzzed
@given(data=st.data())
def test_changed_xml_inside_a_sound_package(suffix: str, member: str, data: st.DataObject) -> None:
    file = BytesIO()
    with ZipFile(BytesIO(SEEDS[suffix]())) as source, ZipFile(file, "w") as target:
        for info in source.infolist():
            content = bytearray(source.read(info))
            if info.filename == member:
                for _ in range(data.draw(st.integers(1, 4))):
                    at = data.draw(st.integers(0, len(content) - 1))
                    content[at : at + data.draw(st.integers(0, 12))] = data.draw(
                        st.sampled_from(
                            [b"", b"0", b"9" * 12, b"-1", b'"', b"<", b"/>", b"&x;", b"\x00"]
                        )
                    )
            target.writestr(info.filename, bytes(content))
    read_all(f"a{suffix}", file.getvalue())
