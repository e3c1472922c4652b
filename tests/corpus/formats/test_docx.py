from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from corpus.formats import docx as reader

Texts = Callable[[str, bytes], list[str]]
Save = Callable[[WordFile], bytes]
Lines = Callable[[WordFile], list[str]]

W = nsdecls("w")
LEGAL_LIST = (
    ("chineseCountingThousand", "第%1章"),
    ("chineseCountingThousand", "第%2条"),
    ("chineseCountingThousand", "（%3）"),
    ("decimal", "%4."),
)


@pytest.fixture
def lines(texts: Texts, word: Save) -> Lines:
    """The non-blank lines that a document reads as."""

    def read(document: WordFile) -> list[str]:
        (text,) = texts("a.docx", word(document))
        return [line for line in text.split("\n") if line]

    return read


def define_list(
    document: WordFile, levels: tuple[tuple[str, str], ...], *, restart: str = ""
) -> None:
    """Define list 90 with these (format, text) levels."""
    root = document.part.numbering_part.element
    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>{restart}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (format_, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{xml}</w:abstractNum>'))
    add_number(document, 90)


def add_number(document: WordFile, id_: int, override: str = "") -> None:
    document.part.numbering_part.element.append(
        parse_xml(f'<w:num {W} w:numId="{id_}"><w:abstractNumId w:val="90"/>{override}</w:num>')
    )


def add_item(document: WordFile, text: str, level: int, number: int = 90) -> Paragraph:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    return paragraph


def add_xml(document: WordFile, xml: str) -> None:
    """Add a paragraph with this content."""
    namespaces = nsdecls("w", "wp", "a")
    document.element.body.insert(
        len(document.element.body) - 1,
        parse_xml(
            f'<w:p {namespaces} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            f' xmlns:v="urn:schemas-microsoft-com:vml">{xml}</w:p>'
        ),
    )


def test_headings_carry_the_mark_of_their_level(lines: Lines) -> None:
    document = docx.Document()
    document.add_heading("鹤壁市惠企办法", 0)
    document.add_heading("第一章 总则", 1)
    document.add_heading("第一节 目的", 2)
    document.add_paragraph("正文。")
    assert lines(document) == ["# 鹤壁市惠企办法", "# 第一章 总则", "## 第一节 目的", "正文。"]


def test_a_whole_article_with_an_outline_level_is_no_heading(lines: Lines) -> None:
    document = docx.Document()
    document.add_heading("第一条 为了优化营商环境，制定本办法。", 3)
    document.add_heading("第二条 附则", 3)
    assert lines(document) == ["第一条 为了优化营商环境，制定本办法。", "第二条 附则"]


def test_marks_of_automatic_lists_stand_in_the_text(lines: Lines) -> None:
    document = docx.Document()
    define_list(document, LEGAL_LIST)
    for text, level in [
        ("总则", 0), ("为了优化。", 1), ("本市。", 1), ("甲；", 2), ("乙。", 2), ("细目。", 3),
        ("附则", 0), ("施行。", 1), ("丙；", 2),
    ]:  # fmt: skip
        add_item(document, text, level)
    # Word's default: a level starts anew behind each paragraph of a level above it.
    assert lines(document) == [
        "第一章 总则", "第一条 为了优化。", "第二条 本市。", "（一）甲；", "（二）乙。", "1.细目。",
        "第二章 附则", "第一条 施行。", "（一）丙；",
    ]  # fmt: skip


def test_articles_count_on_through_chapters_where_the_list_says_so(lines: Lines) -> None:
    document = docx.Document()
    define_list(document, LEGAL_LIST, restart='<w:lvlRestart w:val="0"/>')
    for text, level in [("总则", 0), ("甲。", 1), ("附则", 0), ("乙。", 1)]:
        add_item(document, text, level)
    assert lines(document) == ["第一章 总则", "第一条 甲。", "第二章 附则", "第二条 乙。"]


def test_two_lists_of_one_definition_count_on_unless_one_starts_anew(lines: Lines) -> None:
    document = docx.Document()
    define_list(document, (("decimal", "%1."),))
    add_number(document, 91)
    add_number(
        document, 92, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    )
    for text, number in [("甲", 90), ("乙", 91), ("丙", 92), ("丁", 92)]:
        add_item(document, text, 0, number)
    assert lines(document) == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_a_list_of_a_style_is_counted_and_can_be_switched_off(lines: Lines) -> None:
    document = docx.Document()
    define_list(document, (("chineseCounting", "%1、"),))
    style = document.styles.add_style("条目", 1)
    style.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:numId w:val="90"/></w:numPr>')
    )
    document.add_paragraph("甲", style="条目")
    add_item(document, "不编号", 0, number=0).style = style
    document.add_paragraph("乙", style="条目")
    assert lines(document) == ["一、甲", "不编号", "二、乙"]


