"""An endpoint that fails again and again is left alone for a while."""

from bot.writing.breaker import FAILURES_TO_OPEN, OPEN_S, CircuitBreaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def opened(clock: Clock) -> CircuitBreaker:
    breaker = CircuitBreaker(clock=clock)
    for _ in range(FAILURES_TO_OPEN):
        breaker.failed()
    return breaker


def test_single_failures_between_successes_do_not_open_it() -> None:
    breaker = CircuitBreaker()
    for _ in range(FAILURES_TO_OPEN):
        breaker.failed()
        breaker.succeeded()
    assert breaker.admits()
    assert not breaker.is_open


def test_failures_in_a_row_open_it() -> None:
    breaker = opened(Clock())
    assert breaker.is_open
    assert not breaker.admits()


def test_after_a_while_one_call_is_let_through() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now = OPEN_S
    assert breaker.admits()
    assert not breaker.admits()


def test_success_closes_it_and_failure_keeps_it_open() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now = OPEN_S
    breaker.failed()
    assert not breaker.admits()
    breaker.succeeded()
    assert breaker.admits()
    assert not breaker.is_open
