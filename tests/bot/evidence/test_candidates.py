"""A list belongs to the sentence that says what it is of."""

from collections.abc import Callable

from bot.evidence import fitting
from bot.evidence.candidates import items_of
from bot.evidence.scoring import Evidence
from bot.understanding.intent import read_intent
from bot.understanding.understood import Asked
from corpus import split_units

QUESTION = "今年三项林业工程都有哪些？"
HEAD = "实施三项林业工程。"
LISTED = f"{HEAD}包括：（1）退耕还林2万亩；（2）修防火道90公里；（3）建苗圃5处。"


def test_list_behind_a_bare_including_is_that_of_the_sentence_before(
    make_asked: Callable[..., Asked], make_evidence: Callable[..., Evidence]
) -> None:
    passage = make_evidence(LISTED).passage
    head = split_units(LISTED)[0]
    items = [
        LISTED[one.start : one.end] for one in items_of(passage, head, make_asked(QUESTION, "林业"))
    ]
    assert LISTED[head.start : head.end] == HEAD
    assert items == ["（1）退耕还林2万亩；", "（2）修防火道90公里；", "（3）建苗圃5处。"]


def test_sentence_with_as_many_items_as_are_asked_for_lists_them() -> None:
    intent = read_intent(QUESTION)
    assert fitting.lacks_list(intent, HEAD, "", HEAD)
    assert not fitting.lacks_list(intent, HEAD, "", HEAD, n_items=3)
    assert fitting.lacks_list(intent, HEAD, "", HEAD, n_items=2)
