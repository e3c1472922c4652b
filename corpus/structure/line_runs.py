"""What the lines around a line tell of it: captions, names of a list, the width of the print.

Lines of one part in, which of them are what out.
"""

from collections.abc import Sequence

from corpus.structure.lines import Line
from corpus.structure.masthead import is_doc_no
from corpus.structure.numbering import is_bare

_MAX_CAPTION_CHARS = 80
_MIN_PRINTED_LINES, _MAX_PRINTED_CHARS = 5, 50
_MIN_INDENTED_SHARE, _FULL_LINE_SHARE = 0.3, 0.85
_MIN_NAMES, _MAX_NAME_SHARE = 3, 0.6


def caption_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return credit lines, and the short sentence above each that is its caption."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if line.is_credit:
            found.add(at)
            above = lines[at - 1] if at else None
            if above and above.ends_sentence and len(above.clean) <= _MAX_CAPTION_CHARS:
                found.add(at - 1)
    return frozenset(found)


def name_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines of a list of names, a line each, but the first of each list.

    Of three short lines in a row at most one was cut by a page; a printed line fills its width.
    """
    width = max((len(line.clean) for line in lines), default=0)
    found: set[int] = set()
    first = 0  # of the run of names that the line at hand is in
    for at, line in enumerate(lines):
        is_name = (
            is_bare(line.clean) and len(line.clean) <= _MAX_NAME_SHARE * width
            and not (line.numbering or line.is_date or line.is_debris or line.is_marked)
            and not (is_doc_no(line.clean) or line.clean.startswith(("《", "关于")))
        )  # fmt: skip
        if not is_name:
            first = at + 1
        elif at - first + 1 == _MIN_NAMES:
            found.update(range(first + 1, at + 1))
        elif at - first + 1 > _MIN_NAMES:
            found.add(at)
    return frozenset(found)


def print_width(lines: Sequence[Line]) -> int | None:
    """Return from how many characters on a line fills the page; None where lines are not printed.

    Only where blanks open each paragraph does their lack tell that a line goes on.
    """
    indented = sum(1 for line in lines if line.is_indented)
    lengths = sorted(len(line.clean) for line in lines)
    if len(lines) < _MIN_PRINTED_LINES or indented < _MIN_INDENTED_SHARE * len(lines):
        return None
    width = lengths[-1]
    return int(_FULL_LINE_SHARE * width) if width <= _MAX_PRINTED_CHARS else None
