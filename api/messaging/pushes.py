"""Pushes of one process: takes answers that are due, sends their bubbles, notes what became of it.

A push that was refused for good ends as one; what was refused for now is pushed later or fetched.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from api.messaging.counters import count
from api.messaging.job import Job, Path
from api.messaging.leases import Leases
from api.messaging.rendering import Wording
from api.messaging.sealing import Sealer
from api.messaging.threads import Threads

log = logging.getLogger(__name__)

_AT_ONCE = 20
# No platform lets a message be answered later.
_WINDOW_S = 48 * 3600.0
_LONGEST_PAUSE_S = 600.0


@dataclass(frozen=True, slots=True)
class PushOutcome:
    """What became of a push.

    It is over when all was sent, or with `refused_by` when it never can be: the code says why.
    Else it is tried again after a while, or left to be fetched.
    """

    is_over: bool
    again_after_s: float | None = None
    refused_by: int | None = None


class Pusher(Protocol):
    """Sends bubbles to a person of one channel."""

    async def push(
        self,
        job_key: str,
        address: str,
        bubbles: Sequence[str],
        *,
        sent: Callable[[], Awaitable[None]],
    ) -> PushOutcome:
        """Send the bubbles in order, calling `sent` after each that was accepted."""
        ...


class Pushes:
    """The pushes that are under way here, and who sends those of each channel."""

    def __init__(
        self,
        leases: Leases,
        *,
        threads: Threads,
        sealer: Sealer,
        wording: Wording,
        clock: Callable[[], float],
    ) -> None:
        self.pushers: dict[str, Pusher] = {}
        self._leases = leases
        self._threads = threads
        self._sealer = sealer
        self._wording = wording
        self._clock = clock
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @property
    def keys(self) -> tuple[str, ...]:
        """Of which jobs the answers are being pushed."""
        return tuple(self._tasks)

    async def begin_due(self) -> None:
        """Begin what is due, as much as is sent at once."""
        free = _AT_ONCE - len(self._tasks)
        if not self.pushers or free <= 0:
            return
        due = partial(self._leases.take_pushes, now=self._clock(), limit=free)
        for job in await self._threads.call(due):
            task = asyncio.create_task(self._push(job))
            self._tasks[job.key] = task
            task.add_done_callback(partial(self._pushed, job.key))

    def cancel(self) -> list[asyncio.Task[None]]:
        """Break off; another process goes on where these were."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        return tasks

    def _pushed(self, key: str, task: asyncio.Task[None]) -> None:
        self._tasks.pop(key, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            # The lease runs out, then it is tried again.
            log.error("answer not pushed", exc_info=error)

    async def _push(self, job: Job) -> None:
        call, leases = self._threads.call, self._leases
        pusher = self.pushers.get(job.channel)
        address = self._sealer.unseal(job.address or "")
        if pusher is None or address is None:
            await call(leases.release, job.key, push_from=None)
            return
        bubbles = self._wording.on(job.channel).of(job)[job.sent_bubbles :]
        sent = partial(call, leases.count_sent, job.key)
        outcome = await pusher.push(job.key, address, bubbles, sent=sent)
        if outcome.is_over:
            await call(leases.confirm, job.key)
            _count(job, outcome)
            return
        await call(leases.release, job.key, push_from=self._again_at(job, outcome))

    def _again_at(self, job: Job, outcome: PushOutcome) -> float | None:
        """Return when to try again: the older the question, the later, until no window is open."""
        now = self._clock()
        age_s = now - job.created_at
        if outcome.again_after_s is None or age_s > _WINDOW_S:
            return None
        return now + max(outcome.again_after_s, min(age_s / 4, _LONGEST_PAUSE_S))


def _count(job: Job, outcome: PushOutcome) -> None:
    if outcome.refused_by is None:
        count("delivered", job.channel, Path.PUSH)
    else:
        count("undeliverable", job.channel, str(outcome.refused_by))
