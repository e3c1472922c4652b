"""Grids: the drawn lines of a page in, the edges of its tables' columns and rows out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.formats.layout.content import Box, Page, Rule, around

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


def grids_of(page: Page) -> list[Grid]:
    """Return the grids of two columns or more that the rules of a page form."""
    tolerance = tolerance_of(page)
    level, upright = _split(page)
    if len(level) + len(upright) > _MAX_RULES:
        return []
    return [
        grid
        for group in _connected(level, upright, tolerance)
        if (grid := _grid(group, tolerance)) is not None
    ]


def tolerance_of(page: Page) -> float:
    """Return how near to each other two lines of a page are one."""
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
