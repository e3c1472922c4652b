"""Whether a span of the source bears a clean range: the check behind every citation.

A quote is one span of the source as received. Its clean text is what it normalises to, without the
whole lines within it that belong to the page and not to the sentence: the number of a page, the
caption of a photograph, a line of the portal.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from corpus.document import OffsetMap, Span
from corpus.text.normalization import normalize

# More than this between the halves of a sentence is no furniture of a page.
_MAX_LEFT_OUT = 400


def quoted_span(source: str, text: str, offsets: OffsetMap, start: int, end: int) -> Span | None:
    """Return the span that bears the clean range `[start, end)` of a text; None if none does.

    Args:
        source: the source text.
        text: the whole clean text.
        offsets: leads from the clean text to the source.
        start: of the range, in code points.
        end: of the range.
    """
    pieces = offsets.pieces(start, end)
    in_order = all(one.start <= other.start for one, other in pairwise(pieces))
    if not pieces or not in_order:
        return None
    span = _trimmed(source, Span(pieces[0].start, max(piece.end for piece in pieces)))
    wanted = folded(text[start:end])
    if folded(normalize(source[span.start : span.end]).text) == wanted:
        return span
    kept = _without_left_out_lines(source, span, pieces)
    is_borne = kept is not None and folded(normalize(kept).text) == wanted
    return span if is_borne else None


def folded(text: str) -> str:
    """Fold a text for comparison: NFKC, without white space and `*`."""
    return "".join(unicodedata.normalize("NFKC", text).replace("*", "").split())


def _without_left_out_lines(source: str, span: Span, pieces: Sequence[Span]) -> str | None:
    """Return a span's text without the lines that no piece is of; None if too much would go."""
    kept: list[str] = []
    at, left_out = span.start, 0
    for line in source[span.start : span.end].splitlines(keepends=True):
        end = at + len(line)
        if any(piece.start < end and at < piece.end for piece in pieces):
            kept.append(line)
        else:
            left_out += len(line.strip())
        at = end
    return "".join(kept) if left_out <= _MAX_LEFT_OUT else None


def _trimmed(source: str, span: Span) -> Span:
    # A damaged map may lead past the end; what is left then fails the check of its text.
    start, end = span.start, min(span.end, len(source))
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return Span(start, end)
