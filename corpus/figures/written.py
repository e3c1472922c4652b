"""What a figure can stand for as it is written: a figure in, the range of values that it admits.

95.9% stands for anything from 95.8 to 96.0, rounded or cut off; 240余件 for 240 up to 264.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.figures.finding import Figure
from corpus.figures.kinds import Approx, FigureKind
from corpus.text.folding import fold

_NUMERAL = re.compile(r"(\d[\d,]*)(?:\.(\d+))?")
# What 余, 近 and 约 leave open, as a share of the figure; of figures with decimals, these places.
_HEDGE = Decimal("0.1")
_HEDGED_PLACES = 5
_WHOLE_NUMBERS = frozenset({FigureKind.COUNT, FigureKind.DURATION})
_COUNTED = frozenset(
    {
        FigureKind.COUNT,
        FigureKind.AMOUNT,
        FigureKind.AREA,
        FigureKind.LENGTH,
        FigureKind.WEIGHT,
    }
)


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a figure admits, both ends included."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Interval") -> bool:
        """Return whether one value suits both."""
        return self.low <= other.high and other.low <= self.high

    def plus(self, other: "Interval") -> "Interval":
        """Return the sums that two figures admit."""
        return Interval(self.low + other.low, self.high + other.high)

    def minus(self, other: "Interval") -> "Interval":
        """Return the differences that two figures admit."""
        return Interval(self.low - other.high, self.high - other.low)

    def over(self, whole: "Interval") -> "Interval":
        """Return the quotients in percent; the whole must lie above zero."""
        return Interval(100 * self.low / whole.high, 100 * self.high / whole.low)


def is_counted(figure: Figure) -> bool:
    """Return whether a figure counts or measures what parts of can be taken of."""
    return figure.kind in _COUNTED and figure.upper is None and admitted(figure) is not None


def is_share(figure: Figure) -> bool:
    """Return whether a figure is one percentage, stated as it is (not 80%以上)."""
    return (
        figure.kind is FigureKind.PERCENTAGE
        and figure.unit == "%"
        and figure.upper is None
        and figure.approx in (None, Approx.ABOUT)
    )


def agree(a: Figure, b: Figure) -> bool:
    """Return whether two figures of one kind can stand for one value as they are written.

    Of two without a hedge the finer may be rounded or cut off to the coarser: 93.49% is 93.5% or
    93.4%, not 93.6%.
    """
    ours, theirs = admitted(a), admitted(b)
    if ours is None or theirs is None:
        return False
    if a.approx is None and b.approx is None:
        coarser = max(ours.high - ours.low, theirs.high - theirs.low) / 2
        return abs((a.value or Decimal(0)) - (b.value or Decimal(0))) <= coarser
    return ours.meets(theirs)


def admitted(figure: Figure) -> Interval | None:
    """Return the values that a figure admits; None where it has none or only bounds them."""
    value, approx = figure.value, figure.approx
    if value is None or figure.upper is not None or approx in (Approx.AT_LEAST, Approx.AT_MOST):
        return None
    place = _place(figure)
    if approx is None:
        exact = place == place.to_integral_value() == 1
        slack = Decimal(0) if exact and figure.kind in _WHOLE_NUMBERS else place
        return Interval(max(value - slack, Decimal(0)), value + slack)
    share = value * _HEDGE
    wide = min(share, _HEDGED_PLACES * place) if decimals(figure) else share
    low = value - (Decimal(0) if approx is Approx.OVER else wide)
    return Interval(max(low, Decimal(0)), value + (Decimal(0) if approx is Approx.UNDER else wide))


def decimals(figure: Figure) -> int:
    """Return how many decimals a figure is written with."""
    numeral = _NUMERAL.search(fold(figure.text).text)
    return len(numeral[2] or "") if numeral else 0


def _place(figure: Figure) -> Decimal:
    """Return what one step of the last digit is worth: 0.01亿元 is 1000000 元."""
    numeral = _NUMERAL.search(fold(figure.text).text)
    if numeral is None or not figure.value:
        return Decimal(1)
    digits = Decimal(numeral[1].replace(",", "") + (numeral[2] or ""))
    return abs(figure.value / digits) if digits else Decimal(1)
