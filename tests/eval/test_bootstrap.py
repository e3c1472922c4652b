import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.bootstrap import Summary, difference, summarize

SHARES = st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=12)


def test_none_leaves_the_mean_untouched() -> None:
    summary = summarize([1.0, None, 0.0, 1.0, None], "mean")
    assert summary.n == 3
    assert summary.value == pytest.approx(2 / 3)


def test_nothing_applicable_has_no_value() -> None:
    nothing = Summary(n=0, value=None)
    assert summarize([None, None], "mean", with_interval=True) == nothing
    assert summarize([], "p95", with_interval=True) == nothing


def test_percentiles_interpolate_between_neighbours() -> None:
    values = [40.0, None, 10.0, 30.0, 20.0]
    # Ordered 10 20 30 40: p50 at position 1.5 is 25, p95 at 2.85 is 38.5.
    assert summarize(values, "p50").value == pytest.approx(25.0)
    assert summarize(values, "p95").value == pytest.approx(38.5)


def test_equal_values_leave_no_doubt() -> None:
    summary = summarize([1.0] * 8, "mean", with_interval=True)
    assert (summary.low, summary.high) == (1.0, 1.0)


def test_interval_of_a_fair_half_is_that_of_the_binomial() -> None:
    summary = summarize([0.0, 1.0] * 50, "mean", with_interval=True)
    # Standard error 0.05: about 0.5 ± 0.098.
    assert summary.low == pytest.approx(0.40, abs=0.02)
    assert summary.high == pytest.approx(0.60, abs=0.02)


def test_a_single_value_among_many_none_has_its_value_as_interval() -> None:
    summary = summarize([0.5, None, None, None], "mean", with_interval=True)
    assert (summary.low, summary.high) == (0.5, 0.5)


def test_pairs_that_all_gain_are_clear_though_the_runs_overlap() -> None:
    before = [0.0, 0.2, 0.4, 0.6, 0.8]
    after = [0.1, 0.3, 0.5, 0.7, 0.9]
    found = difference(before, after, "mean")
    assert found.n == 5
    assert found.value == pytest.approx(0.1)
    assert found.low == pytest.approx(0.1)
    assert found.high == pytest.approx(0.1)


def test_difference_without_values_in_one_run_is_none() -> None:
    assert difference([None, None], [1.0, 1.0], "mean").value is None


@settings(max_examples=20)
@given(SHARES)
def test_summary_and_interval_stay_between_zero_and_one(values: list[float | None]) -> None:
    summary = summarize(values, "mean", with_interval=True)
    if summary.value is not None:
        assert summary.low is not None
        assert summary.high is not None
        assert 0 <= summary.low <= summary.high <= 1
        assert 0 <= summary.value <= 1


@settings(max_examples=20)
@given(SHARES)
def test_the_same_values_give_the_same_interval(values: list[float | None]) -> None:
    assert summarize(values, "mean", with_interval=True) == summarize(
        values, "mean", with_interval=True
    )


@settings(max_examples=20)
@given(SHARES)
def test_a_run_does_not_differ_from_itself(values: list[float | None]) -> None:
    found = difference(values, values, "mean")
    assert (found.value, found.low, found.high) in {(0.0, 0.0, 0.0), (None, None, None)}
