"""Documents with pages, made as offices make them: typeset, scanned, or written as OFD."""

import io
import os
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

NOTO = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
SIMPLIFIED = 2  # of the faces in the collection
SONG = "STSong-Light"

CLAUSES = (
    "为了优化营商环境，保护市场主体合法权益，激发市场活力，根据有关法律、法规，结合本市实际，制定本办法。",
    "本市行政区域内优化营商环境的相关活动，适用本办法。法律、法规另有规定的，从其规定。",
    "市、县（区）人民政府应当加强对优化营商环境工作的组织领导，建立健全统筹协调机制，将优化营商环境工作纳入高质量发展考核。",
    "企业开办涉及的营业执照办理、公章刻制、发票申领、社会保险登记等事项，应当在1个工作日内办结；申请人通过“一网通办”平台提出申请的，应当在0.5个工作日内办结。",
    "不动产登记机构应当自受理登记申请之日起3个工作日内办结登记手续；查封登记、异议登记即时办理。",
    "供水、供电、供气等公用企业应当公开服务标准、资费标准，报装时限不得超过15个工作日，不得收取清单以外的费用。",
    "行政机关未按照承诺时限办结的，由其上级机关责令改正；情节严重的，对直接负责的主管人员依法给予处分。",
)
NUMERALS = "一二三四五六七八九十"


@pytest.fixture
def articles() -> list[str]:
    """The articles of an invented law: seven, about 500 characters."""
    return [f"第{NUMERALS[at]}条\u3000{text}" for at, text in enumerate(CLAUSES)]


