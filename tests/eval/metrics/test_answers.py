from collections.abc import Callable

from bot.answer import Answer, Status
from eval.gold import GoldQuestion
from eval.metrics.answers import answer_accuracy, clarify_accuracy, missing_groups

MakeGold = Callable[..., GoldQuestion]
MakeAnswer = Callable[..., Answer]


def test_right_when_each_group_has_one_alternative(
    make_gold: MakeGold, make_answer: MakeAnswer
) -> None:
    gold = make_gold(must=[["2959项"], ["1415家", "1415户"]])
    assert answer_accuracy(gold, make_answer("共 2,959 项[1]，1415户[2]。")) == 1.0


def test_wrong_when_a_group_is_missing(make_gold: MakeGold, make_answer: MakeAnswer) -> None:
    gold = make_gold(must=[["2959项"], ["67种"]])
    answer = make_answer("共2959项[1]。")
    assert answer_accuracy(gold, answer) == 0.0
    assert missing_groups(gold, answer) == [("67种",)]


def test_notices_are_searched_too(make_gold: MakeGold, make_answer: MakeAnswer) -> None:
    gold = make_gold(must=[["运通货"], ["运通贷"]])
    assert answer_accuracy(gold, make_answer("叫运通货[1]。", notices=["另一处作运通贷"])) == 1.0


def test_forbidden_text_makes_an_answer_wrong(make_gold: MakeGold, make_answer: MakeAnswer) -> None:
    gold = make_gold(must=[["2959项"]], must_not=["67种"])
    assert answer_accuracy(gold, make_answer("2959项[1]，67种[2]。")) == 0.0


def test_a_longer_number_is_not_the_number_wanted(
    make_gold: MakeGold, make_answer: MakeAnswer
) -> None:
    assert answer_accuracy(make_gold(must=[["5种"]]), make_answer("共15种[1]。")) == 0.0


def test_a_marker_is_not_the_number_wanted(make_gold: MakeGold, make_answer: MakeAnswer) -> None:
    assert answer_accuracy(make_gold(must=[["5"]]), make_answer("共六种[5]。")) == 0.0


def test_declined_and_failed_are_wrong_and_partial_may_be_right(
    make_gold: MakeGold, make_answer: MakeAnswer
) -> None:
    gold = make_gold(must=[["67种"]])
    assert answer_accuracy(gold, make_answer("67种", status=Status.INSUFFICIENT)) == 0.0
    assert answer_accuracy(gold, None) == 0.0
    assert answer_accuracy(gold, make_answer("67种[1]", status=Status.PARTIAL)) == 1.0


def test_accuracy_does_not_apply_to_questions_to_be_declined(
    make_gold: MakeGold, make_answer: MakeAnswer
) -> None:
    assert answer_accuracy(make_gold(expect="abstain"), make_answer("67种[1]")) is None


def test_asking_back_meets_an_ambiguous_question(
    make_gold: MakeGold, make_answer: MakeAnswer
) -> None:
    gold = make_gold(expect="clarify")
    assert clarify_accuracy(gold, make_answer("哪个市？", status=Status.CLARIFY)) == 1.0
    assert clarify_accuracy(gold, None) == 0.0
    assert clarify_accuracy(make_gold(), make_answer("哪个市？", status=Status.CLARIFY)) is None


def test_naming_two_places_meets_an_ambiguous_question_and_one_does_not(
    make_gold: MakeGold, make_answer: MakeAnswer
) -> None:
    gold = make_gold(expect="clarify")
    assert clarify_accuracy(gold, make_answer("鹤壁市67种[1]；许昌市没有[2]。")) == 1.0
    assert clarify_accuracy(gold, make_answer("鹤壁市67种[1]，鹤壁市已公布[2]。")) == 0.0
