"""Does a predicted chance mean what it says: reliability by bins, Brier score, calibration error.

The prediction is the chance that the foremost evidence of a question answers it; it came true when
that evidence overlaps a gold quote. A question to be declined has no gold quote: none comes true.

Brier score: mean of (chance - outcome)² (Brier, Verification of Forecasts Expressed in Terms of
Probability, 1950). Expected calibration error: mean of |share right - mean chance| over bins of
equal width, weighted by their size (Naeini, Cooper and Hauskrecht, Obtaining Well Calibrated
Probabilities Using Bayesian Binning, AAAI 2015). It is biased upwards where bins are small.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.gold import GoldQuestion
from eval.record import Predicted
from eval.sources import Place, Sources

N_BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """A chance in [0, 1] and whether what it spoke of came true."""

    chance: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The outcomes with a chance in `[low, high)`, the last bin with its upper end; never empty."""

    low: float
    high: float
    outcomes: tuple[Outcome, ...]

    @property
    def mean_chance(self) -> float:
        """The mean predicted chance."""
        return sum(each.chance for each in self.outcomes) / len(self.outcomes)

    @property
    def share_right(self) -> float:
        """The share that came true."""
        return sum(each.is_right for each in self.outcomes) / len(self.outcomes)


def came_true(gold: GoldQuestion, predicted: Predicted | None, *, sources: Sources) -> bool | None:
    """Return whether the foremost evidence answers; None without it or for ambiguous questions."""
    if predicted is None or gold.expect == "clarify":
        return None
    here = Place(predicted.document_id, predicted.span)
    return any(
        here.overlaps(place) for group in gold.evidence for place in sources.group_places(group)
    )


def reliability(outcomes: Sequence[Outcome], *, n_bins: int = N_BINS) -> list[Bin]:
    """Return the bins that hold any outcome, from low to high."""
    sorted_in: list[list[Outcome]] = [[] for _ in range(n_bins)]
    for outcome in outcomes:
        sorted_in[min(int(outcome.chance * n_bins), n_bins - 1)].append(outcome)
    return [
        Bin(at / n_bins, (at + 1) / n_bins, tuple(inside))
        for at, inside in enumerate(sorted_in)
        if inside
    ]


def brier_score(outcomes: Sequence[Outcome]) -> float | None:
    """Return the Brier score, 0 best; None without outcomes."""
    if not outcomes:
        return None
    return sum((each.chance - each.is_right) ** 2 for each in outcomes) / len(outcomes)


def expected_calibration_error(
    outcomes: Sequence[Outcome], *, n_bins: int = N_BINS
) -> float | None:
    """Return the expected calibration error, 0 best; None without outcomes."""
    if not outcomes:
        return None
    bins = reliability(outcomes, n_bins=n_bins)
    off = sum(len(each.outcomes) * abs(each.share_right - each.mean_chance) for each in bins)
    return off / len(outcomes)
