"""Whether one law is read alike from every format: a folder of laws in, a table a format out.

    python -m benchmarks.renditions FOLDER [--scans 2]

Each law is written as text (UTF-8 and GB18030), Markdown, web page, Word, and PDF with a text
layer, and read again: how many of its articles (条) come out, and how many word for word. Of the
first `--scans` laws the first page is drawn as scanners see it, at 150 and 300 dpi and slightly
turned, and the characters that come out wrong are counted.
"""

import argparse
import html
import io
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import docx
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from benchmarks.tables import print_table
from corpus import Document, chunk_document, load_paths, normalize

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
SONG = "STSong-Light"
SCANS = ((150, 0.6), (150, -0.6), (300, 0.6), (300, -0.6))
_SIMPLIFIED = 2  # of the faces in the collection
_A4_MM, _MARGIN_MM = (210, 297), 28
_POINTS = 14
_UNBREAKABLE = "，。；：、！？）》”"

Lines = Sequence[str]


def as_text(lines: Lines) -> bytes:
    """Return the law as plain text in UTF-8."""
    return "\n".join(lines).encode()


def as_gb_text(lines: Lines) -> bytes:
    """Return the law as plain text in GB18030."""
    return "\n".join(lines).encode("gb18030")


def as_markdown(lines: Lines) -> bytes:
    """Return the law as Markdown, its title a heading."""
    return "\n\n".join([f"# {lines[0]}", *lines[1:]]).encode()


def as_page(lines: Lines) -> bytes:
    """Return the law as the page of a portal, with a menu and a foot."""
    title, *body = map(html.escape, lines)
    paragraphs = "".join(f"<p>\u3000\u3000{line}</p>" for line in body)
    return (
        f"<html><head><meta charset='utf-8'><title>{title}_法规_某市人民政府</title></head><body>"
        f"<div class='nav'><a href='/'>首页</a><a href='/zw'>政务公开</a></div><h1>{title}</h1>"
        f"<div>{paragraphs}</div><div class='footer'>主办：某局</div></body></html>"
    ).encode()


