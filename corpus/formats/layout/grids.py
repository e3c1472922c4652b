"""Ruled tables: the drawn lines of a page and its glyphs in, tables' rows and what is left out.

Each row has as many cells as the table has columns: a cell that spans several stands in the first
of them, the others are empty.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from corpus.formats.layout.cells import cell_text
from corpus.formats.layout.content import Box, Glyph, Page, Rule, around
from corpus.formats.layout.segments import Segment, em_of, segments_of

# Lines this near to each other are one: three points on a page of A4.
_TOLERANCE_OF_WIDTH = 1 / 200
# A rule is no thicker than this (six points on A4), else it is a filled area.
_MAX_THICKNESS_OF_WIDTH = 1 / 100
# A level rule this much longer than the columns reach closes a table that has no side borders.
_OPEN_SIDE_TOLERANCES = 4
# A page with more rules than this is a drawing (a map, a chart); comparing them is quadratic.
_MAX_RULES = 3000
_MAX_CELLS = 5000


@dataclass(frozen=True, slots=True)
class Grid:
    """The borders of a table: `across[i]` and `down[j]` are its columns' and rows' edges."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    rules: tuple[Rule, ...]

    @property
    def box(self) -> Box:
        """The table's outline."""
        return Box(self.across[0], self.down[0], self.across[-1], self.down[-1])


def split_tables(page: Page) -> tuple[list[Segment], list[Glyph]]:
    """Return the page's tables, and the glyphs that stand in none."""
    tables: list[Segment] = []
    glyphs = list(page.glyphs)
    for grid in grids_of(page):
        inside = [g for g in glyphs if grid.box.holds(g.box.x, g.box.y)]
        if not any(g.text.strip() for g in inside):
            continue
        glyphs = [g for g in glyphs if not grid.box.holds(g.box.x, g.box.y)]
        rows = _rows(grid, inside, _tolerance(page))
        tables.append(Segment("", grid.box, em_of(inside), rows))
    return tables, glyphs


def grids_of(page: Page) -> list[Grid]:
    """Return the grids of two columns or more that the rules of a page form."""
    tolerance = _tolerance(page)
    level, upright = _split(page)
    if len(level) + len(upright) > _MAX_RULES:
        return []
    return [
        grid
        for group in _connected(level, upright, tolerance)
        if (grid := _grid(group, tolerance)) is not None
    ]


def _tolerance(page: Page) -> float:
    return page.width * _TOLERANCE_OF_WIDTH


def _split(page: Page) -> tuple[list[Rule], list[Rule]]:
    thickest = page.width * _MAX_THICKNESS_OF_WIDTH
    level = [r for r in page.rules if r.box.height <= thickest and r.box.width > r.box.height]
    upright = [r for r in page.rules if r.box.width <= thickest and r.box.height >= r.box.width]
    return level, upright


def _connected(
    level: Sequence[Rule], upright: Sequence[Rule], tolerance: float
) -> Iterable[list[Rule]]:
    """Yield groups of rules that touch, directly or through others."""
    rules = [*level, *upright]
    parents = list(range(len(rules)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    for i, first in enumerate(level):
        for j, second in enumerate(upright, start=len(level)):
            if _touch(first.box, second.box, tolerance):
                parents[root(i)] = root(j)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for at, rule in enumerate(rules):
        groups[root(at)].append(rule)
    return groups.values()


def _touch(level: Box, upright: Box, tolerance: float) -> bool:
    return (
        level.left - tolerance <= upright.x <= level.right + tolerance
        and upright.top - tolerance <= level.y <= upright.bottom + tolerance
    )


def _grid(rules: Sequence[Rule], tolerance: float) -> Grid | None:
    level = [r.box for r in rules if r.box.width > r.box.height]
    upright = [r.box for r in rules if r.box.width <= r.box.height]
    if len(level) < 2 or not upright:
        return None
    across = _edges([box.x for box in upright], tolerance)
    reach = around(level)
    if across[0] - reach.left > _OPEN_SIDE_TOLERANCES * tolerance:
        across.insert(0, reach.left)
    if reach.right - across[-1] > _OPEN_SIDE_TOLERANCES * tolerance:
        across.append(reach.right)
    down = _edges([box.y for box in level], tolerance)
    # A frame around text is no table, and squared paper is none either.
    if len(across) < 3 or len(down) < 2 or len(across) * len(down) > _MAX_CELLS:
        return None
    return Grid(tuple(across), tuple(down), tuple(rules))


def _edges(places: Iterable[float], tolerance: float) -> list[float]:
    edges: list[list[float]] = []
    for place in sorted(places):
        if edges and place - edges[-1][-1] <= tolerance:
            edges[-1].append(place)
        else:
            edges.append([place])
    return [sum(edge) / len(edge) for edge in edges]


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
    texts = [
        tuple(
            cell_text(segments_of(cell.glyphs))
            if (cell := owner[i, j]).glyphs and (cell.i, cell.j) == (i, j) else ""
            for i in range(columns)
        )
        for j in range(rows)
    ]  # fmt: skip
    return tuple(row for row in texts if any(row))


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
