from collections.abc import Callable

import pytest

from bot.answer import Answer, Status
from eval.gold import GoldQuestion
from eval.metrics.abstention import abstention_precision, abstention_recall

MakeGold = Callable[..., GoldQuestion]
MakeAnswer = Callable[..., Answer]


@pytest.mark.parametrize(
    ("status", "declined"),
    [
        (Status.INSUFFICIENT, 1.0),
        (Status.OUT_OF_SCOPE, 1.0),
        (Status.REFUSED, 1.0),
        (Status.CLARIFY, 0.0),
        (Status.PARTIAL, 0.0),
        (Status.ANSWERED, 0.0),
    ],
)
def test_recall_counts_each_way_of_declining(
    make_gold: MakeGold, make_answer: MakeAnswer, status: Status, declined: float
) -> None:
    assert abstention_recall(make_gold(expect="abstain"), make_answer(status=status)) == declined


def test_recall_applies_to_questions_to_be_declined_alone(
    make_gold: MakeGold, make_answer: MakeAnswer
) -> None:
    assert abstention_recall(make_gold(), make_answer(status=Status.INSUFFICIENT)) is None


def test_a_failed_question_was_not_declined(make_gold: MakeGold) -> None:
    assert abstention_recall(make_gold(expect="abstain"), None) == 0.0
    assert abstention_precision(make_gold(expect="abstain"), None) is None


def test_precision_asks_whether_a_declined_question_should_have_been(
    make_gold: MakeGold, make_answer: MakeAnswer
) -> None:
    declined = make_answer(status=Status.INSUFFICIENT)
    assert abstention_precision(make_gold(expect="abstain"), declined) == 1.0
    assert abstention_precision(make_gold(), declined) == 0.0
    assert abstention_precision(make_gold(expect="clarify"), declined) == 0.0
    assert abstention_precision(make_gold(), make_answer("67种[1]")) is None
