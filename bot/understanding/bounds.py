"""Whether a text sets bounds to a quantity that a question states: 18万 and 15万元以上、25万元以下.

Rules are laid down for ranges, and people ask by what they have. A range that holds it, or a single
bound near it, is what the rule says of it; a range beside it is of another case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from corpus import Figure, FigureKind, find_figures

# Quantities that are measured alike, however they are called; a bare number may be any of them.
_ALIKE = (
    frozenset({"元", "块", "块钱"}),
    frozenset({"岁"}),
    frozenset({"平方米", "平", "平米"}),
    frozenset({"人", "名", "个", "位"}),
    frozenset({"年"}),
    frozenset({"亩"}),
    frozenset({"家", "户"}),
)
_LOWER_BEFORE = re.compile(
    r"(?:(?<!不)(?:超过|高于|大于|多于|满|达到|达|年满)|不低于|不少于|至少|已满)$"
)
_UPPER_BEFORE = re.compile(r"(?:不超过|不高于|不多于|低于|小于|少于|不足|不满|未满|未达到?)$")
_LOWER_BEHIND = re.compile(r"(?:（含[^）]{0,6}）)?(?:及|含)?(?:以上|起)")
_UPPER_BEHIND = re.compile(r"(?:（含[^）]{0,6}）)?(?:及|含)?(?:以下|以内|之内)")
_CONDITION = re.compile(
    r"(?:（含[^）]{0,6}）)?(?:及|含)?(?:以上|以下|以内|之内)?(?:（[^）]{0,6}）)?(?:的|\t|——)"
)
_BETWEEN = 12  # characters between the two bounds of one range: 15万元（含）以上、25万元以下
# A single bound is set against a quantity that is neither far above nor far below it.
_NEAR = Decimal(2)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What a text allows of a quantity: from `lower` on, up to `upper`, or between them.

    `is_condition` says that it sets whom a rule is for (25万元以下的), not what they get.
    """

    unit: str
    lower: Decimal | None
    upper: Decimal | None
    is_condition: bool = False

    @property
    def is_range(self) -> bool:
        return self.lower is not None and self.upper is not None

    def holds(self, value: Decimal) -> bool:
        return (self.lower is None or self.lower <= value) and (
            self.upper is None or value <= self.upper
        )

    def is_near(self, value: Decimal) -> bool:
        bound = self.lower if self.lower is not None else self.upper
        return bound is not None and bound <= value * _NEAR and value <= bound * _NEAR


def bounds(stated: str, text: str) -> bool:
    """Return whether a text sets bounds to a stated quantity, whether it keeps them or not."""
    return any(
        one.holds(value) if one.is_range else one.is_near(value)
        for value, one in _bounds_on(stated, text)
    )


def keeps_to(stated: str, text: str) -> bool:
    """Return whether a stated quantity is within a range, or keeps to a near bound, of a text."""
    return any(
        one.holds(value) and (one.is_range or one.is_near(value))
        for value, one in _bounds_on(stated, text)
    )


def is_of_another_case(stated: str, text: str, around: str) -> bool:
    """Return whether a text is for those of a range that a stated quantity is outside of.

    One that sets a single bound (25万元以上的) is so only where another rule around it holds for
    the quantity.
    """
    quantity = _quantity(stated)
    if quantity is None or quantity.value is None:
        return False
    value = quantity.value
    own = [one for one in _conditions(text) if _is_alike(quantity.unit, one.unit)]
    if not own or any(one.holds(value) for one in own):
        return False
    others = [one for one in _conditions(around) if _is_alike(quantity.unit, one.unit)]
    return any(one.is_range for one in own) or any(one.holds(value) for one in others)


def _bounds_on(stated: str, text: str) -> list[tuple[Decimal, _Bounds]]:
    """Return a stated quantity's value with each bound of a text that is in the same measure."""
    quantity = _quantity(stated)
    if quantity is None or quantity.value is None:
        return []
    alike = (one for one in _bounds_of(text) if _is_alike(quantity.unit, one.unit))
    return [(quantity.value, one) for one in alike]


def _conditions(text: str) -> list[_Bounds]:
    return [one for one in _bounds_of(text) if one.is_condition]


@lru_cache(1024)
def _quantity(stated: str) -> Figure | None:
    return next(iter(find_figures(stated)), None)


@lru_cache(8192)  # sentences come back from question to question
def _bounds_of(text: str) -> tuple[_Bounds, ...]:
    return tuple(_joined(text, list(_single_bounds(text))))


def _single_bounds(text: str) -> Iterator[tuple[int, int, _Bounds]]:
    for figure in find_figures(text):
        if figure.value is None or figure.kind is FigureKind.DATE:
            continue
        before, start = text[: figure.start], figure.start
        sets = _CONDITION.match(text, figure.end) is not None
        if figure.upper is not None:
            yield start, figure.end, _Bounds(figure.unit, figure.value, figure.upper, sets)
        elif _UPPER_BEFORE.search(before) or _UPPER_BEHIND.match(text, figure.end):
            yield start, figure.end, _Bounds(figure.unit, None, figure.value, sets)
        elif _LOWER_BEFORE.search(before) or _LOWER_BEHIND.match(text, figure.end):
            yield start, figure.end, _Bounds(figure.unit, figure.value, None, sets)


def _joined(text: str, found: list[tuple[int, int, _Bounds]]) -> Iterator[_Bounds]:
    """Join a lower bound with the upper one right behind it into one range."""
    at = 0
    while at < len(found):
        _, end, one = found[at]
        behind = found[at + 1] if at + 1 < len(found) else None
        if behind is not None and _makes_range(one, behind[2], text[end : behind[0]]):
            yield _Bounds(one.unit, one.lower, behind[2].upper, behind[2].is_condition)
            at += 2
        else:
            yield one
            at += 1


def _makes_range(one: _Bounds, behind: _Bounds, between: str) -> bool:
    is_pair = one.upper is None and behind.lower is None and one.unit == behind.unit
    is_close = len(between) <= _BETWEEN and not re.search("[。；]", between)
    return is_pair and is_close and (one.lower or 0) <= (behind.upper or 0)


def _is_alike(asked: str, told: str) -> bool:
    if asked == told:
        return True
    return any(told in units and (not asked or asked in units) for units in _ALIKE)
