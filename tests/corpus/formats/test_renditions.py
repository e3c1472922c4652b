"""One law in each format gives the same paragraphs, sections and title."""

import re
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.formats import RawDocument, read_file
from corpus.metadata.document_metadata import read_metadata
from corpus.structure.blocks import BlockKind
from corpus.structure.document_structure import structure_of

SaveWord = Callable[[WordFile], bytes]

TITLE = "河南省惠企政策落实条例"
LAW = [
    (1, "第一章 总则"),
    (
        0,
        "第一条 为了落实惠企政策，优化营商环境，根据有关法律、行政法规，结合本省实际，制定本条例。",
    ),
    (0, "第二条 本条例适用于本省行政区域内惠企政策的制定、公布和兑现。"),
    (0, "本条例所称惠企政策，是指给予企业资金、税费、用地等支持的措施。"),
    (1, "第二章 兑现"),
    (0, "第三条 申请人应当提交下列材料："),
    (0, "（一）申请书；"),
    (0, "（二）营业执照复印件；"),
    (0, "（三）上一年度纳税 97.65 万元以上的证明。"),
    (0, "第四条 受理机关应当自受理之日起二十个工作日内办结；情况复杂的，可以延长十个工作日。"),
    (1, "第三章 附则"),
    (0, "第五条 本条例自2024年1月1日起施行。"),
]


def plain() -> str:
    return "\n\n".join([TITLE, *(text for _, text in LAW)])


def markdown() -> str:
    return "\n\n".join([f"# {TITLE}", *("#" * level + " " * level + text for level, text in LAW)])


def page() -> str:
    body = "".join(f"<h2>{text}</h2>" if level else f"<p>　　{text}</p>" for level, text in LAW)
    return (
        f"<html><head><meta charset='utf-8'><title>{TITLE}_法规_某省人民政府</title></head><body>"
        f"<div class='nav'><a href='/'>首页</a></div><div class='content'><h1>{TITLE}</h1>"
        f"<p>【字号：大 中 小】【打印】</p>{body}</div>"
        "<div class='footer'>主办：某厅</div></body></html>"
    )


def typed() -> WordFile:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    for level, text in LAW:
        if level:
            document.add_heading(text, level)
        else:
            document.add_paragraph(text)
    return document


def counted() -> WordFile:
    """The law as drafted in Word: chapters, articles and items are numbered by the list."""
    document = docx.Document()
    levels = (("第%1章", ""), ("第%2条", '<w:lvlRestart w:val="0"/>'), ("（%3）", ""))
    xml = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        f'{restart}<w:suff w:val="space"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (text, restart) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    names = nsdecls("w")
    root.insert(0, parse_xml(f'<w:abstractNum {names} w:abstractNumId="90">{xml}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {names} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    document.add_heading(TITLE, 0)
    for level, text in LAW:
        mark = re.match("(第.章|第.条|（.）)? ?(.*)", text)
        assert mark
        paragraph = (
            document.add_heading(mark[2], level) if level else document.add_paragraph(mark[2])
        )
        if mark[1]:
            at = "章条）".index(mark[1][-1])
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {names}><w:ilvl w:val="{at}"/><w:numId w:val="90"/></w:numPr>')
            )
    return document


def content_of(name: str, data: bytes) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    (raw,) = read_file(name, data)
    assert isinstance(raw, RawDocument)
    structure = structure_of(raw.text)
    kinds = (BlockKind.HEADING, BlockKind.PARAGRAPH)
    blocks = [(b.text.text, b.path) for b in structure.blocks if b.kind in kinds]
    title = read_metadata(raw.text, structure.title, name).title
    return title, blocks


@pytest.fixture(scope="module")
def expected() -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    title, blocks = content_of("a.txt", plain().encode())
    assert title == TITLE
    # Figures and Chinese text stand without blanks once they are clean.
    assert [text for text, _ in blocks] == [t.replace(" 97.65 ", "97.65") for _, t in LAW]
    return title, blocks


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_encoding(expected: object, encoding: str) -> None:
    assert content_of("a.txt", plain().encode(encoding)) == expected


def test_markdown(expected: object) -> None:
    assert content_of("a.md", markdown().encode()) == expected


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030")])
def test_web_page(expected: object, charset: str, encoding: str) -> None:
    assert content_of("a.html", page().replace("utf-8", charset).encode(encoding)) == expected


def test_word(expected: object, word: SaveWord) -> None:
    assert content_of("a.docx", word(typed())) == expected


def test_word_that_counts_its_articles_itself(expected: object, word: SaveWord) -> None:
    assert content_of("a.docx", word(counted())) == expected
