"""Callbacks that wait for answers here: woken when a job is done, or handed its answer.

A callback whose platform still listens can be handed the answer in the transaction that stores it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.messaging.steps import Taken

IsGone = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Waited:
    """Whether the job is done, or gone; and its answer if it was taken for this callback."""

    is_done: bool
    taken: Taken | None = None


@dataclass(eq=False, slots=True)
class Waiter:
    """One callback. With `is_gone`, it may be handed the answer while its platform listens."""

    is_gone: IsGone | None
    ended: asyncio.Future[Waited] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    is_chosen: bool = False

    async def wait(self, timeout_s: float) -> Waited:
        """Wait until the job is done; once chosen, until it is known what came of it."""
        await asyncio.wait((self.ended,), timeout=max(timeout_s, 0))
        if not self.ended.done() and not self.is_chosen:
            return Waited(is_done=False)
        return await self.ended

    def end(self, waited: Waited) -> None:
        """Say that the job is done."""
        if not self.ended.done():
            self.ended.set_result(waited)

    def fail(self, error: Exception) -> None:
        """Say that it is not known whether the job is done."""
        if not self.ended.done():
            self.ended.set_exception(error)
            self.ended.exception()  # whoever waited may have been cut off meanwhile


class Waiters:
    """The callbacks that wait in this process, by the keys of their jobs."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[Waiter]] = {}

    @property
    def keys(self) -> tuple[str, ...]:
        """For which jobs somebody waits."""
        return tuple(self._by_key)

    @contextmanager
    def added(self, key: str, is_gone: IsGone | None) -> Iterator[Waiter]:
        """Let a callback wait for a job."""
        waiter = Waiter(is_gone)
        self._by_key.setdefault(key, []).append(waiter)
        try:
            yield waiter
        finally:
            self._by_key[key].remove(waiter)
            if not self._by_key[key]:
                del self._by_key[key]

    async def choose(self, key: str) -> Waiter | None:
        """Choose a callback to hand a job's answer to; None if none still listens."""
        for waiter in tuple(self._by_key.get(key, ())):
            if waiter.is_gone is None or await waiter.is_gone():
                continue
            # It may have waited long enough while its connection was looked at.
            if waiter in self._by_key.get(key, ()):
                waiter.is_chosen = True
                return waiter
        return None

    def wake(self, keys: Sequence[str]) -> None:
        """Wake whoever waits for jobs that are done."""
        for key in keys:
            for waiter in self._by_key.get(key, ()):
                waiter.end(Waited(is_done=True))
