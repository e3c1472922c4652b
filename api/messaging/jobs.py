"""Stored jobs: one a message, delivered once by one path, whoever dies in between.

Every change of hands is a compare-and-set on the row, so any number of processes may share a
database. Times are seconds since the epoch.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, or_, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from api.messaging.job_table import jobs, metadata

LEASE_S = 6.0
_TOKEN_BYTES = 24
_MAX_RUNS = 5


class JobStatus(StrEnum):
    """How far a job is."""

    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


class Path(StrEnum):
    """By what path an answer reached its asker."""

    PASSIVE = "passive"
    PUSH = "push"
    FETCH = "fetch"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A question as it arrives: whose, from where, all sealed or hashed."""

    key: str
    channel: str
    user: str
    address: str
    question: str


@dataclass(frozen=True, slots=True)
class Job:
    """A stored job."""

    key: str
    channel: str
    user: str
    address: str | None
    question: str | None
    status: JobStatus
    answer: str | None
    token: str
    attempts: int
    runs: int
    delivered_via: Path | None
    delivered_to: str | None
    sent_bubbles: int
    created_at: float

    @property
    def is_done(self) -> bool:
        """Whether there is something to deliver."""
        return self.status is not JobStatus.RUNNING


class JobStore:
    """The jobs of every bridge, in the product's database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        try:
            metadata.create_all(engine)
        except DBAPIError:  # another process made them beside us
            metadata.create_all(engine)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def arrive(
        self, arrival: Arrival, *, worker: str, now: float, push_from: float | None
    ) -> tuple[Job, bool]:
        """Count an attempt at a message; return its job and whether this made it.

        Args:
            arrival: the message.
            worker: who runs a job that is new.
            now: the time.
            push_from: when the answer may be pushed if nobody took it; None: never.
        """
        for _ in range(2):
            with self._writing() as connection:
                job = _counted(connection, arrival.key)
            if job is not None:
                return job, False
            try:
                with self._writing() as connection:
                    connection.execute(insert(jobs).values(_new(arrival, worker, now, push_from)))
                    return _job(connection, arrival.key), True
            except IntegrityError:  # the same message came in beside us
                continue
        raise AssertionError("a job that was there is gone")

    def job(self, key: str) -> Job | None:
        """Return a job."""
        return self._one(jobs.c.key == key)

    def by_token(self, token: str) -> Job | None:
        """Return the job of an answer page."""
        return self._one(jobs.c.token == token)

    def done_among(self, keys: Sequence[str]) -> list[str]:
        """Return those keys whose jobs are done or gone."""
        running = jobs.c.status == JobStatus.RUNNING
        with self.engine.connect() as connection:
            query = select(jobs.c.key).where(jobs.c.key.in_(keys), running)
            left = set(connection.scalars(query))
        return [key for key in keys if key not in left]

    def is_any_running(self) -> bool:
        """Return whether a question is being answered."""
        return self._one(jobs.c.status == JobStatus.RUNNING) is not None

    def recent(self, user: str, *, since: float) -> int:
        """Count the questions of a person."""
        query = select(func.count()).where(jobs.c.user == user, jobs.c.created_at >= since)
        with self.engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def waiting(self, user: str, *, since: float, fetched_by: str = "") -> Job | None:
        """Return what a person may fetch: what this message fetched, a done job, a running one."""
        own = [jobs.c.user == user, jobs.c.created_at >= since]
        untaken = [*own, jobs.c.delivered_via.is_(None)]
        return (
            self._one(jobs.c.user == user, jobs.c.delivered_to == fetched_by)
            or self._one(*untaken, jobs.c.status != JobStatus.RUNNING)
            or self._one(*untaken)
        )

    def newest(self, user: str, *, since: float) -> Job | None:
        """Return a person's last question."""
        return self._one(jobs.c.user == user, jobs.c.created_at >= since)

    def finish(self, key: str, *, status: JobStatus, answer: str, session_id: str | None) -> bool:
        """Store an answer; False if another worker was first."""
        return self._changed(
            update(jobs)
            .where(jobs.c.key == key, jobs.c.status == JobStatus.RUNNING)
            .values(status=status, answer=answer, session_id=session_id)
        )

    def claim(self, key: str, path: Path, *, by: str) -> bool:
        """Take an answer for one path; the same message may take what it took again.

        A message that is sent again did not get its reply, so the reply is given again.
        """
        untaken = jobs.c.delivered_via.is_(None)
        own = (jobs.c.delivered_via == path) & (jobs.c.delivered_to == by)
        return self._changed(
            update(jobs)
            .where(jobs.c.key == key, jobs.c.status != JobStatus.RUNNING, or_(untaken, own))
            .values(delivered_via=path, delivered_to=by, is_confirmed=1, address=None)
        )

    def push_at(self, key: str, when: float) -> None:
        """Set from when the answer may be pushed."""
        own = (jobs.c.key == key, jobs.c.delivered_via.is_(None))
        self._changed(update(jobs).where(*own).values(push_from=when))

    def lease_running(self, worker: str, *, now: float, limit: int) -> list[Job]:
        """Take jobs whose worker is gone."""
        lost = (jobs.c.status == JobStatus.RUNNING, jobs.c.leased_until < now)
        values = {"worker": worker, "leased_until": now + LEASE_S, "runs": jobs.c.runs + 1}
        return self._lease(lost, values, limit)

    def lease_pushes(self, worker: str, *, now: float, limit: int) -> list[Job]:
        """Take answers to push: those that nobody took, and those whose pusher is gone."""
        fresh = jobs.c.delivered_via.is_(None) & (jobs.c.push_from < now)
        stuck = (jobs.c.delivered_via == Path.PUSH) & (jobs.c.is_confirmed == 0)
        due = (
            jobs.c.status != JobStatus.RUNNING,
            or_(fresh, stuck & (jobs.c.leased_until < now)),
        )
        values = {"delivered_via": Path.PUSH, "worker": worker, "leased_until": now + LEASE_S}
        return self._lease(due, values, limit)

    def renew(self, worker: str, *, keys: Sequence[str], now: float) -> None:
        """Keep hold of what is being worked on."""
        own = (jobs.c.worker == worker, jobs.c.key.in_(keys))
        self._changed(update(jobs).where(*own).values(leased_until=now + LEASE_S))

    def count_sent(self, key: str) -> None:
        """Note that one more bubble was accepted."""
        self._changed(
            update(jobs).where(jobs.c.key == key).values(sent_bubbles=jobs.c.sent_bubbles + 1)
        )

    def confirm(self, key: str) -> None:
        """Note that all was pushed; the address is no longer needed."""
        self._changed(update(jobs).where(jobs.c.key == key).values(is_confirmed=1, address=None))

    def release(self, key: str, *, push_from: float | None) -> None:
        """Give back what could not be pushed: to be pushed later, or fetched."""
        self._changed(
            update(jobs)
            .where(jobs.c.key == key, jobs.c.is_confirmed == 0)
            .values(delivered_via=None, push_from=push_from)
        )

    def purge(self, *, before: float = float("inf"), user: str | None = None) -> list[str]:
        """Delete what is old, or a person's; return the sessions that went with it."""
        old = [jobs.c.created_at < before, *([jobs.c.user == user] if user else [])]
        with self._writing() as connection:
            sessions = connection.scalars(select(jobs.c.session_id).where(*old)).all()
            connection.execute(delete(jobs).where(*old))
        return [one for one in sessions if one]

    def _lease(self, due: Sequence[object], values: dict[str, object], limit: int) -> list[Job]:
        taken = []
        query = select(jobs.c.key).where(*due).order_by(jobs.c.created_at).limit(limit)  # type: ignore[arg-type]
        with self.engine.connect() as connection:
            keys = list(connection.scalars(query))
        for key in keys:
            change = update(jobs).where(jobs.c.key == key, *due).values(values)  # type: ignore[arg-type]
            if self._changed(change) and (job := self.job(key)) is not None:
                taken.append(job)
        return taken

    def _one(self, *conditions: object) -> Job | None:
        query = select(jobs).where(*conditions).order_by(jobs.c.created_at.desc()).limit(1)  # type: ignore[arg-type]
        with self.engine.connect() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return _of(row) if row is not None else None

    def _changed(self, change: object) -> bool:
        with self._writing() as connection:
            return connection.execute(change).rowcount > 0  # type: ignore[call-overload, no-any-return]

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            yield connection


