"""A circuit breaker: failures of an endpoint in, whether to call it out.

After a few failures in a row the endpoint is left alone for a while, so that askers do not wait
for it one after another; then one call tries it again.
"""

import time
from collections.abc import Callable

FAILURES_TO_OPEN = 3
OPEN_S = 30.0


class CircuitBreaker:
    """Remembers how the last calls went."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._opened_at: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether the endpoint is known to be away; true until a call succeeds again."""
        return self._opened_at is not None

    def admits(self) -> bool:
        """Return whether to call now; while open, one call in `OPEN_S` is let through."""
        if self._opened_at is None:
            return True
        if self._clock() - self._opened_at < OPEN_S:
            return False
        self._opened_at = self._clock()
        return True

    def succeeded(self) -> None:
        """Note a call that brought something."""
        self._failures = 0
        self._opened_at = None

    def failed(self) -> None:
        """Note a call that brought nothing."""
        self._failures += 1
        if self._failures >= FAILURES_TO_OPEN:
            self._opened_at = self._clock()
