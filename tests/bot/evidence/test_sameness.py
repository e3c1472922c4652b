"""What an earlier answer said is known again, also within a longer sentence."""

from collections.abc import Callable

from bot.evidence.sameness import holds_all_of
from bot.evidence.scoring import Evidence

ANSWER = "2021年苗木产量30万株，增长12%。"


def test_longer_sentence_tells_a_short_answer_again(
    make_evidence: Callable[..., Evidence],
) -> None:
    longer = "据了解，2021年全市苗木产量30万株，增长12%，其中柏树11万株。"
    assert holds_all_of(make_evidence(longer), ANSWER)


def test_other_figure_of_the_same_is_no_repetition(
    make_evidence: Callable[..., Evidence],
) -> None:
    target = "2022年苗木产量要达到36万株，增长20%。"
    assert not holds_all_of(make_evidence(target), ANSWER)
