"""Text that remembers where each of its characters stood in the source.

Used by normalisation: every rule is a set of edits on a `TracedText`, and the offset map of the
result falls out of the bookkeeping instead of being computed by each rule.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.document import OffsetMap, Span

Replacement = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class TracedText:
    """Text with, for each character, the source range `[starts[i], ends[i])` that it stands for.

    A character with an empty range was added and has no source.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def replace(self, pattern: re.Pattern[str], replacement: Replacement) -> "TracedText":
        """Replace each match by what the function returns; None leaves the match as it is.

        A replacement is empty, or one character that then stands for the whole match.
        """
        texts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            new = replacement(match)
            if new is None or match.start() == match.end():
                continue
            low, high = match.span()
            texts.append(self.text[last:low])
            starts.extend(self.starts[last:low])
            ends.extend(self.ends[last:low])
            if new:
                texts.append(new)
                starts.append(self.starts[low])
                ends.append(self.ends[high - 1])
            last = high
        if not last:
            return self
        texts.append(self.text[last:])
        starts.extend(self.starts[last:])
        ends.extend(self.ends[last:])
        return TracedText("".join(texts), tuple(starts), tuple(ends))

    def translate(self, table: dict[int, str]) -> "TracedText":
        """Replace single characters by single characters."""
        return TracedText(self.text.translate(table), self.starts, self.ends)

    def slice(self, start: int, end: int) -> "TracedText":
        """Return the characters `[start, end)` with their sources."""
        return TracedText(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def source_span(self) -> Span:
        """Return the smallest source span that holds the whole text."""
        ranges = [(s, e) for s, e in zip(self.starts, self.ends, strict=True) if e > s]
        return Span(min(s for s, _ in ranges), max(e for _, e in ranges))

    def offset_map(self) -> OffsetMap:
        """Return the map from this text to the source, in as few runs as possible."""
        runs: list[tuple[int, int, int]] = []
        for clean, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)):
            if end <= start:
                continue
            if end - start == 1 and _continues(runs, clean, start):
                clean_start, source_start, length = runs[-1]
                runs[-1] = (clean_start, source_start, length + 1)
            else:
                runs.append((clean, start, 1))
                if end - start > 1:
                    runs.append((clean, end - 1, 1))
        return OffsetMap(tuple(runs))


def traced(source: str, spans: Sequence[Span]) -> TracedText:
    """Return the source text of the spans, one per line, as traced text."""
    return joined((_piece(source, span) for span in spans), "\n")


def joined(pieces: Iterable[TracedText], separator: str) -> TracedText:
    """Join traced texts; the separators have no source."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in pieces:
        if texts:
            texts.append(separator)
            starts.extend([0] * len(separator))
            ends.extend([0] * len(separator))
        texts.append(piece.text)
        starts.extend(piece.starts)
        ends.extend(piece.ends)
    return TracedText("".join(texts), tuple(starts), tuple(ends))


def _piece(source: str, span: Span) -> TracedText:
    return TracedText(
        source[span.start : span.end],
        tuple(range(span.start, span.end)),
        tuple(range(span.start + 1, span.end + 1)),
    )


def _continues(runs: list[tuple[int, int, int]], clean: int, source: int) -> bool:
    if not runs:
        return False
    clean_start, source_start, length = runs[-1]
    # The second of a pair of runs (first and last source character of one clean one) may grow too.
    return clean == clean_start + length and source == source_start + length
