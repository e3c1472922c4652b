"""What was read is remembered, and forgotten in time."""

from retrieval.embedding.e5.known_odds import KnownOdds, Told

FIRST, SECOND, THIRD = (Told("某市办法", f"第{n}句。") for n in range(3))


def test_odds_are_known_for_their_question_only() -> None:
    known = KnownOdds()

    known.keep("怎么办", {FIRST: 1.5})

    assert known.of("怎么办", [FIRST, SECOND]) == {FIRST: 1.5}
    assert known.of("多少钱", [FIRST]) == {}


def test_what_was_used_longest_ago_is_forgotten() -> None:
    known = KnownOdds(kept=2)
    known.keep("怎么办", {FIRST: 1.0, SECOND: 2.0})

    assert known.of("怎么办", [FIRST]) == {FIRST: 1.0}
    known.keep("怎么办", {THIRD: 3.0})

    assert known.of("怎么办", [FIRST, SECOND, THIRD]) == {FIRST: 1.0, THIRD: 3.0}
