"""What a defect is: where it stands, what is wrong, why, and what was likely meant."""

from dataclasses import dataclass
from enum import StrEnum


class DefectKind(StrEnum):
    """What is wrong with a piece of a source."""

    RATE = "rate"  # no quotient of the counts beside it
    OVER_WHOLE = "over_whole"  # a share above 100 %, or shares of one whole that add up to more
    PART = "part"  # larger than its whole
    SUM = "sum"  # not the sum of its items
    CHANGE = "change"  # not the difference of the two values beside it
    DATE = "date"  # no day of the calendar
    DOCUMENT_NUMBER = "document_number"  # 文号 without its number
    STRAY_WORD = "stray_word"  # a Latin word that a conversion left behind


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect at `[start, end)` of a clean text; `reason` is a Chinese clause without full stop.

    `likely` is what was probably meant, None where the neighbours do not tell.
    """

    start: int
    end: int
    kind: DefectKind
    reason: str
    likely: str | None = None


@dataclass(frozen=True, slots=True)
class SourceDefect:
    """A defect as it is stored: its span and its text as received are those of the source."""

    document_id: str
    chunk_id: str
    start: int
    end: int
    text: str
    kind: DefectKind
    reason: str
    likely: str | None = None
