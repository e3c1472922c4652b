"""Who failed is left alone for a while."""

from retrieval.availability import Availability


def test_what_answers_may_always_be_asked() -> None:
    part = Availability()

    assert part.reason is None
    assert part.may_be_asked()
    assert part.may_be_asked()


def test_one_asker_a_pause_tries_again() -> None:
    now = [100.0]
    part = Availability(pause_s=10.0, clock=lambda: now[0])
    part.lost("连不上")

    assert part.reason == "连不上"
    assert not part.may_be_asked()
    now[0] = 110.0
    assert [part.may_be_asked(), part.may_be_asked()] == [True, False]
    now[0] = 120.0
    assert part.may_be_asked()


def test_first_answer_ends_the_outage() -> None:
    part = Availability()
    part.lost("连不上")
    part.found()

    assert part.reason is None
    assert part.may_be_asked()
