"""Tables without upright lines: glyphs of a page in, tables' rows and what stands in none out.

Their columns are told by strips of white that run down through several lines, their rows by white
across, or by which cells begin anew where the lines stand evenly. Columns of prose fill their
width; those of a table do not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_MAX_LINES = 200
_TRIES = 8
# Above and below the text of a page stand its running header and its number.
_MAX_EDGE_LINES = 2

_Line = list[Glyph]


@dataclass(frozen=True, slots=True)
class OpenTables:
    """The tables of a page, the glyphs that stand in none, and the strips of one that may go on."""

    tables: tuple[Segment, ...]
    glyphs: tuple[Glyph, ...]
    going_on: tuple[Strip, ...] = ()


def split_open_tables(glyphs: Sequence[Glyph], going_on: Sequence[Strip] = ()) -> OpenTables:
    """Return the tables without upright lines among the glyphs of a page.

    Args:
        glyphs: all that stand in no table with lines.
        going_on: the strips of the table that the page before ends with, if it does.
    """
    lines = [line for row in level_rows(glyphs) if (line := [g for g in row if g.text.strip()])]
    if not 0 < len(lines) <= _MAX_LINES:
        return OpenTables((), tuple(glyphs))
    tables: list[Segment] = []
    taken: set[int] = set()
    at = free = 0
    last: tuple[Strip, ...] = ()
    while at < len(lines):
        known = going_on if at <= _MAX_EDGE_LINES and not tables else ()
        found = _table_from(lines, at, free, known)
        if isinstance(found, int):
            at = found
            continue
        tables.append(_segment(lines[found.first : found.end], found))
        taken |= {id(glyph) for line in lines[found.first : found.end] for glyph in line}
        at = free = found.end
        last = found.strips
    is_last = len(lines) - free <= _MAX_EDGE_LINES
    rest = tuple(glyph for glyph in glyphs if id(glyph) not in taken)
    return OpenTables(tuple(tables), rest, last if is_last else ())


@dataclass(frozen=True, slots=True)
class _Table:
    """A table in lines `[first, end)` of a page, its rows cut into cells."""

    first: int
    end: int
    strips: tuple[Strip, ...]
    rows: Sequence[Sequence[_Line]]
    em: float


def _table_from(
    lines: Sequence[_Line], first: int, free: int, known: Sequence[Strip]
) -> _Table | int:
    """Return the table around a line, or, where there is none, the line to look from next.

    Args:
        lines: lines of glyphs from top to bottom.
        first: the line that shows where its columns part.
        free: the first line that stands in no other table.
        known: the strips of a table that may go on here.
    """
    em = em_of(lines[first])
    goes_on = len(known) > 0 and _fits(lines[first], known, em)
    strips: Sequence[Strip] = known if goes_on else strips_of(lines[first], em)
    end = first + 1
    while strips and end < len(lines) and _drop(lines, end) <= _MAX_DROP_EMS * em:
        narrowed = between(strips, lines[end], em)
        if len(narrowed) < len(strips):
            break
        strips, end = narrowed, end + 1
    while end - first > 1 and _stands_apart(lines, end - 1, strips, em):
        end -= 1
    if not strips or (end - first < _MIN_ROWS and not goes_on):
        return first + 1
    # What looks no table from here rarely does from the next line: a page is not tried too often.
    later = first + max((end - first) // _TRIES, 1)
    if not goes_on:
        strips = all_strips(lines[first:end], em)
    first = _first_above(lines, first, free, strips, em)
    rows = rows_of(lines[first:end], strips, em)
    is_rest = goes_on or (first == 0 and _is_flush(lines, first, strips, em))
    if sum(map(bool, rows[0])) == 1 and not is_rest:
        title = {id(glyph) for cell in rows[0] for glyph in cell}
        # It is a title, centred above the columns.
        first = next(at for at in range(first, end) if id(lines[at][0]) not in title)
        rows = rows[1:]
    is_table = goes_on or _is_table(lines[first:end], rows, strips, em)
    return _Table(first, end, tuple(strips), rows, em) if is_table else later


def _fits(line: _Line, strips: Sequence[Strip], em: float) -> bool:
    """Whether a line fills two columns or more of a table and leaves its strips white."""
    n_filled = sum(1 for cell in columns_of(line, strips) if cell)
    return n_filled > 1 and len(between(strips, line, em)) == len(strips)


def _segment(lines: Sequence[_Line], table: _Table) -> Segment:
    texts = tuple(
        tuple(cell_text(segments_of(cell)) if cell else "" for cell in row) for row in table.rows
    )
    box = around([glyph.box for line in lines for glyph in line])
    return Segment("", box, table.em, texts)


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
    cells = [columns_of(line, strips) for line in lines]
    columns = [[row[at] for row in cells if row[at]] for at in range(n_columns)]
    if n_columns == 2 and _width(columns[0]) > _MAX_LABEL_EMS * em:
        return False
    return not all(_is_prose(column, em) for column in columns)


def _is_prose(column: Sequence[_Line], em: float) -> bool:
    width = _width(column)
    if width <= 0 or width < _MIN_PROSE_EMS * em:  # a damaged font gives glyphs without a width
        return False
    filled = sum(_width([cell]) for cell in column) / (len(column) * width)
    return filled >= _MIN_PROSE_FILL


def _width(cells: Sequence[_Line]) -> float:
    return around([glyph.box for cell in cells for glyph in cell]).width
