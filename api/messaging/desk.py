"""Works off the stored jobs: answers them, pushes what nobody took, purges what is old.

Each process has one desk. What a desk that died held is taken up by another, or by itself when it
is started again, as soon as the lease is over.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from api.messaging.answering import PersonalAnswers
from api.messaging.counters import count
from api.messaging.job import Arrival, Job, JobStatus, Path
from api.messaging.jobs import JobStore
from api.messaging.leases import Leases
from api.messaging.people import People
from api.messaging.pushes import Pushes
from api.messaging.rendering import Wording
from api.messaging.sealing import Sealer
from api.messaging.threads import Threads
from bot.answer import ANSWER
from bot.settings import MessagingSettings

log = logging.getLogger(__name__)

_TICK_S = 0.15
_RENEW_S = 1.5
_PURGE_S = 600.0
_DATABASE_THREADS = 4
_DAY_S = 86400.0


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
        self._answers = answers
        self._forget_sessions = forget_sessions
        self._leases = Leases(jobs.engine, secrets.token_hex(8))
        self._threads = Threads(_DATABASE_THREADS, "jobs")
        # Leases are renewed in time however many callbacks wait for the others.
        self._own_thread = Threads(1, "leases")
        self.pushes = Pushes(
            self._leases,
            threads=self._own_thread,
            sealer=sealer,
            wording=wording,
            clock=lambda: self.clock(),
        )
        self.call = self._threads.call
        self._running: dict[str, asyncio.Task[None]] = {}
        self._watched: dict[str, list[asyncio.Event]] = {}
        self._slots = asyncio.Semaphore(settings.answers_at_once)
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._loop = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """End; unanswered jobs are taken up at the next start, or by another process."""
        tasks = [*self._running.values(), *([self._loop] if self._loop is not None else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, *self.pushes.cancel(), return_exceptions=True)
        self._threads.close()
        self._own_thread.close()
        self.jobs.close()

    async def arrive(
        self, arrival: Arrival, *, push_from: float | None, is_limited: bool = True
    ) -> Job | None:
        """Store a message, or count a further attempt at it; what is new is begun.

        Returns:
            Its job; None for a question that is one too many in a minute.
        """
        arrived = partial(self.jobs.arrive, arrival, worker=self._leases.worker, now=self.clock())
        per_minute = self.settings.questions_per_minute if is_limited else None
        job, is_new = await self.call(arrived, push_from=push_from, per_minute=per_minute)
        if job is not None and is_new:
            count("asked", job.channel)
            self._begin(job)
        return job

    async def wait(self, job: Job, *, until: float) -> bool:
        """Wait until a job is done or gone, at most until a time; return whether it is."""
        if job.is_done:
            return True
        done = asyncio.Event()
        self._watched.setdefault(job.key, []).append(done)
        try:
            async with asyncio.timeout(max(until - self.clock(), 0)):
                return await done.wait()
        except TimeoutError:
            return False
        finally:
            self._unwatch(job.key, done)

    async def take(self, key: str, path: Path, *, by: str) -> Job | None:
        """Take a job's answer for one path; None if another path has it."""
        job = await self.call(self.jobs.claim, key, path, by=by)
        if job is not None:
            count("delivered", job.channel, path)
        return job

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
        if question is None or job.is_exhausted:
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
                # What is answered here wakes its waiters itself, unless they came just then.
                if elsewhere := [key for key in self._watched if key not in self._running]:
                    self._wake(await self._own_thread.call(self.jobs.done_among, elsewhere))
                await self.pushes.begin_due()
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
        call = self._own_thread.call
        if held := [*self._running, *self.pushes.keys]:
            await call(self._leases.renew, held, now=now)
        for job in await call(self._leases.take_running, now=now, limit=20):
            log.info("message taken up again", extra={"runs": job.runs})
            self._begin(job)

    async def _purge(self, now: float) -> None:
        before = now - self.settings.keep_days * _DAY_S
        sessions = await self.call(self.jobs.purge, before=before)
        await self.call(self.people.forget, before=before)
        await self.call(self._forget_sessions, sessions)
