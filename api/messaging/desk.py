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

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from api.messaging import jobs, people, steps
from api.messaging.answering import PersonalAnswers
from api.messaging.counters import count
from api.messaging.job import Arrival, Job, JobStatus, Path
from api.messaging.lateness import Lateness
from api.messaging.leases import Leases
from api.messaging.people import Person
from api.messaging.pushes import Pushes
from api.messaging.rendering import Wording
from api.messaging.sealing import Sealer
from api.messaging.steps import Arrived, Done, Taken
from api.messaging.threads import Threads
from api.messaging.transactions import Transactions
from api.messaging.waiters import IsGone, Waited, Waiter, Waiters
from bot.answer import ANSWER
from bot.settings import MessagingSettings

log = logging.getLogger(__name__)

_TICK_S = 0.15
_RENEW_S = 1.5
_PURGE_S = 600.0
_DAY_S = 86400.0


class Desk:
    """Holds the jobs of this process."""

    def __init__(
        self,
        *,
        engine: Engine,
        sealer: Sealer,
        answers: PersonalAnswers,
        wording: Wording,
        settings: MessagingSettings,
        answers_at_once: int,
        forget_sessions: Callable[[Sequence[str]], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.sealer = sealer
        self.wording = wording
        self.settings = settings
        self.clock = clock
        self._engine = engine
        self._answers = answers
        self._forget_sessions = forget_sessions
        self._leases = Leases(engine, secrets.token_hex(8))
        transactions = Transactions(engine)
        self.read, self.write = transactions.read, transactions.write
        self._transactions = transactions
        # Leases are renewed in time however many callbacks wait for the others.
        self._own_thread = Threads(1, "leases")
        self.pushes = Pushes(
            self._leases,
            threads=self._own_thread,
            sealer=sealer,
            wording=wording,
            clock=lambda: self.clock(),
        )
        self.lateness = Lateness()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._waiters = Waiters()
        self._slots = asyncio.Semaphore(answers_at_once)
        self._loop: asyncio.Task[None] | None = None

    def is_busy(self) -> bool:
        """Whether what has come waits to be stored."""
        return self._transactions.is_busy

    def start(self) -> None:
        """Begin, in the running event loop."""
        self.lateness.start()
        self._loop = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """End; unanswered jobs are taken up at the next start, or by another process."""
        self.lateness.stop()
        tasks = [*self._running.values(), *([self._loop] if self._loop is not None else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, *self.pushes.cancel(), return_exceptions=True)
        self._transactions.close()
        self._own_thread.close()
        self._engine.dispose()

    async def arrive(self, arrival: Arrival, *, push_from: float | None) -> Job | None:
        """Store a message, or count a further attempt at it; what is new is begun.

        Returns:
            Its job; None for a question that is one too many in a minute.
        """
        storing = self.write(
            steps.arrive,
            arrival,
            worker=self._leases.worker,
            now=self.clock(),
            push_from=push_from,
            per_minute=self.settings.questions_per_minute,
        )
        try:
            return self._begun(await asyncio.shield(storing))
        except asyncio.CancelledError:
            # What is stored is also begun, whatever becomes of the callback.
            storing.add_done_callback(self._begin_alone)
            raise

    async def wait(self, job: Job, *, until: float, is_gone: IsGone | None = None) -> Waited:
        """Wait until a job is done or gone, at most until a time.

        With `is_gone`, the answer may be taken in between as the reply to the job's own message.
        """
        if job.is_done:
            return Waited(is_done=True)
        with self._waiters.added(job.key, is_gone) as waiter:
            return await waiter.wait(until - self.clock())

    async def take(self, key: str, path: Path, *, by: str) -> Taken | None:
        """Take a job's answer for one path; None if another path has it."""
        taken = await self.write(steps.take, key, path, by=by, since=self.fetchable_since())
        if taken is not None:
            count("delivered", taken.job.channel, path)
        return taken

    async def forget(self, user: str) -> None:
        """Delete what is kept of a person."""
        await self._forget_by(partial(steps.forget, user=user))

    def fetchable_since(self) -> float:
        """Return from when on an answer that nobody took may still be fetched."""
        return self.clock() - self.settings.fetch_s

    def _begun(self, arrived: Arrived) -> Job | None:
        if arrived.job is not None and arrived.asker is not None:
            count("asked", arrived.job.channel)
            self._begin(arrived.job, arrived.asker)
        return arrived.job

    def _begin_alone(self, storing: asyncio.Future[Arrived]) -> None:
        if not storing.cancelled() and storing.exception() is None:
            self._begun(storing.result())

    def _begin(self, job: Job, asker: Person | None = None) -> None:
        task = asyncio.create_task(self._answer(job, asker))
        self._running[job.key] = task
        task.add_done_callback(lambda _: self._running.pop(job.key, None))

    async def _answer(self, job: Job, asker: Person | None) -> None:
        try:
            done = await self._answered(job, asker)
            await self._store(job, done, await self._waiters.choose(job.key))
        # The question is not at fault: when its lease is over, it is taken up again.
        except SQLAlchemyError:
            log.exception("message left to be taken up again")
            return
        count("answered", job.channel, done.status)
        self._waiters.wake([job.key])

    async def _store(self, job: Job, done: Done, waiter: Waiter | None) -> None:
        """Store an answer, and hand it to who waits for it."""
        since, is_awaited = self.fetchable_since(), waiter is not None
        try:
            taken = await self.write(steps.store, job.key, done, is_awaited=is_awaited, since=since)
        except Exception as error:
            if waiter is not None:
                waiter.fail(error)
            raise
        if taken is not None:
            count("delivered", job.channel, Path.PASSIVE)
        if waiter is not None:
            waiter.end(Waited(is_done=True, taken=taken))

    async def _answered(self, job: Job, asker: Person | None) -> Done:
        question = self.sealer.unseal(job.question or "")
        if question is None or job.is_exhausted:
            return Done(JobStatus.FAILED)
        # Who has to wait may by then have been answered something else.
        is_at_once = self._answers.is_ready() and not self._slots.locked()
        try:
            async with self._slots, asyncio.timeout(self.settings.answer_timeout_s):
                await self._answers.until_ready()
                if asker is None or not is_at_once:
                    asker = await self.read(people.find, job.user)
                answer, asker = await self._answers.answer(asker, question)
        except SQLAlchemyError:
            raise
        # Whatever else went wrong, the person is told so.
        except Exception as error:
            log.exception("message not answered", extra={"reason": type(error).__name__})
            return Done(JobStatus.FAILED)
        stored = ANSWER.dump_json(answer).decode()
        return Done(JobStatus.READY, stored, answer.session_id, asker)

    async def _work(self) -> None:
        renewed = purged = 0.0
        while True:
            now = self.clock()
            try:
                # What is answered here wakes its waiters itself, unless they came just then.
                if elsewhere := [key for key in self._waiters.keys if key not in self._running]:
                    self._waiters.wake(await self.read(jobs.done_among, elsewhere))
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
        await self._forget_by(partial(steps.forget, before=before))

    async def _forget_by(self, forgetting: Callable[[Connection], Sequence[str]]) -> None:
        sessions = await self.write(forgetting)
        # It belongs to another part of the product, which has transactions of its own.
        await asyncio.to_thread(self._forget_sessions, sessions)