def is_exhausted(job: Job) -> bool:
    """Whether a job took so many workers down that no further one should try."""
    return job.runs > _MAX_RUNS


def _counted(connection: Connection, key: str) -> Job | None:
    change = update(jobs).where(jobs.c.key == key).values(attempts=jobs.c.attempts + 1)
    return _job(connection, key) if connection.execute(change).rowcount else None


def _job(connection: Connection, key: str) -> Job:
    return _of(connection.execute(select(jobs).where(jobs.c.key == key)).mappings().one())


def _new(arrival: Arrival, worker: str, now: float, push_from: float | None) -> dict[str, object]:
    return {
        "key": arrival.key,
        "channel": arrival.channel,
        "user": arrival.user,
        "address": arrival.address,
        "question": arrival.question,
        "status": JobStatus.RUNNING,
        "token": secrets.token_urlsafe(_TOKEN_BYTES),
        "attempts": 1,
        "runs": 1,
        "worker": worker,
        "leased_until": now + LEASE_S,
        "is_confirmed": 0,
        "sent_bubbles": 0,
        "push_from": push_from,
        "created_at": now,
    }


def _of(row: RowMapping) -> Job:
    return Job(
        key=row["key"],
        channel=row["channel"],
        user=row["user"],
        address=row["address"],
        question=row["question"],
        status=JobStatus(row["status"]),
        answer=row["answer"],
        token=row["token"],
        attempts=row["attempts"],
        runs=row["runs"],
        delivered_via=Path(row["delivered_via"]) if row["delivered_via"] else None,
        delivered_to=row["delivered_to"],
        sent_bubbles=row["sent_bubbles"],
        created_at=row["created_at"],
    )
