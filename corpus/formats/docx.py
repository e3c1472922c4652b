"""Word documents (.docx): bytes in, the text of the page out.

Headings carry `#` where the document gives them an outline level, lists the marks that Word counts
out, tables one line a row with tabs; footnotes follow the paragraph that they belong to. Headers
and footers are furniture of the page, but for the header of a first page that differs, which is
where letterheads stand. Tables of contents repeat the headings and are left out.
"""

import hashlib
import re
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element

from corpus.errors import DocumentUnreadable
from corpus.formats.grid import Cell, table_lines
from corpus.formats.packages import opened_package
from corpus.formats.raw import RawDefect, RawDocument, damage_told_as
from corpus.formats.word_numbering import Numbering
from corpus.formats.word_styles import WordStyles
from corpus.formats.word_text import CHOICES, chosen, paragraph_text

MAX_TOTAL_BYTES = 500 * 1024 * 1024
# A book of 1,000 pages has about 20 MB of XML; in memory its tree takes ten times that.
MAX_XML_BYTES = 40 * 1024 * 1024
_DAMAGED = "Word 文档已损坏或不合标准，请用 Word 或 WPS 打开并另存为 .docx 后重试"
_MAX_NESTING = 40
_MAX_HEADING_CHARS = 100
_ARTICLE = re.compile("第[一二三四五六七八九十百千零〇两]+条")
_TRANSPARENT = {
    qn(name)
    for name in ("w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:fldSimple")
}
_NOTE_PARTS = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}


def read(data: bytes) -> Iterator[RawDocument | RawDefect]:
    """Yield the one text of the file."""
    with opened_package(data, max_total_bytes=MAX_TOTAL_BYTES) as package:
        for member in package.infolist():
            if member.filename.endswith((".xml", ".rels")) and member.file_size > MAX_XML_BYTES:
                bound = MAX_XML_BYTES // 1024 // 1024
                raise DocumentUnreadable(f"Word 文档的文字部分超过 {bound} MB，请拆分后重试")
    with damage_told_as(_DAMAGED):
        text = "\n\n".join(_Reader(docx.Document(BytesIO(data))).lines())
    if not text.strip():
        raise DocumentUnreadable("文档里没有文字（可能只有图片）")
    yield RawDocument(text, hashlib.sha256(data).hexdigest())


class _Reader:
    """Walks one document once, in order, as its lists count on."""

    def __init__(self, document: WordFile) -> None:
        self._document = document
        self._styles = WordStyles(self._part(RELATIONSHIP_TYPE.STYLES))
        self._numbering = Numbering(self._part(RELATIONSHIP_TYPE.NUMBERING))
        self._notes = {kind: self._part(type_) for kind, type_ in _NOTE_PARTS.items()}

    def lines(self) -> Iterator[str]:
        """Yield paragraphs, and tables as the lines of their rows."""
        yield from self._letterhead()
        yield from self._blocks(self._document.element.body, 0)

    def _part(self, type_: str) -> _Element | None:
        for relation in self._document.part.rels.values():
            if relation.reltype == type_ and not relation.is_external:
                root: _Element = parse_xml(relation.target_part.blob)
                return root
        return None

    def _letterhead(self) -> Iterator[str]:
        sections = self._document.sections
        if not len(sections) or not sections[0].different_first_page_header_footer:
            return
        header = sections[0].first_page_header
        if not header.is_linked_to_previous:
            yield from self._blocks(header._element, 0)

    def _blocks(self, node: _Element, depth: int) -> Iterator[str]:
        if depth > _MAX_NESTING:
            return
        for child in node:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child, depth)
            elif child.tag == qn("w:tbl"):
                if lines := table_lines(list(self._rows(child, depth))):
                    yield "\n".join(lines)
            elif child.tag == qn("w:sdt"):
                if not _is_contents(child):
                    yield from self._blocks(child, depth + 1)
            elif child.tag in _TRANSPARENT:
                yield from self._blocks(child, depth + 1)
            elif child.tag == CHOICES:
                branch = chosen(child)
                if branch is not None:
                    yield from self._blocks(branch, depth + 1)

    def _paragraph(self, paragraph: _Element, depth: int) -> Iterator[str]:
        if re.match(r"toc \d|table of figures", self._styles.name(paragraph)):
            return
        content = paragraph_text(paragraph)
        text = content.text.strip(" \n")
        if text:
            yield self._looks(paragraph, text)
        for box in content.boxes:
            yield from self._blocks(box, depth + 1)
        for kind, id_ in content.notes:
            yield from self._note(kind, id_)

    def _looks(self, paragraph: _Element, text: str) -> str:
        """Return the text with the `#`, the mark or the blanks that its looks stand for."""
        text = self._styles.mark(paragraph, self._numbering) + text
        level = self._styles.heading_level(paragraph)
        # Outline levels are set on whole articles too, to walk through them; those are no titles.
        is_title = len(text) <= _MAX_HEADING_CHARS and not text.endswith("。")
        if level and is_title and not _ARTICLE.match(text):
            return f"{'#' * level} {text}"
        is_indented = self._styles.is_indented(paragraph) and not text.startswith("\u3000")
        return f"\u3000\u3000{text}" if is_indented else text

    def _note(self, kind: str, id_: str) -> Iterator[str]:
        root = self._notes[kind]
        for note in root if root is not None else ():
            if note.get(qn("w:id")) == id_ and note.get(qn("w:type")) in (None, "normal"):
                text = " ".join(self._blocks(note, _MAX_NESTING - 5)).strip()
                if text:
                    yield f"注：{text}"

    def _rows(self, table: _Element, depth: int) -> Iterator[list[Cell]]:
        for row in _below(table, qn("w:tr"), depth):
            properties = row.find(qn("w:trPr"))
            if properties is not None and properties.find(qn("w:del")) is not None:
                continue
            skipped = _count(properties, "w:gridBefore", default=0)
            is_header = properties is not None and properties.find(qn("w:tblHeader")) is not None
            cells = [Cell((), colspan=skipped)] if skipped else []
            for cell in _below(row, qn("w:tc"), depth):
                cells.append(self._cell(cell, is_header, depth))
            yield cells

    def _cell(self, cell: _Element, is_header: bool, depth: int) -> Cell:
        properties = cell.find(qn("w:tcPr"))
        merge = properties.find(qn("w:vMerge")) if properties is not None else None
        continues = merge is not None and merge.get(qn("w:val")) in (None, "continue")
        lines = (line for text in self._blocks(cell, depth + 1) for line in text.split("\n"))
        paragraphs = tuple(line.strip(" \u3000").lstrip("#").strip() for line in lines)
        colspan = _count(properties, "w:gridSpan", default=1)
        return Cell(paragraphs, colspan=colspan, is_header=is_header, continues=continues)


def _below(node: _Element, tag: str, depth: int) -> Iterator[_Element]:
    """Yield the rows or cells right below, those in content controls and insertions too."""
    for child in node:
        if child.tag == tag:
            yield child
        elif (child.tag in _TRANSPARENT or child.tag == qn("w:sdt")) and depth < _MAX_NESTING:
            yield from _below(child, tag, depth + 1)


def _is_contents(control: _Element) -> bool:
    gallery = control.find(f".//{qn('w:docPartGallery')}")
    return gallery is not None and gallery.get(qn("w:val")) == "Table of Contents"


def _count(properties: _Element | None, name: str, *, default: int) -> int:
    element = properties.find(qn(name)) if properties is not None else None
    value = "" if element is None else element.get(qn("w:val")) or ""
    return int(value) if value.isdigit() and len(value) < 6 else default
