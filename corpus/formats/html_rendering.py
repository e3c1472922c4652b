"""A node of a web page in, its lines of text out: paragraphs, headings, lists, tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from corpus.formats.grid import Cell, table_lines
from corpus.formats.word_text import raised

_BLOCKS = set(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td "
    "tfoot th thead tr ul caption".split()
)
_HEADING = re.compile("h([1-6])$")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0\u2002\u2003\u2009]+")
# Blanks that open a paragraph: two wide ones, or what editors write for them.
_INDENT = re.compile(r"^[ \t\r\n]*(?:\u3000|\u2003|[\xa0\u2002]{3,})")
_INDENTED = re.compile(r"text-indent\s*:\s*(?:[1-9]|0?\.[1-9])")
_MAX_HEADING_CHARS = 100
_STEP_NUMBER = re.compile(r"0?[1-9]|1\d")
# 3 beside 个工作日 is no number of a step.
_STEP_NAME = re.compile("(?![个天日次元项人分年月份名家户时小工万亿])[\u4e00-\u9fff]{2}")
_ARTICLE = re.compile("第[一二三四五六七八九十百千零〇两]+条")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text, and how many of its characters are links."""

    text: str
    link_chars: int = 0


@dataclass
class _Open:
    """The line being written."""

    pieces: list[str] = field(default_factory=list)
    link_chars: int = 0
    is_blank: bool = True


def rendered(node: _Element) -> list[PageLine]:
    """Return the lines of a node, in order, none of them blank."""
    renderer = _Renderer()
    renderer.block(node)
    renderer.close()
    return renderer.lines


def flat_text(node: _Element) -> str:
    """Return all text below a node on one line."""
    return _BLANKS.sub(" ", "".join(_strings(node))).strip()


class _Renderer:
    def __init__(self) -> None:
        self.lines: list[PageLine] = []
        self._open = _Open()
        self._prefix = ""
        self._counts: dict[_Element, int] = {}

    def block(self, node: _Element) -> None:
        """Write a block element; what stands before and after it are other lines."""
        tag = node.tag
        if tag == "table" and not _is_layout(node):
            self._table(node)
            return
        self.close()
        if heading := _HEADING.match(tag):
            self._prefix = "#" * int(heading[1]) + " "
        elif tag == "li":
            self._prefix = self._mark(node)
        elif tag == "p" and _INDENTED.search(node.get("style") or ""):
            self._prefix = "\u3000\u3000"
        self._children(node, in_link=False, preformatted=tag == "pre")
        self.close()
        self._prefix = ""

    def close(self) -> None:
        """End the line being written."""
        raw = "".join(self._open.pieces)
        indent = "\u3000\u3000" if _INDENT.match(raw) else ""
        text = _BLANKS.sub(" ", raw).strip(" \u3000")
        if text:
            self.lines.append(PageLine(self._led(text, indent), self._open.link_chars))
            self._prefix = ""
        self._open = _Open()

    def _led(self, text: str, indent: str) -> str:
        if self._prefix.startswith("#"):
            is_title = len(text) <= _MAX_HEADING_CHARS and not text.endswith("。")
            return self._prefix + text if is_title and not _ARTICLE.match(text) else indent + text
        return (self._prefix or indent) + text

    def _children(self, node: _Element, *, in_link: bool, preformatted: bool) -> None:
        self._write(node.text, in_link, preformatted)
        for child in node:
            if isinstance(child.tag, str):
                if child.tag == "br":
                    self.close()
                elif child.tag in _BLOCKS:
                    self.block(child)
                elif child.tag == "sup":
                    self._write(raised(flat_text(child)), in_link, preformatted)
                elif self._open.is_blank and _numbers_step(child):
                    self._write(f"{int(flat_text(child))}. ", in_link, preformatted)
                elif child.tag not in ("rt", "rp"):
                    is_link = in_link or (child.tag == "a" and child.get("href") is not None)
                    self._children(child, in_link=is_link, preformatted=preformatted)
            self._write(child.tail, in_link, preformatted)

    def _write(self, text: str | None, in_link: bool, preformatted: bool) -> None:
        for at, line in enumerate((text or "").split("\n") if preformatted else [text or ""]):
            if at:
                self.close()
            self._open.pieces.append(line)
            self._open.is_blank = self._open.is_blank and not line.strip()
            self._open.link_chars += len(line.strip()) if in_link else 0

    def _mark(self, item: _Element) -> str:
        """Return what the browser shows before an item of a list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return "- "
        if parent not in self._counts:
            start = parent.get("start") or ""
            self._counts[parent] = int(start) if start.isdecimal() and len(start) < 6 else 1
        self._counts[parent] += 1
        return f"{self._counts[parent] - 1}. "

    def _table(self, table: _Element) -> None:
        self.close()
        rows = [[_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in _rows(table)]
        caption = table.find("caption")
        if caption is not None and (title := flat_text(caption)):
            self.lines.append(PageLine(title))
        self.lines += map(PageLine, table_lines(rows))


def _numbers_step(node: _Element) -> bool:
    """Whether an element holds the number of a step alone, and the next one names the step."""
    following = node.getnext()
    if following is None or not isinstance(following.tag, str) or (node.tail or "").strip():
        return False
    names = _STEP_NAME.match(flat_text(following)) is not None
    return names and _STEP_NUMBER.fullmatch(flat_text(node)) is not None


def _is_layout(table: _Element) -> bool:
    """Whether a table only places blocks on the page: it holds others, or has a single cell."""
    if table.find(".//table") is not None:
        return True
    return sum(1 for row in _rows(table) for cell in row if cell.tag in ("td", "th")) < 2


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cell(node: _Element) -> Cell:
    # A cell's headings and lists are its paragraphs; marks of Markdown have no place in a row.
    paragraphs = tuple(line.text.strip(" \u3000").lstrip("#").strip() for line in rendered(node))
    is_header = node.tag == "th" or (node.getparent() is not None and _in_head(node))
    return Cell(paragraphs, _span(node, "colspan"), _span(node, "rowspan"), is_header)


def _in_head(cell: _Element) -> bool:
    return any(ancestor.tag == "thead" for ancestor in cell.iterancestors("thead", "table"))


def _span(cell: _Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _strings(node: _Element) -> Iterator[str]:
    for text in node.itertext():
        yield str(text)
