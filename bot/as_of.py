"""The time that a sentence speaks of: the days, months and years it names, those of 今年 included.

Figures of two times make a series and no conflict. What names no time speaks of the day on which
its document was published.
"""

import re
from dataclasses import dataclass
from datetime import date

from corpus import FigureKind, find_figures

_RELATIVE_YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2}
_WORDS = re.compile(
    r"(?P<year>今年|本年|去年|上年|前年)|(?P<part>[上下]半年|[一二三四1-4]季度|同期|年初)"
)


@dataclass(frozen=True, slots=True)
class AsOf:
    """A time as what is named of it: `2022`, `6月`, `上半年`; empty where nothing is."""

    named: frozenset[str]
    published: date | None

    def is_same(self, other: "AsOf", *, one_document: bool) -> bool:
        """Return whether two sentences, of one document or of two, surely speak of one time."""
        if self.named != other.named:
            return False
        if one_document or (self.published is not None and self.published == other.published):
            return True
        return self._is_closed() and other._is_closed()

    def _is_closed(self) -> bool:
        """Whether the time was over when the document was published: not 今年以来."""
        if self.published is None:
            return False
        years = [int(name) for name in self.named if name.isdigit()]
        is_past = bool(years) and max(years) < self.published.year
        return is_past or any(not name.isdigit() for name in self.named)


def as_of(text: str, start: int, end: int, published: date | None) -> AsOf:
    """Read the time of the range `[start, end)` of a text off it, or off what precedes it there.

    Only the same line counts: a time named in another paragraph is the time of that one.
    """
    named = _named(text[start:end], published)
    if not named:
        before = text[text.rfind("\n", 0, start) + 1 : start]
        sentences = [one for one in re.split("(?<=[。；])", before) if one]
        times = (_named(one, published) for one in reversed(sentences))
        named = next((one for one in times if one), frozenset())
    return AsOf(named, published)


def _named(text: str, published: date | None) -> frozenset[str]:
    named: set[str] = set()
    for figure in find_figures(text):
        if figure.kind is FigureKind.DATE:
            for end in figure.canonical.split(".."):
                year, month, day, part = end.split("-", 3)
                named |= {year, f"{month}月" if month else "", f"{day}日" if day else ""}
                named.add("" if part in ("末", "初") else part)
    for match in _WORDS.finditer(text):
        if match["year"] and published:
            named.add(str(published.year + _RELATIVE_YEARS[match["year"]]))
        elif match["part"]:
            named.add(match["part"])
    named.discard("")
    # A month or a half alone is one of the year in which the document was published.
    if named and published and not any(name.isdigit() for name in named):
        named.add(str(published.year))
    return frozenset(named)
