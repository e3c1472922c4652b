import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Span
from eval.gold import EvidenceGroup, GoldQuestion, GoldQuote
from eval.metrics.calibration import (
    Outcome,
    brier_score,
    came_true,
    expected_calibration_error,
    reliability,
)
from eval.record import Predicted
from eval.sources import Sources

SOURCES = Sources({"004_a": "全省共梳理2959项。鹤壁67种。"})
OUTCOMES = [Outcome(0.9, True), Outcome(0.9, False), Outcome(0.1, False), Outcome(0.3, True)]


def _gold(expect: str, *quotes: str) -> GoldQuestion:
    evidence = tuple(EvidenceGroup(any=(GoldQuote(doc="004", quote=quote),)) for quote in quotes)
    return GoldQuestion.model_validate(
        {"id": "q", "question": "多少？", "asker": "staff", "category": "fact", "expect": expect}
    ).model_copy(update={"evidence": evidence})


def _at(start: int, end: int) -> Predicted:
    return Predicted(chance=0.5, document_id="004_a", start=start, end=end)


def test_came_true_where_the_evidence_overlaps_a_gold_quote() -> None:
    gold = _gold("answer", "2959项")
    assert _at(0, 11).span == Span(0, 11)
    assert came_true(gold, _at(0, 11), sources=SOURCES) is True
    assert came_true(gold, _at(11, 17), sources=SOURCES) is False
    assert came_true(_gold("abstain"), _at(0, 11), sources=SOURCES) is False


def test_nothing_is_told_of_ambiguous_questions_and_without_prediction() -> None:
    assert came_true(_gold("clarify"), _at(0, 11), sources=SOURCES) is None
    assert came_true(_gold("answer", "2959项"), None, sources=SOURCES) is None


def test_bins_hold_what_was_predicted_and_what_came_true() -> None:
    bins = reliability(OUTCOMES)
    assert [(each.low, each.high, len(each.outcomes)) for each in bins] == [
        (0.1, 0.2, 1),
        (0.3, 0.4, 1),
        (0.9, 1.0, 2),
    ]
    assert [each.share_right for each in bins] == [0.0, 1.0, 0.5]
    assert bins[2].mean_chance == pytest.approx(0.9)


def test_brier_score_is_the_mean_squared_distance() -> None:
    # (0.1² + 0.9² + 0.1² + 0.7²) / 4 = (0.01 + 0.81 + 0.01 + 0.49) / 4
    assert brier_score(OUTCOMES) == pytest.approx(0.33)
    assert brier_score([]) is None


def test_calibration_error_weighs_bins_by_their_size() -> None:
    # 1/4 · |0 - 0.1| + 1/4 · |1 - 0.3| + 2/4 · |0.5 - 0.9| = 0.025 + 0.175 + 0.2
    assert expected_calibration_error(OUTCOMES) == pytest.approx(0.4)
    assert expected_calibration_error([]) is None


@settings(deadline=None)
@given(st.lists(st.builds(Outcome, st.floats(0, 1), st.booleans()), min_size=1))
def test_every_outcome_is_in_one_bin_and_scores_lie_in_the_unit_range(
    outcomes: list[Outcome],
) -> None:
    bins = reliability(outcomes)
    assert sum(len(each.outcomes) for each in bins) == len(outcomes)
    for score in (brier_score(outcomes), expected_calibration_error(outcomes)):
        assert score is not None
        assert 0 <= score <= 1
