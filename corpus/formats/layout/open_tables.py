"""Tables without upright lines: glyphs of a page in, tables' rows and what stands in none out.

Their columns are told by strips of white that run down through several lines, their rows by white
across, or by which cells begin anew where the lines stand evenly. Columns of prose fill their
width; those of a table do not.
"""

import re
from collections.abc import Sequence

from corpus.formats.layout.cells import cell_text
from corpus.formats.layout.content import Glyph, around
from corpus.formats.layout.segments import Segment, em_of, level_rows, segments_of
from corpus.formats.layout.strips import Strip, all_strips, between, columns_of, strips_of
from corpus.formats.layout.table_rows import rows_of

_MIN_ROWS = 3
_MIN_COLUMNS = 3
# A table of two columns is a list of labels: narrow on the left, and longer than a signature.
_MIN_ROWS_OF_TWO = 4
_MAX_LABEL_EMS = 10
# In ems, from middle to middle: rows set further apart are not of one table.
_MAX_DROP_EMS = 4.0
# Lines of one cell stand no further apart than this.
_MAX_PITCH_EMS = 1.7
_FLUSH_EMS = 0.3
_SAME_SIZE = 0.08
_NOTE = re.compile("[（(]?(?:注|备注|说明|资料来源|数据来源)[：:1１]")
# Prose fills its column to at least this share, and no column of prose is narrower.
_MIN_PROSE_FILL = 0.75
_MIN_PROSE_EMS = 8.0
_MIN_FILLED_SHARE = 0.6
# A page with more lines than this is a drawing or an attack.
_MAX_LINES = 400

_Line = list[Glyph]


def split_open_tables(glyphs: Sequence[Glyph]) -> tuple[list[Segment], list[Glyph]]:
    """Return the tables without upright lines among glyphs, and the glyphs that stand in none."""
    lines = [line for row in level_rows(glyphs) if (line := [g for g in row if g.text.strip()])]
    if not 0 < len(lines) <= _MAX_LINES:
        return [], list(glyphs)
    tables: list[Segment] = []
    taken: set[int] = set()
    at = free = 0
    while at < len(lines):
        first, end, table = _table_from(lines, at, free)
        if table is None:
            at += 1
            continue
        tables.append(table)
        taken |= {id(glyph) for line in lines[first:end] for glyph in line}
        at = free = end
    return tables, [glyph for glyph in glyphs if id(glyph) not in taken]


def _table_from(lines: Sequence[_Line], first: int, free: int) -> tuple[int, int, Segment | None]:
    """Return the table around a line: its first line, the line behind it, and what it holds.

    Args:
        lines: lines of glyphs from top to bottom.
        first: the line that shows where its columns part.
        free: the first line that stands in no other table.
    """
    em = em_of(lines[first])
    strips = strips_of(lines[first], em)
    end = first + 1
    while strips and end < len(lines) and _drop(lines, end) <= _MAX_DROP_EMS * em:
        narrowed = between(strips, lines[end], em)
        if len(narrowed) < len(strips):
            break
        strips, end = narrowed, end + 1
    while end - first > 1 and _stands_apart(lines, end - 1, strips, em):
        end -= 1
    if not strips or end - first < _MIN_ROWS:
        return first, end, None
    strips = all_strips(lines[first:end], em)
    first = _first_above(lines, first, free, strips, em)
    rows = rows_of(lines[first:end], strips, em)
    is_rest = first == 0 and _is_flush(lines, first, strips, em)
    if sum(map(bool, rows[0])) == 1 and not is_rest:
        title = {id(glyph) for cell in rows[0] for glyph in cell}
        # It is a title, centred above the columns.
        first = next(at for at in range(first, end) if id(lines[at][0]) not in title)
        rows = rows[1:]
    if not _is_table(lines[first:end], rows, strips, em):
        return first, end, None
    texts = tuple(
        tuple(cell_text(segments_of(cell)) if cell else "" for cell in row) for row in rows
    )
    whole = [glyph for line in lines[first:end] for glyph in line]
    return first, end, Segment("", around([glyph.box for glyph in whole]), em, texts)


def _first_above(
    lines: Sequence[_Line], first: int, free: int, strips: Sequence[Strip], em: float
) -> int:
    """Return where a table begins: the first line of a tall cell stands above those beside it.

    So does the end of a cell that the page before began, the first line of a page.
    """
    while first > free and _drop(lines, first) <= _MAX_DROP_EMS * em:
        if len(between(strips, lines[first - 1], em)) < len(strips):
            break
        is_near = _drop(lines, first) <= _MAX_PITCH_EMS * em
        if not is_near and not (first == 1 and _is_flush(lines, 0, strips, em)):
            break
        first -= 1
    return first


def _is_flush(lines: Sequence[_Line], at: int, strips: Sequence[Strip], em: float) -> bool:
    """Whether a line holds one cell, set in a column behind the first where that column begins."""
    filled = [column for column, cell in enumerate(columns_of(lines[at], strips)) if cell]
    if len(filled) != 1 or not filled[0]:
        return False
    return abs(lines[at][0].box.left - strips[filled[0] - 1][1]) <= _FLUSH_EMS * em


def _drop(lines: Sequence[_Line], at: int) -> float:
    return lines[at][0].box.y - lines[at - 1][0].box.y


def _stands_apart(lines: Sequence[_Line], at: int, strips: Sequence[Strip], em: float) -> bool:
    """Whether a line below a table is its note or a heading: one cell alone that wraps nothing."""
    cells = [cell for cell in columns_of(lines[at], strips) if cell]
    if len(cells) > 1:
        return False
    text = "".join(glyph.text for glyph in lines[at])
    is_of_size = abs(em_of(lines[at]) - em) <= _SAME_SIZE * em
    return not is_of_size or _drop(lines, at) > _MAX_PITCH_EMS * em or bool(_NOTE.match(text))


def _is_table(
    lines: Sequence[_Line], rows: Sequence[Sequence[_Line]], strips: Sequence[Strip], em: float
) -> bool:
    n_columns = len(strips) + 1
    needed = _MIN_ROWS if n_columns >= _MIN_COLUMNS else _MIN_ROWS_OF_TWO
    if len(rows) < needed:
        return False
    filled = sum(sum(1 for cell in row if cell) > 1 for row in rows)
    if filled < _MIN_FILLED_SHARE * len(rows):
        return False
    columns = [
        [cell for line in lines if (cell := columns_of(line, strips)[at])]
        for at in range(n_columns)
    ]
    if n_columns == 2 and _width(columns[0]) > _MAX_LABEL_EMS * em:
        return False
    return not all(_is_prose(column, em) for column in columns)


def _is_prose(column: Sequence[_Line], em: float) -> bool:
    width = _width(column)
    filled = sum(_width([cell]) for cell in column) / (len(column) * width)
    return width >= _MIN_PROSE_EMS * em and filled >= _MIN_PROSE_FILL


def _width(cells: Sequence[_Line]) -> float:
    return around([glyph.box for cell in cells for glyph in cell]).width