@pytest.mark.parametrize(
    ("format_", "start", "mark"),
    [
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 23, "二十三"),
        ("chineseCountingThousand", 103, "一百零三"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1002, "一千零二"),
        ("chineseLegalSimplified", 3, "叁"),
        ("ideographTraditional", 2, "乙"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalZero", 7, "07"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 14, "xiv"),
        ("unheardOf", 5, "5"),
    ],
)
def test_formats_of_numbers(lines: Lines, format_: str, start: int, mark: str) -> None:
    document = docx.Document()
    define_list(document, ((format_, "%1、"),))
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    add_number(document, 91, override)
    add_item(document, "甲", 0, 91)
    assert lines(document) == [f"{mark}、甲"]


def test_a_first_line_indent_opens_a_paragraph(lines: Lines) -> None:
    document = docx.Document()
    document.add_paragraph("各县、区人民政府：")
    document.add_paragraph("现印发给你们。").paragraph_format.first_line_indent = Pt(32)
    assert lines(document) == ["各县、区人民政府：", "\u3000\u3000现印发给你们。"]


def test_merged_cells_are_told_where_they_hold_and_headers_become_one(lines: Lines) -> None:
    document = docx.Document()
    table = document.add_table(5, 3)
    for at, texts in enumerate([
        ("2021年贷款情况", "", ""), ("项目", "2021年", ""), ("", "数量", "金额"),
        ("科技贷", "1", "5万元"), ("", "2", "6万元"),
    ]):  # fmt: skip
        for column, text in enumerate(texts):
            table.cell(at, column).text = text
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(1, 1).merge(table.cell(1, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(4, 0))
    assert lines(document) == [
        "2021年贷款情况", "项目\t2021年/数量\t2021年/金额", "科技贷\t1\t5万元", "科技贷\t2\t6万元",
    ]  # fmt: skip


def test_paragraphs_of_a_cell_are_kept_apart_as_tables_read_them(lines: Lines) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for at, text in enumerate(["问题", "措施", "甲。", "一是甲。\n二是乙。"]):
        table.cell(at // 2, at % 2).text = text
    assert lines(document) == ["问题\t措施", "甲。\t<p>一是甲。</p> <p>二是乙。</p>"]


def test_a_frame_of_one_cell_is_plain_text(lines: Lines) -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "鹤政〔2021〕5号"
    assert lines(document) == ["鹤政〔2021〕5号"]


def test_deleted_and_hidden_text_is_left_out_inserted_text_and_links_are_read(lines: Lines) -> None:
    document = docx.Document()
    add_xml(
        document,
        "<w:r><w:t>期限为</w:t></w:r>"
        '<w:del w:id="1" w:author="甲"><w:r><w:delText>三</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="甲"><w:r><w:t>五</w:t></w:r></w:ins>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>（内部）</w:t></w:r>"
        "<w:hyperlink><w:r><w:t>日</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t>。</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>",
    )
    assert lines(document) == ["期限为五日。"]


def test_tabs_and_page_breaks_do_not_cut_a_sentence_or_make_a_table(lines: Lines) -> None:
    document = docx.Document()
    add_xml(
        document,
        '<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br w:type="page"/><w:t>丙。</w:t></w:r>',
    )
    assert lines(document) == ["甲 乙丙。"]


def test_figures_set_high_do_not_join_the_number_before_them(lines: Lines) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("面积100m")
    paragraph.add_run("2").font.superscript = True
    assert lines(document) == ["面积100m²"]


def test_a_text_box_drawn_in_two_ways_is_read_once(lines: Lines) -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>红头文件</w:t></w:r></w:p></w:txbxContent>"
    add_xml(
        document,
        "<w:r><w:t>正文。</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )
    assert lines(document) == ["正文。", "红头文件"]


def test_a_footnote_follows_its_paragraph(lines: Lines) -> None:
    document = docx.Document()
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>含港澳台企业。</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        notes.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    add_xml(document, '<w:r><w:t>外资企业</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
                      "<w:r><w:t>适用本办法。</w:t></w:r>")  # fmt: skip
    document.add_paragraph("下一段。")
    assert lines(document) == ["外资企业适用本办法。", "注：含港澳台企业。", "下一段。"]


def test_headers_and_footers_are_left_out_but_for_a_letterhead(lines: Lines) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "内部资料"
    section.footer.paragraphs[0].text = "第 1 页"
    document.add_paragraph("正文。")
    assert lines(document) == ["正文。"]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "鹤壁市人民政府文件"
    assert lines(document) == ["鹤壁市人民政府文件", "正文。"]


def test_a_table_of_contents_is_left_out(lines: Lines) -> None:
    document = docx.Document()
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("第一章 总则……1", style=style)
    document.add_paragraph("正文。")
    assert lines(document) == ["正文。"]


def test_a_document_of_pictures_alone_says_so(
    reasons: Callable[[str, bytes], list[str]], word: Save
) -> None:
    assert reasons("a.docx", word(docx.Document())) == ["文档里没有文字（可能只有图片）"]


def test_a_document_too_long_is_refused(
    reasons: Callable[[str, bytes], list[str]], small_word: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_XML_BYTES", 100)
    assert reasons("a.docx", small_word) == ["Word 文档的文字部分超过 0 MB，请拆分后重试"]
