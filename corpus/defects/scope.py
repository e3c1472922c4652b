"""The reach of a contradiction: a clean text in, its sentences with their figures out."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.figures.finding import Figure, find_figures
from corpus.text.cutting import sentence_spans

_CLAUSE_START = re.compile(r"[，。；：、！？（）\n]")
_MAX_LABEL_CHARS = 18


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `[start, end)` of `text` with its figures; all offsets count in `text`."""

    text: str
    start: int
    end: int
    figures: tuple[Figure, ...]
    previous: "Sentence | None" = None

    def between(self, start: int, end: int) -> str:
        """Return a piece of the text."""
        return self.text[start:end]

    def before(self, at: int) -> tuple[Figure, ...]:
        """Return the figures of the sentence that end at or before a place, in order."""
        return tuple(figure for figure in self.figures if figure.end <= at)

    def clause_start(self, at: int) -> int:
        """Return where the clause begins that holds a place, list items being clauses."""
        starts = [m.end() for m in _CLAUSE_START.finditer(self.text, self.start, at)]
        return starts[-1] if starts else self.start

    def label(self, figure: Figure) -> str:
        """Return a figure with the words that say of what it is, if they are few."""
        start = self.clause_start(figure.start)
        text = self.text[start : figure.end]
        return text if len(text) <= _MAX_LABEL_CHARS else self.text[figure.start : figure.end]


def sentences_of(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a clean text; each knows the one before it in its paragraph."""
    figures = find_figures(text)  # in order of their starts
    starts = [figure.start for figure in figures]
    previous: Sentence | None = None
    for start, end in sentence_spans(text, frozenset()):
        if previous and "\n" in text[previous.end : start]:
            previous = None
        within = figures[bisect_left(starts, start) : bisect_left(starts, end)]
        own = tuple(figure for figure in within if figure.end <= end)
        earlier = previous and Sentence(
            previous.text, previous.start, previous.end, previous.figures
        )
        previous = Sentence(text, start, end, own, earlier)
        yield previous