def as_word(lines: Lines) -> bytes:
    """Return the law as a Word document."""
    document, file = docx.Document(), io.BytesIO()
    document.add_heading(lines[0], 0)
    for line in lines[1:]:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def as_pdf(lines: Lines) -> bytes:
    """Return the law as PDF with a text layer and page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    file = io.BytesIO()
    styles = [
        ParagraphStyle("title", fontName=SONG, fontSize=20, leading=34, alignment=1),
        ParagraphStyle(
            "body", fontName=SONG, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK"
        ),
    ]
    made = [Paragraph(html.escape(line), styles[at > 0]) for at, line in enumerate(lines)]
    number = _numbered
    SimpleDocTemplate(file, bottomMargin=90).build(made, onFirstPage=number, onLaterPages=number)
    return file.getvalue()


def as_scan(lines: Lines, dpi: int, degrees: float) -> tuple[bytes, list[str]]:
    """Return a page as a scanner sees it, and the paragraphs that it holds."""
    width, height, margin = (round(side / 25.4 * dpi) for side in (*_A4_MM, _MARGIN_MM))
    em = round(_POINTS / 72 * dpi)
    font = ImageFont.truetype(str(FONT), em, index=_SIMPLIFIED)
    page = Image.new("L", (width, height), 255)
    draw, y, shown = ImageDraw.Draw(page), margin, list[str]()
    for line in lines:
        wrapped = _wrapped("\u3000\u3000" + line, (width - 2 * margin) // em)
        if y + len(wrapped) * em * 1.7 > height - margin:
            break
        shown.append(line)
        for piece in wrapped:
            for at, character in enumerate(piece):
                draw.text((margin + at * em, y), character, font=font, fill=0)
            y += round(em * 1.7)
    file = io.BytesIO()
    page.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC).save(file, "PNG")
    return file.getvalue(), shown


FORMATS: tuple[tuple[str, str, Callable[[Lines], bytes]], ...] = (
    ("txt（UTF-8）", ".txt", as_text),
    ("txt（GB18030）", ".txt", as_gb_text),
    ("md", ".md", as_markdown),
    ("html", ".html", as_page),
    ("docx", ".docx", as_word),
    ("pdf", ".pdf", as_pdf),
)


def main(folder: Path, n_scans: int) -> int:
    """Print the tables; return 1 if an article is not read word for word from some format."""
    laws = [one for one in load_paths([folder]) if isinstance(one, Document)]
    rows = [_row(name, suffix, write, laws) for name, suffix, write in FORMATS]
    print_table(["格式", "文件", "条", "读出", "文字相同", "多出"], rows)
    if FONT.exists():
        scanned = [_scan_row(dpi, turn, laws[:n_scans]) for dpi, turn in SCANS]
        print_table(["扫描", "文件", "字", "错字", "错字率"], scanned)
    print(f"负载 {os.getloadavg()[0]:.1f}")
    return int(any(row[2] != row[4] for row in rows))


def _row(
    name: str, suffix: str, write: Callable[[Lines], bytes], laws: Sequence[Document]
) -> list[str]:
    total = found = same = more = 0
    for law in laws:
        wanted = _articles(law)
        read = _articles(_read(write(_lines(law)), suffix))
        total += len(wanted)
        found += len(wanted.keys() & read.keys())
        same += sum(read.get(mark) == text for mark, text in wanted.items())
        more += len(read.keys() - wanted.keys())
    return [name, *map(str, (len(laws), total, found, same, more))]


def _scan_row(dpi: int, degrees: float, laws: Sequence[Document]) -> list[str]:
    total = wrong = 0
    for law in laws:
        scan, shown = as_scan(_lines(law), dpi, degrees)
        wanted = _squeezed("".join(normalize(line).text for line in shown))
        read = _squeezed(normalize(_read(scan, ".png").source_text).text)
        total += len(wanted)
        for tag, low, high, start, end in SequenceMatcher(
            None, wanted, read, autojunk=False
        ).get_opcodes():
            wrong += max(high - low, end - start) if tag != "equal" else 0
    return [f"{dpi} dpi，转 {degrees}°", str(len(laws)), str(total), str(wrong),
            f"{wrong / max(total, 1):.3%}"]  # fmt: skip


def _read(data: bytes, suffix: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"law{suffix}"
        path.write_bytes(data)
        return next(one for one in load_paths([path]) if isinstance(one, Document))


def _lines(law: Document) -> list[str]:
    """Return the title and the paragraphs of a law as they are printed."""
    text = re.sub(r"<!--.*?-->", "", law.source_text, flags=re.DOTALL)
    lines = [line.strip("#* \u3000") for line in text.splitlines()]
    body = [line for line in lines if line]
    return body if body[0] == law.metadata.title else [law.metadata.title, *body]


def _articles(law: Document) -> dict[str, str]:
    texts: dict[str, str] = {}
    for chunk in chunk_document(law):
        if chunk.article:
            text = _squeezed(chunk.text[chunk.provisions[0].start :])
            texts[chunk.article] = texts.get(chunk.article, "") + text
    return texts


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _wrapped(text: str, per_line: int) -> list[str]:
    lines: list[str] = []
    while text:
        end = per_line
        while len(text) > end > 1 and text[end] in _UNBREAKABLE:
            end -= 1
        lines.append(text[:end])
        text = text[end:]
    return lines


def _numbered(canvas: object, document: object) -> None:
    # reportlab has no types for what it hands to these hooks.
    canvas.setFont(SONG, 9)  # type: ignore[attr-defined]
    canvas.drawCentredString(297, 40, f"— {document.page} —")  # type: ignore[attr-defined]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scans", type=int, default=2)
    options = parser.parse_args()
    raise SystemExit(main(options.folder, options.scans))