@dataclass(frozen=True)
class Press:
    """Sets documents as PDF with a text layer."""

    header: str | None = None
    has_numbers: bool = False

    def style(self, *, size: float = 12, indent_ems: float = 2) -> ParagraphStyle:
        return ParagraphStyle(
            "body", fontName=SONG, fontSize=size, leading=size * 1.6,
            firstLineIndent=indent_ems * size, wordWrap="CJK",
        )  # fmt: skip

    def paragraph(self, text: str, *, size: float = 12, indent_ems: float = 2) -> Paragraph:
        return Paragraph(escape(text), self.style(size=size, indent_ems=indent_ems))

    def pdf(self, content: Sequence[str | Flowable]) -> bytes:
        file = io.BytesIO()
        document = SimpleDocTemplate(
            file, pagesize=(210 * mm, 297 * mm), leftMargin=28 * mm, rightMargin=26 * mm,
            topMargin=37 * mm, bottomMargin=35 * mm,
        )  # fmt: skip
        flowables = [self.paragraph(c) if isinstance(c, str) else c for c in content]
        document.build(flowables, onFirstPage=self._furnish, onLaterPages=self._furnish)
        return file.getvalue()

    def _furnish(self, canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(SONG, 9)
        if self.header:
            canvas.drawCentredString(105 * mm, 280 * mm, self.header)
        if self.has_numbers:
            canvas.drawCentredString(105 * mm, 20 * mm, f"— {document.page} —")


@pytest.fixture
def press() -> Press:
    """A press without running headers."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    return Press()


@pytest.fixture
def furnished_press(press: Press) -> Press:
    """A press that sets a running header and page numbers."""
    return Press("云阳市人民政府公报2022年第9期", has_numbers=True)


Scanner = Callable[..., Image.Image]


@pytest.fixture
def scan() -> Scanner:
    """Draw paragraphs on A4 as a scanner sees them: at some dpi, turned by some degrees."""
    pytest.importorskip("rapidocr", reason="the recogniser is not installed")
    if not NOTO.exists():
        message = "no Chinese font to draw with (Debian: fonts-noto-cjk)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)

    def drawn(paragraphs: Sequence[str], *, dpi: int = 150, degrees: float = 0.0) -> Image.Image:
        width, height, margin = (round(side / 25.4 * dpi) for side in (210, 297, 28))
        em = round(12 / 72 * dpi)
        font = ImageFont.truetype(str(NOTO), em, index=SIMPLIFIED)
        page = Image.new("L", (width, height), 255)
        draw = ImageDraw.Draw(page)
        y = margin
        for paragraph in paragraphs:
            for line in _wrapped("\u3000\u3000" + paragraph, (width - 2 * margin) // em):
                for at, character in enumerate(line):
                    draw.text((margin + at * em, y), character, font=font, fill=0)
                y += round(em * 1.7)
        return page.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC)

    return drawn


def _wrapped(text: str, per_line: int) -> list[str]:
    lines: list[str] = []
    while text:
        end = per_line
        # No line begins with a closing mark.
        while len(text) > end > 1 and text[end] in "，。；：、）》”":
            end -= 1
        lines.append(text[:end])
        text = text[end:]
    return lines


@dataclass(frozen=True)
class OfdText:
    """A line of text: where its first character stands, in millimetres, and its size."""

    x: float
    y: float
    text: str
    size: float = 5.6


class OfdWriter:
    """Writes the smallest package that the standard (GB/T 33190-2016) allows."""

    text = OfdText
    _NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'

    def package(
        self, pages: Sequence[Sequence[OfdText]], *, rules: Sequence[tuple[float, ...]] = (),
        picture: bytes | None = None, template: Sequence[OfdText] = (),
    ) -> bytes:  # fmt: skip
        entries = {
            "OFD.xml": self._element(
                "OFD", "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
            ),
            "Doc_0/Document.xml": self._document(len(pages)),
            "Doc_0/Res.xml": self._element(
                "Res",
                '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image">'
                "<ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>",
                'BaseLoc="Media"',
            ),
            "Doc_0/Tpl.xml": self._page("".join(map(self._text, template)), ""),
        }
        drawn = "".join(map(self._rule, rules))
        if picture:
            drawn += '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="7"/>'
        for at, lines in enumerate(pages):
            objects = "".join(map(self._text, lines)) + drawn
            entries[f"Doc_0/Pages/Page_{at}.xml"] = self._page(
                objects, '<ofd:Template TemplateID="2"/>'
            )
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in entries.items():
                archive.writestr(name, content)
            if picture:
                archive.writestr("Doc_0/Media/scan.png", picture)
        return file.getvalue()

    def _document(self, count: int) -> str:
        pages = "".join(
            f'<ofd:Page ID="{at + 10}" BaseLoc="Pages/Page_{at}.xml"/>' for at in range(count)
        )
        return self._element(
            "Document",
            "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            "</ofd:PageArea><ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
            '<ofd:TemplatePage ID="2" BaseLoc="Tpl.xml"/></ofd:CommonData>'
            f"<ofd:Pages>{pages}</ofd:Pages>",
        )

    def _page(self, objects: str, template: str) -> str:
        layer = f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
        return self._element("Page", template + layer)

    def _element(self, name: str, content: str, attributes: str = "") -> str:
        return f"<ofd:{name} {self._NAMES} {attributes}>{content}</ofd:{name}>"

    def _text(self, line: OfdText) -> str:
        steps = f"g {len(line.text) - 1} {line.size}"
        return (
            f'<ofd:TextObject Boundary="{line.x} {line.y - line.size} 150 8" Size="{line.size}">'
            f'<ofd:TextCode X="0" Y="{line.size}" DeltaX="{steps}">{escape(line.text)}'
            "</ofd:TextCode></ofd:TextObject>"
        )

    def _rule(self, rule: tuple[float, ...]) -> str:
        x, y, width, height = rule
        return (
            f'<ofd:PathObject Boundary="{x} {y} {width} {height}"><ofd:AbbreviatedData>'
            f"M 0 0 L {width} {height}</ofd:AbbreviatedData></ofd:PathObject>"
        )


@pytest.fixture
def ofd_writer() -> OfdWriter:
    """A writer of OFD packages."""
    return OfdWriter()
