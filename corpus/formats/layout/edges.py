"""The edges that full lines reach: pages of lines in, the text area around a line out.

Whether a line is set in, or ends short, is told by the edges of its column. A page of one column
may hold too few full lines to show them (a last page, a title page): then the document's serve.
"""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from corpus.formats.layout.content import Box
from corpus.formats.layout.order import Line

# An edge is where several lines meet, not where one stray line ends.
_MIN_SHARE = 0.05
_MIN_LINES = 2
# As many lines of a page as this show its own edges, which a scan may have shifted.
_MIN_OWN_LINES = 5
_LEFT_PLAY_EMS = 0.5
# Lines end up to an em early, as none begins with a full stop.
_RIGHT_PLAY_EMS = 1.0
# A page of one-line paragraphs shows an edge that is really their indent.
_INDENT_EMS = (1.2, 3.6)
# Text takes more than this share of a page; shorter lines show no edge, unless so many of them
# end alike that they are a column that stands alone.
_MIN_WIDTH_SHARE = 0.55
_MIN_ALIKE_SHARE = 0.35
_MIN_COLUMN_EMS = 12


class TextArea:
    """The edges of columns, of one-column pages, and of the document where a page shows none."""

    def __init__(self, pages: Sequence[Sequence[Line]], widths: Sequence[float]) -> None:
        plain = [[line for line in lines if _is_plain(line)] for lines in pages]
        whole = [line for lines in plain for line in lines]
        self._usual = _usual(whole, max(widths, default=0.0))
        self._own = [self._own_box(lines) for lines in plain]
        self._columns = [_column_boxes(lines) for lines in pages]

    def around(self, line: Line, page: int) -> Box:
        """Return the edges for a line of a page."""
        return self._columns[page][line.column] if line.column else self._own[page]

    def _own_box(self, lines: Sequence[Line]) -> Box:
        left, right = _shared_edges(lines, at_least=_MIN_OWN_LINES)
        usual = self._usual
        if left is None or _is_indent(left - usual.left, lines):
            left = usual.left
        if right is None or not _is_edge(right, left, lines, usual.width):
            right = usual.right
        return Box(left, 0.0, right, 0.0)


def _is_plain(line: Line) -> bool:
    return line.column is None and not line.rows


def _is_indent(distance: float, lines: Sequence[Line]) -> bool:
    em = _em(lines)
    return _INDENT_EMS[0] * em < distance < _INDENT_EMS[1] * em


def _em(lines: Sequence[Line]) -> float:
    return median(line.em for line in lines)


def _usual(lines: Sequence[Line], page_width: float) -> Box:
    """Return the document's edges; where its lines are too few or short, even margins."""
    left, right = _shared_edges(lines, at_least=0)
    if left is None:
        left = min((line.box.left for line in lines), default=0.0)
    if right is None or not _is_edge(right, left, lines, page_width):
        right = max([page_width - left, *(line.box.right for line in lines)])
    return Box(left, 0.0, right, 0.0)


def _is_edge(right: float, left: float, lines: Sequence[Line], whole_width: float) -> bool:
    """Whether lines that end here end because the text area does."""
    if right - left >= _MIN_WIDTH_SHARE * whole_width:
        return True
    em = _em(lines)
    alike = sum(abs(line.box.right - right) <= _RIGHT_PLAY_EMS * em for line in lines)
    return right - left >= _MIN_COLUMN_EMS * em and alike >= _MIN_ALIKE_SHARE * len(lines)


def _column_boxes(lines: Sequence[Line]) -> dict[Box, Box]:
    """Return for each column of a page the edges at which its lines meet."""
    columns: dict[Box, list[Line]] = defaultdict(list)
    for line in lines:
        if line.column:
            columns[line.column].append(line)
    return {box: _column_box(box, members) for box, members in columns.items()}


def _column_box(box: Box, lines: Sequence[Line]) -> Box:
    left, right = _shared_edges(lines, at_least=0)
    return Box(
        box.left if left is None else left, box.top, box.right if right is None else right,
        box.bottom,
    )  # fmt: skip


def _shared_edges(lines: Sequence[Line], *, at_least: int) -> tuple[float | None, float | None]:
    """Return the outermost places where enough lines begin and end."""
    if not lines:
        return None, None
    needed = max(_MIN_LINES, at_least, len(lines) * _MIN_SHARE)
    starts = sorted(line.box.left for line in lines)
    ends = sorted((line.box.right for line in lines), reverse=True)
    em = _em(lines)
    return (
        _shared(starts, _LEFT_PLAY_EMS * em, needed),
        _shared(ends, _RIGHT_PLAY_EMS * em, needed),
    )


def _shared(places: Sequence[float], play: float, needed: float) -> float | None:
    """Return the first of the places, outermost first, near which enough others lie."""
    end = 0
    for start, place in enumerate(places):
        while end < len(places) and abs(places[end] - place) <= play:
            end += 1
        if end - start >= needed:
            return place
    return None
