"""Summaries of metric values and their bootstrap intervals: arrays in, figures out.

Values are one per question, NaN where the metric does not apply; NaN never enters a summary.
Intervals are percentile intervals (Efron 1979) over questions drawn with replacement.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from eval.metrics import Statistic

RESAMPLES = 2000
SEED = 20220919
LEVEL = 0.95
QUANTILES: dict[Statistic, float] = {"p50": 0.5, "p95": 0.95}

Floats = NDArray[np.float64]


class Summary(BaseModel):
    """A statistic over the questions it applies to; value and interval are None when n is 0."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    value: float | None
    low: float | None = None
    high: float | None = None


def summarize(
    values: Sequence[float | None], statistic: Statistic, *, with_interval: bool = False
) -> Summary:
    """Return the statistic of one run's values, with its interval if wanted."""
    row = _array(values)
    n = int(np.isfinite(row).sum())
    if n == 0:
        return Summary(n=0, value=None)
    value = float(_statistic(row[np.newaxis, :], statistic)[0])
    if not with_interval:
        return Summary(n=n, value=value)
    low, high = _interval(_statistic(row[_draws(len(row))], statistic))
    return Summary(n=n, value=value, low=low, high=high)


def difference(
    before: Sequence[float | None], after: Sequence[float | None], statistic: Statistic
) -> Summary:
    """Return after minus before, paired: both runs are drawn at the same questions.

    The two sequences are of the same questions in the same order; `n` counts those to which the
    metric applies in both.
    """
    old, new = _array(before), _array(after)
    n = int((np.isfinite(old) & np.isfinite(new)).sum())
    if not np.isfinite(old).any() or not np.isfinite(new).any():
        return Summary(n=n, value=None)
    rows = np.vstack([old, new])
    one, two = _statistic(rows, statistic)
    drawn = _draws(len(old))
    low, high = _interval(_statistic(new[drawn], statistic) - _statistic(old[drawn], statistic))
    return Summary(n=n, value=float(two - one), low=low, high=high)


def _array(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _draws(n: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, n, size=(RESAMPLES, n))


def _interval(statistics: Floats) -> tuple[float, float]:
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(statistics[np.isfinite(statistics)], [tail, 1 - tail])
    return float(low), float(high)


def _statistic(rows: Floats, statistic: Statistic) -> Floats:
    """Return one statistic per row, NaN for a row without any value."""
    applicable = np.isfinite(rows)
    counts = applicable.sum(axis=1)
    if statistic == "mean":
        sums = np.where(applicable, rows, 0.0).sum(axis=1)
        means: Floats = np.full(len(rows), np.nan)
        np.divide(sums, counts, out=means, where=counts > 0)
        return means
    return _quantile(rows, counts, QUANTILES[statistic])


def _quantile(rows: Floats, counts: NDArray[np.int64], share: float) -> Floats:
    """Return the quantile with linear interpolation; sorting puts NaN behind all values."""
    ordered = np.sort(rows, axis=1)
    position = share * np.maximum(counts - 1, 0)
    below = np.floor(position).astype(np.int64)[:, np.newaxis]
    above = np.ceil(position).astype(np.int64)[:, np.newaxis]
    low = np.take_along_axis(ordered, below, axis=1)[:, 0]
    high = np.take_along_axis(ordered, above, axis=1)[:, 0]
    return np.asarray(low + (position - below[:, 0]) * (high - low), dtype=np.float64)
