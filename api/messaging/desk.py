"""Works off the stored jobs: answers them, pushes what nobody took, purges what is old.

Each process has one desk. What a desk that died held is taken up by another, or by itself when it
is started again, as soon as the lease is over.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, Protocol, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from api.messaging.answering import PersonalAnswers
from api.messaging.counters import count
from api.messaging.jobs import Arrival, Job, JobStatus, JobStore, Path, is_exhausted
from api.messaging.people import People
from api.messaging.rendering import Wording
from api.messaging.sealing import Sealer
from bot.answer import ANSWER
from bot.settings import MessagingSettings

log = logging.getLogger(__name__)

_TICK_S = 0.15
_RENEW_S = 1.5
_PURGE_S = 600.0
_DATABASE_THREADS = 4
_DAY_S = 86400.0
_PUSHES_AT_ONCE = 20

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PushOutcome:
    """What became of a push: all sent (or never to be), again after a while, or to be fetched."""

    is_over: bool
    again_after_s: float | None = None


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


class Desk:
    """Holds the jobs of this process."""

    def __init__(
        self,
        *,
        jobs: JobStore,
        people: People,
        sealer: Sealer,
        answers: PersonalAnswers,
        wording: Wording,
        settings: MessagingSettings,
        forget_sessions: Callable[[Sequence[str]], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.people = people
        self.sealer = sealer
        self.wording = wording
        self.settings = settings
        self.clock = clock
        self.jobs = jobs
        self.pushers: dict[str, Pusher] = {}
        self._answers = answers
        self._forget_sessions = forget_sessions
        self._name = secrets.token_hex(8)
        self._threads = ThreadPoolExecutor(_DATABASE_THREADS, thread_name_prefix="jobs")
        self._running: dict[str, asyncio.Task[None]] = {}
        self._pushing: dict[str, asyncio.Task[None]] = {}
        self._watched: dict[str, list[asyncio.Event]] = {}
        self._slots = asyncio.Semaphore(settings.answers_at_once)
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._loop = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """End; unanswered jobs are taken up at the next start, or by another process."""
        tasks = [*self._running.values(), *self._pushing.values()]
        tasks += [self._loop] if self._loop is not None else []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._threads.shutdown()
        self.jobs.close()

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call the database on a thread that no question can take."""
        bound = partial(function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._threads, bound)

    async def arrive(self, arrival: Arrival, *, push_from: float | None) -> Job:
        """Store a message, or count a further attempt at it; what is new is begun."""
        arrived = partial(self.jobs.arrive, arrival, worker=self._name, now=self.clock())
        job, is_new = await self.call(arrived, push_from=push_from)
        if is_new:
            count("asked", job.channel)
            self._begin(job)
        return job

    async def wait(self, key: str, *, until: float) -> Job | None:
        """Return a job when it is done, or as it is at a time."""
        done = asyncio.Event()
        self._watched.setdefault(key, []).append(done)
        try:
            job = await self.call(self.jobs.job, key)
            if job is None or job.is_done:
                return job
            async with asyncio.timeout(max(until - self.clock(), 0)):
                await done.wait()
        except TimeoutError:
            return job
        finally:
            self._unwatch(key, done)
        return await self.call(self.jobs.job, key)

    async def take(self, job: Job, path: Path, *, by: str) -> bool:
        """Take a job's answer for one path; False if another path has it."""
        is_taken = await self.call(self.jobs.claim, job.key, path, by=by)
        if is_taken:
            count("delivered", job.channel, path)
        return is_taken

    def bubbles(self, job: Job, *, limit: int) -> tuple[str, ...]:
        """Return a done job's answer as bubbles."""
        if job.answer is None or job.status is not JobStatus.READY:
            return (self.wording.told("failed"),)
        answer = ANSWER.validate_json(job.answer)
        return self.wording.bubbles(answer, token=job.token, limit=limit)

    async def forget(self, user: str) -> None:
        """Delete what is kept of a person."""
        sessions = await self.call(self.jobs.purge, user=user)
        await self.call(self.people.forget, user=user)
        await self.call(self._forget_sessions, sessions)

    def _unwatch(self, key: str, done: asyncio.Event) -> None:
        self._watched[key].remove(done)
        if not self._watched[key]:
            del self._watched[key]

    def _begin(self, job: Job) -> None:
        task = asyncio.create_task(self._answer(job))
        self._running[job.key] = task
        task.add_done_callback(lambda _: self._running.pop(job.key, None))

    async def _answer(self, job: Job) -> None:
        try:
            status, text, session_id = await self._answered(job)
            finished = partial(self.jobs.finish, job.key, status=status)
            await self.call(finished, answer=text, session_id=session_id)
        # The question is not at fault: when its lease is over, it is taken up again.
        except SQLAlchemyError:
            log.exception("message left to be taken up again")
            return
        count("answered", job.channel, status)
        self._wake([job.key])

    async def _answered(self, job: Job) -> tuple[JobStatus, str, str | None]:
        question = self.sealer.unseal(job.question or "")
        if question is None or is_exhausted(job):
            return JobStatus.FAILED, "", None
        try:
            async with self._slots, asyncio.timeout(self.settings.answer_timeout_s):
                answer = await self._answers.answer(job.user, question)
        except SQLAlchemyError:
            raise
        # Whatever else went wrong, the person is told so.
        except Exception as error:
            log.exception("message not answered", extra={"reason": type(error).__name__})
            return JobStatus.FAILED, "", None
        return JobStatus.READY, ANSWER.dump_json(answer).decode(), answer.session_id

    def _wake(self, keys: Sequence[str]) -> None:
        for key in keys:
            for done in self._watched.get(key, ()):
                done.set()

    async def _work(self) -> None:
        renewed = purged = 0.0
        while True:
            now = self.clock()
            try:
                # What is answered here wakes its waiters itself.
                if elsewhere := [key for key in self._watched if key not in self._running]:
                    self._wake(await self.call(self.jobs.done_among, elsewhere))
                await self._push_due(now)
                if now - renewed > _RENEW_S:
                    renewed = now
                    await self._keep_and_recover(now)
                if now - purged > _PURGE_S:
                    purged = now
                    await self._purge(now)
            except SQLAlchemyError as error:
                log.warning("jobs not reached", extra={"reason": type(error).__name__})
            await asyncio.sleep(_TICK_S)

    async def _keep_and_recover(self, now: float) -> None:
        held = [*self._running, *self._pushing]
        await self.call(self.jobs.renew, self._name, keys=held, now=now)
        lost = await self.call(self.jobs.lease_running, self._name, now=now, limit=20)
        for job in lost:
            log.info("message taken up again", extra={"runs": job.runs})
            self._begin(job)

    async def _push_due(self, now: float) -> None:
        free = _PUSHES_AT_ONCE - len(self._pushing)
        if not self.pushers or free <= 0:
            return
        for job in await self.call(self.jobs.lease_pushes, self._name, now=now, limit=free):
            task = asyncio.create_task(self._push(job))
            self._pushing[job.key] = task
            task.add_done_callback(partial(self._pushed, job.key))

    def _pushed(self, key: str, task: asyncio.Task[None]) -> None:
        self._pushing.pop(key, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            # The lease runs out, then it is tried again.
            log.error("answer not pushed", exc_info=error)

    async def _push(self, job: Job) -> None:
        pusher = self.pushers.get(job.channel)
        address = self.sealer.unseal(job.address or "")
        if pusher is None or address is None:
            await self.call(self.jobs.release, job.key, push_from=None)
            return
        bubbles = self.bubbles(job, limit=3)[job.sent_bubbles :]
        sent = partial(self.call, self.jobs.count_sent, job.key)
        outcome = await pusher.push(job.key, address, bubbles, sent=sent)
        if outcome.is_over:
            await self.call(self.jobs.confirm, job.key)
            count("delivered", job.channel, Path.PUSH)
            return
        later = outcome.again_after_s
        when = None if later is None else self.clock() + later
        await self.call(self.jobs.release, job.key, push_from=when)

    async def _purge(self, now: float) -> None:
        before = now - self.settings.keep_days * _DAY_S
        sessions = await self.call(self.jobs.purge, before=before)
        await self.call(self.people.forget, before=before)
        await self.call(self._forget_sessions, sessions)
