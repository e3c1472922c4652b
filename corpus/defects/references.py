"""Dates that no calendar has and 文号 without their number: a sentence in, defects out."""

from calendar import monthrange
from collections.abc import Iterator

from corpus.defects.defect import Defect, DefectKind
from corpus.defects.scope import Sentence
from corpus.figures.kinds import FigureKind

_LEAP_YEAR = 2000  # without a year, 2月29日 may be right
_MONTHS = 12


def reference_defects(sentence: Sentence) -> Iterator[Defect]:
    """Yield the impossible dates and unnumbered 文号 of a sentence."""
    for figure in sentence.figures:
        if figure.kind is FigureKind.DATE:
            for end in figure.canonical.split(".."):
                if why := _impossible(end):
                    yield Defect(figure.start, figure.end, DefectKind.DATE, why)
                    break
        elif figure.kind is FigureKind.DOCUMENT_NUMBER and figure.canonical.endswith("〕号"):
            why = "文号的年份后面缺少序号"
            yield Defect(figure.start, figure.end, DefectKind.DOCUMENT_NUMBER, why)


def _impossible(canonical: str) -> str | None:
    """Return why a date (`2022-2-30-`) cannot be; a month alone (36月) may be a duration."""
    year, month, day, _ = canonical.split("-", 3)
    if not month.isdigit() or not (year or day):
        return None
    if not 1 <= int(month) <= _MONTHS:
        return f"没有{month}月"
    if not day.isdigit():
        return None
    last = monthrange(int(year) if year.isdigit() else _LEAP_YEAR, int(month))[1]
    if 1 <= int(day) <= last:
        return None
    whose = f"{year}年" if year and int(month) == 2 else ""
    return f"{whose}{month}月只有{last}天"
