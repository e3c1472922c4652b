"""As of when a figure or a sentence holds: a range of a text in, the period that governs it out.

Figures of two times make a series and no conflict. What names no time holds as of the day on which
its document was published.
"""

import re
from dataclasses import dataclass
from datetime import date

from corpus.figures.times import Period, Time, times_of

_SENTENCE = re.compile("[^。；！？\n]*[。；！？\n]*")


@dataclass(frozen=True, slots=True)
class AsOf:
    """When something holds. `stated` is the time as named, None where the text names none."""

    period: Period
    stated: str | None

    @property
    def day(self) -> date | None:
        """The last day of the period: the as-of date."""
        return self.period.until

    def is_same(self, other: "AsOf", *, one_document: bool) -> bool:
        """Return whether two ranges, of one document or of two, surely speak of one time."""
        if self.period != other.period:
            return False
        if self.day is None:  # not known: only the words of one document can be compared
            return one_document and self.stated == other.stated
        return True


def as_of(text: str, start: int, end: int, published: date | None) -> AsOf:
    """Return the time that governs the range `[start, end)` of a text.

    It is the last one named before the range in its sentence, else the first named in it or behind
    it there, else the last of the sentences before it in the same line: a time named in another
    paragraph is the time of that one.
    """
    line = text.rfind("\n", 0, start) + 1
    sentences = [m.span() for m in _SENTENCE.finditer(text, line) if m.start() < end]
    own = next(((a, b) for a, b in reversed(sentences) if a <= start), (start, end))
    times = _in(text, own[0], max(own[1], end), published)
    before = [one for one in times if one.end <= start]
    governing = before[-1] if before else times[0] if times else None
    if governing is None:
        earlier = [one for a, b in sentences if b <= own[0] for one in _in(text, a, b, published)]
        governing = earlier[-1] if earlier else None
    if governing is None:
        return AsOf(Period(None, published), None)
    return AsOf(governing.period, governing.text)


def _in(text: str, start: int, end: int, published: date | None) -> list[Time]:
    """Return the times named in a range, with offsets into the whole text."""
    return [
        Time(one.start + start, one.end + start, one.text, one.period, one.year)
        for one in times_of(text[start:end], published)
    ]
