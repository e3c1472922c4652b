"""Whether a part that runs elsewhere can be asked: who failed is left alone for a while.

A server that is away would otherwise cost every question its whole time limit. One asker a pause
tries again; the first answer ends the outage.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from retrieval.errors import RetrievalError

PAUSE_S = 10.0


class Availability:
    """What is known of one part; shared by all threads that ask it."""

    def __init__(
        self, *, pause_s: float = PAUSE_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._pause_s = pause_s
        self._clock = clock
        self._lock = threading.Lock()
        self._reason: str | None = None
        self._next_try = 0.0

    @property
    def reason(self) -> str | None:
        """Why it cannot be asked, in Chinese; None while it answers."""
        return self._reason

    def may_be_asked(self) -> bool:
        """Return whether to ask it now; during an outage, True for one asker a pause."""
        with self._lock:
            if self._reason is None:
                return True
            if self._clock() < self._next_try:
                return False
            self._next_try = self._clock() + self._pause_s
            return True

    @contextmanager
    def asking(self, unavailable: type[RetrievalError]) -> Iterator[None]:
        """Ask it inside: a failure of this kind begins the pause, an answer ends the outage.

        Raises:
            RetrievalError: `unavailable`, also where it failed just before and is left alone.
        """
        if not self.may_be_asked():
            raise unavailable(self.reason or "")
        try:
            yield
        except unavailable as error:
            self.lost(str(error))
            raise
        self.found()

    def lost(self, reason: str) -> None:
        """Note that it failed; the pause begins."""
        with self._lock:
            self._reason = reason
            self._next_try = self._clock() + self._pause_s

    def found(self) -> None:
        """Note that it answered."""
        if self._reason is not None:
            with self._lock:
                self._reason = None
