"""How often one address may do something: an address in, the seconds to wait out."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

MAX_ADDRESSES = 10_000


class RateLimit:
    """At most `limit` times in any `window_s` seconds by one address, in this process."""

    def __init__(
        self, limit: int, window_s: float, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._window_s = window_s
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait_s(self, address: str) -> int:
        """Count one time for an address; return 0, or how long it must wait, uncounted."""
        with self._lock:
            now = self._clock()
            times = self._times.setdefault(address, deque())
            self._times.move_to_end(address)
            if len(self._times) > MAX_ADDRESSES:
                self._times.popitem(last=False)
            while times and times[0] <= now - self._window_s:
                times.popleft()
            if len(times) >= self._limit:
                return max(1, math.ceil(times[0] + self._window_s - now))
            times.append(now)
            return 0
