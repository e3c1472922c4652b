"""What a figure can be, and what is read off one: the values shared by the readers of figures."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FigureKind(StrEnum):
    """The sort of thing that a figure states."""

    AMOUNT = "amount"
    COUNT = "count"
    PERCENTAGE = "percentage"
    DURATION = "duration"
    DATE = "date"
    DOCUMENT_NUMBER = "document_number"
    ARTICLE = "article"
    RANK = "rank"
    SCORE = "score"
    AREA = "area"
    LENGTH = "length"
    WEIGHT = "weight"
    CONCENTRATION = "concentration"
    MEASURE = "measure"
    RATIO = "ratio"
    NUMBER = "number"
    NAME = "name"


class Approx(StrEnum):
    """How a figure is hedged: 约 about, 超过 over, 近 under, 至少 at_least, 不超过 at_most."""

    ABOUT = "about"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Reading:
    """The meaning of one figure.

    `canonical` is equal for two figures exactly when they say the same. `value` and `upper` count
    in `unit`; both are None for dates, 文号, 条, ratios and names.
    """

    kind: FigureKind
    canonical: str
    value: Decimal | None = None
    unit: str = ""
    upper: Decimal | None = None
    approx: Approx | None = None
