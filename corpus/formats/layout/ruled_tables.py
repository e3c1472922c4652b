"""Ruled tables: the drawn lines of a page and its glyphs in, tables' rows and what is left out.

Each row has as many cells as the table has columns: a cell that spans several columns stands in the
first of them; one that spans rows is told in each. Rows that head the columns together are one.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.formats.layout.cells import cell_text
from corpus.formats.layout.content import Glyph, Page
from corpus.formats.layout.grids import Grid, grids_of, tolerance_of
from corpus.formats.layout.segments import Segment, em_of, segments_of

_MAX_HEADER_ROWS = 4
# As in tables of other formats: what is longer is prose, and to tell it twice would double it.
_MAX_REPEATED_CHARS = 60


def split_tables(page: Page) -> tuple[list[Segment], list[Glyph]]:
    """Return the page's tables, and the glyphs that stand in none."""
    tables: list[Segment] = []
    glyphs = list(page.glyphs)
    for grid in grids_of(page):
        inside = [g for g in glyphs if grid.box.holds(g.box.x, g.box.y)]
        if not any(g.text.strip() for g in inside):
            continue
        glyphs = [g for g in glyphs if not grid.box.holds(g.box.x, g.box.y)]
        rows = _rows(grid, inside, tolerance_of(page))
        tables.append(Segment("", grid.box, em_of(inside), rows))
    return tables, glyphs


@dataclass
class _Cell:
    """A cell from column `i` of row `j`; `right` and `below` are the first edges beyond it."""

    i: int
    j: int
    right: int
    below: int
    glyphs: list[Glyph] = field(default_factory=list)


def _rows(grid: Grid, glyphs: Sequence[Glyph], tolerance: float) -> tuple[tuple[str, ...], ...]:
    owner = _cells(grid, tolerance)
    columns, rows = len(grid.across) - 1, len(grid.down) - 1
    for glyph in glyphs:
        i = min(max(bisect_right(grid.across, glyph.box.x) - 1, 0), columns - 1)
        j = min(max(bisect_right(grid.down, glyph.box.y) - 1, 0), rows - 1)
        owner[i, j].glyphs.append(glyph)
    told = {id(cell): cell_text(segments_of(cell.glyphs)) for cell in owner.values() if cell.glyphs}
    depth = _header_depth(owner, columns, rows)
    header = [
        "/".join(dict.fromkeys(
            text for j in range(depth) if (text := told.get(id(owner[i, j]), ""))
        ))
        for i in range(columns)
    ] if depth > 1 else []  # fmt: skip
    texts = [
        tuple(_shown(owner[i, j], i, j, told) for i in range(columns))
        for j in range(depth if header else 0, rows)
    ]
    return tuple(row for row in (tuple(header), *texts) if any(row))


def _header_depth(owner: Mapping[tuple[int, int], _Cell], columns: int, rows: int) -> int:
    """Return how many rows head the columns: a wide name stands above those of its columns."""
    if all(owner[i, 0].right == i + 1 for i in range(columns)):
        return 1
    depth = 1
    while depth < min(rows - 1, _MAX_HEADER_ROWS) and any(
        owner[i, depth].j < depth for i in range(columns)
    ):
        depth += 1
    return depth


def _shown(cell: _Cell, i: int, j: int, told: Mapping[int, str]) -> str:
    """Return what a place shows: a short cell over several rows is told in each of them."""
    text = told.get(id(cell), "")
    is_repeated = j > cell.j and len(text) <= _MAX_REPEATED_CHARS
    return text if i == cell.i and (j == cell.j or is_repeated) else ""


def _cells(grid: Grid, tolerance: float) -> dict[tuple[int, int], _Cell]:
    """Return for each place of the grid the cell that covers it."""
    level = [r.box for r in grid.rules if r.box.width > r.box.height]
    upright = [r.box for r in grid.rules if r.box.width <= r.box.height]

    def is_walled(i: int, j: int) -> bool:
        """Whether an upright rule closes column i of row j on the right."""
        x, y = grid.across[i + 1], (grid.down[j] + grid.down[j + 1]) / 2
        return any(abs(b.x - x) <= tolerance and b.top <= y <= b.bottom for b in upright)

    def is_floored(i: int, j: int) -> bool:
        """Whether a level rule closes row j of column i below."""
        x, y = (grid.across[i] + grid.across[i + 1]) / 2, grid.down[j + 1]
        return any(abs(b.y - y) <= tolerance and b.left <= x <= b.right for b in level)

    return _spread(len(grid.across) - 1, len(grid.down) - 1, is_walled, is_floored)


def _spread(
    columns: int, rows: int,
    is_walled: Callable[[int, int], bool], is_floored: Callable[[int, int], bool],
) -> dict[tuple[int, int], _Cell]:  # fmt: skip
    """Let each cell grow to the right and down as far as no rule stops it."""
    owner: dict[tuple[int, int], _Cell] = {}
    for j in range(rows):
        for i in range(columns):
            if (i, j) in owner:
                continue
            cell = _Cell(i, j, i + 1, j + 1)
            while (
                cell.right < columns
                and (cell.right, j) not in owner
                and not is_walled(cell.right - 1, j)
            ):
                cell.right += 1
            while cell.below < rows and not any(
                is_floored(k, cell.below - 1) for k in range(i, cell.right)
            ):
                cell.below += 1
            for place in ((k, n) for k in range(i, cell.right) for n in range(j, cell.below)):
                owner.setdefault(place, cell)
    return owner
