"""Tables whose cells tabs set apart, | as in Markdown, or blanks: rows in, their paragraphs out.

A header row repeated on each page is dropped after the first; a row without a number belongs to
the number above; a cell that a page break cut goes on in the plain lines that follow it. The row
of a table without prose stays one line, its cells set apart by tabs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from corpus.document import Span
from corpus.structure.lines import Line, LineRole, ends_sentence
from corpus.structure.spaced_rows import spaced_ranges
from corpus.text.normalization import normalize_spans
from corpus.text.tracing import TracedText, joined

_PARAGRAPH_BREAK = re.compile(r"</p>\s*(?:<p>)?|<p>", re.IGNORECASE)
_MAX_HEADER_CELL_CHARS = 60
# A table with a longer row holds prose, each cell a text of its own; else a row is read as a line.
_MAX_SMALL_ROW_CHARS = 200
_MAX_CLAUSE_CHARS = 40
_MAX_LEAD_CHARS = 60
_STATES = re.compile("[。；！？，]$|。.")
# The row below the header of a table in Markdown.
_DASHES = re.compile(r"\s*\|[\s:|-]*-[\s:|-]*\|\s*$")
_MIN_PAIR_ROWS = 3
_MIN_LABEL_SHARE = 0.6
_LABEL = re.compile(
    "[\u4e00-\u9fff（）()/、]{0,12}(?:名称|类型|类别|主体|对象|时限|期限|次数|收费|地点|时间|电话|编码|代码|"
    "依据|机关|机构|部门|单位|条件|形式|方式|方法|渠道|网址|地址|范围|状态|结果|限制|代表人|级别|标准|材料|"
    "流程|程序|要求|联系人|邮箱|传真|费用|性质|权限|深度)[：:]?"
)
_ROW_NUMBER = re.compile(r"\d{1,4}$")


@dataclass(frozen=True, slots=True)
class TableText:
    """A paragraph of a cell. `section` opens a new section of the table instead (its title)."""

    text: TracedText
    path: tuple[str, ...] = ()
    context: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[TracedText, ...], ...]

    @property
    def texts(self) -> list[str]:
        return ["".join(piece.text for piece in cell) for cell in self.cells]


def is_continuation(line: Line, previous: Line) -> bool:
    """Return whether a plain line goes on with the last cell of the row before it."""
    cell = previous.raw.rsplit("\t", 1)[-1]
    is_unclosed = cell.count("<p>") > cell.count("</p>")
    return (
        bool(cell.strip())
        and not line.is_marked
        and (is_unclosed or (not ends_sentence(previous.clean) and "</p>" in line.raw))
    )


def table_lead(text: str, above: Sequence[str]) -> tuple[str, ...]:
    """Return the line right above a table where it leads to it: 分布如下：, 单位：万元.

    Args:
        text: the clean text of the paragraph above the table.
        above: the headings that the table stands under already.
    """
    is_named = 0 < len(text) <= _MAX_LEAD_CHARS and not _STATES.search(text)
    return (text.rstrip("：:"),) if is_named and text.rstrip("：:") not in above else ()


def table_texts(source: str, rows: Sequence[Sequence[Line]]) -> Iterator[TableText]:
    """Yield the paragraphs of a table, row by row.

    Args:
        source: the document's text.
        rows: for each row its line and the plain lines that go on with its last cell.
    """
    parsed = [_parsed(source, lines) for lines in rows if not _DASHES.match(lines[0].raw)]
    if not parsed:
        return
    if _is_of_pairs(parsed):
        yield from _pairs(parsed)
        return
    header = _header(parsed)
    is_prose = any(sum(map(len, row.texts)) > _MAX_SMALL_ROW_CHARS for row in parsed)
    columns = "，".join(header) if header else None
    number, problem = "", ""
    for at, row in enumerate(parsed):
        if header and row.texts == header:
            if at == 0:
                yield from _whole_row(row) if is_prose else _row_line(row, columns)
            continue
        if section := _section(row):
            yield TableText(section, section=section.text)
            continue
        if not is_prose:
            yield from _row_line(row, columns)
            continue
        if not header:
            yield from _whole_row(row)
            continue
        texts = row.texts
        has_number = _ROW_NUMBER.match(texts[0]) is not None
        number = texts[0] if has_number else number
        named = texts[1] if has_number and len(texts) > 1 else _problem_cell(texts, header)
        problem = _first_clause(named) or problem
        yield from _cells(row, header, number, problem)


def _is_of_pairs(rows: Sequence[_Row]) -> bool:
    """Whether the rows set labels beside their values: 办理地点 | 一楼 | 咨询电话 | 12345."""
    if len(rows) < _MIN_PAIR_ROWS or len(rows[0].cells) not in (2, 4):
        return False
    labels = [text for row in rows for text in row.texts[::2] if text]
    known = sum(1 for label in labels if _LABEL.fullmatch(label))
    # A header that names columns repeats none of its names below, and labels come but once.
    return (
        bool(labels) and known >= _MIN_LABEL_SHARE * len(labels) and len(set(labels)) == len(labels)
    )


def _pairs(rows: Sequence[_Row]) -> Iterator[TableText]:
    for row in rows:
        cells = [joined(cell, " ") if cell else None for cell in row.cells]
        for label, value in zip_longest(cells[::2], cells[1::2], fillvalue=None):
            pair = [text for text in (label, value) if text]
            if pair:
                yield TableText(joined(pair, "\t"))


def _cells(row: _Row, header: list[str], number: str, problem: str) -> Iterator[TableText]:
    title = f"{number} {problem}".strip()
    shift = len(header) - len(row.cells)
    mark: TracedText | None = None
    for column, cell in enumerate(row.cells):
        name = header[min(column + max(shift, 0), len(header) - 1)]
        context = f"{name}：{problem}" if problem else name
        for piece in cell:
            if column == 0 and _ROW_NUMBER.match(piece.text):
                mark = piece
                continue
            # The number of a row stands above its first paragraph.
            text = joined([mark, piece], "\n") if mark else piece
            mark = None
            yield TableText(text, (title, name), context)
    if mark:
        yield TableText(mark, (title,))


def _row_line(row: _Row, columns: str | None) -> Iterator[TableText]:
    """Yield a short row as one line, so that a value is never read without what it is of."""
    cells = [joined(cell, " ") for cell in row.cells if cell]
    names = columns.split("，") if columns else []
    if len(names) == len(row.cells):  # a name stands over its own cell alone: 2023年 over no other
        columns = "，".join(n for n, cell in zip(names, row.cells, strict=True) if cell)
    if cells:
        yield TableText(joined(cells, "\t"), context=columns)


def _whole_row(row: _Row) -> Iterator[TableText]:
    for cell in row.cells:
        for piece in cell:
            yield TableText(piece)


def _parsed(source: str, lines: Sequence[Line]) -> _Row:
    start = lines[0].span.start
    cells = [[Span(start + low, start + high)] for low, high in _cell_ranges(lines[0])]
    cells[-1].extend(line.span for line in lines[1:])
    return _Row(tuple(_cell_paragraphs(source, spans) for spans in cells))


def _cell_ranges(line: Line) -> list[tuple[int, int]]:
    """Return where the cells of a row stand in its line; a mark behind the last ends it."""
    if line.role is LineRole.SPACED_ROW:
        return spaced_ranges(line.raw)
    mark, low, high = "\t", 0, len(line.raw)
    if line.is_piped:
        mark, low, high = "|", line.raw.index("|") + 1, line.raw.rindex("|") + 1
    ranges: list[tuple[int, int]] = []
    for match in re.finditer(re.escape(mark), line.raw[low:high]):
        ranges.append((low if not ranges else ranges[-1][1] + 1, low + match.start()))
    last = ranges[-1][1] + 1 if ranges else low
    return [*ranges, (last, high)] if last < high else ranges


def _cell_paragraphs(source: str, spans: Sequence[Span]) -> tuple[TracedText, ...]:
    """Cut a cell at its `<p>`; lines that go on with a cell join its last paragraph."""
    groups: list[list[Span]] = []
    for at, span in enumerate(spans):
        pieces = _split(source, span)
        if at and groups and pieces:
            groups[-1].append(pieces.pop(0))
        groups.extend([piece] for piece in pieces)
    texts = (normalize_spans(source, group) for group in groups)
    return tuple(text for text in texts if text.text)


def _split(source: str, span: Span) -> list[Span]:
    pieces: list[Span] = []
    start = span.start
    for match in _PARAGRAPH_BREAK.finditer(source, span.start, span.end):
        pieces.append(Span(start, match.start()))
        start = match.end()
    pieces.append(Span(start, span.end))
    return [piece for piece in pieces if source[piece.start : piece.end].strip()]


def _header(rows: Sequence[_Row]) -> list[str] | None:
    """Return the first row's texts where it heads columns: every cell filled, and short."""
    texts = rows[0].texts
    if len(rows) < 2 or len(texts) < 2:
        return None
    # A table without a header begins with a row like the others: 申领对象, 在本市工作的人才。
    is_header = all(0 < len(t) <= _MAX_HEADER_CELL_CHARS and t[-1] not in "。；" for t in texts)
    return texts if is_header else None


def _section(row: _Row) -> TracedText | None:
    """Return the title where a row holds nothing but the title of a group of rows."""
    filled = [piece for cell in row.cells for piece in cell]
    if len(filled) != 1 or not filled[0].text.startswith("（") or len(filled[0].text) > 40:
        return None
    return filled[0]


def _problem_cell(texts: Sequence[str], header: Sequence[str]) -> str:
    return texts[1] if len(texts) == len(header) else texts[0]


def _first_clause(text: str) -> str:
    return re.split("[。，；：]", text)[0][:_MAX_CLAUSE_CHARS]
