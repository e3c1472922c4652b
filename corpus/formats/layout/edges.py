"""The edges that full lines reach: pages of lines in, the text area around a line out.

Whether a line is set in, or ends short, is told by the edges of its column. A page of one column
may hold too few full lines to show them (a last page, a title page): then the document's serve.
"""

from collections.abc import Iterable, Sequence
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


class TextArea:
    """The edges of one-column text, of the document and of each page."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        plain = [[line for line in lines if _is_plain(line)] for lines in pages]
        whole = [line for lines in plain for line in lines]
        self._usual = _box(whole, _shared_left(whole, 0), _shared_right(whole, 0))
        self._own = [self._own_box(lines) for lines in plain]

    def around(self, line: Line, page: int) -> Box:
        """Return the edges for a line of a page."""
        return line.column or self._own[page]

    def _own_box(self, lines: Sequence[Line]) -> Box:
        usual = self._usual
        left = _shared_left(lines, _MIN_OWN_LINES)
        right = _shared_right(lines, _MIN_OWN_LINES)
        if left is not None:
            low, high = (ems * _em(lines) for ems in _INDENT_EMS)
            left = usual.left if low < left - usual.left < high else left
        return _box(
            lines,
            usual.left if left is None else left,
            usual.right if right is None else right,
        )


def _is_plain(line: Line) -> bool:
    return line.column is None and not line.rows


def _em(lines: Iterable[Line]) -> float:
    return median(line.em for line in lines)


def _box(lines: Sequence[Line], left: float | None, right: float | None) -> Box:
    """Return the edges, those of the longest line where none is shared."""
    if left is None:
        left = min((line.box.left for line in lines), default=0.0)
    if right is None:
        right = max((line.box.right for line in lines), default=0.0)
    return Box(left, 0.0, right, 0.0)


def _shared_left(lines: Sequence[Line], at_least: int) -> float | None:
    return _shared(sorted(line.box.left for line in lines), lines, _LEFT_PLAY_EMS, at_least)


def _shared_right(lines: Sequence[Line], at_least: int) -> float | None:
    ends = sorted((line.box.right for line in lines), reverse=True)
    return _shared(ends, lines, _RIGHT_PLAY_EMS, at_least)


def _shared(
    places: Sequence[float], lines: Sequence[Line], play_ems: float, at_least: int
) -> float | None:
    """Return the outermost place where enough lines meet; places come outermost first."""
    if not lines:
        return None
    play = play_ems * _em(lines)
    needed = max(_MIN_LINES, at_least, len(lines) * _MIN_SHARE)
    end = 0
    for start, place in enumerate(places):
        end = max(end, start)
        while end < len(places) and abs(places[end] - place) <= play:
            end += 1
        if end - start >= needed:
            return place
    return None
