"""Stored jobs: one a message, delivered once by one path, whoever dies in between.

Every change of hands is a compare-and-set on the row, so any number of processes may share a
database. What a callback does to its job is one transaction: each costs it a wait for the others.
"""

from collections.abc import Sequence

from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    Update,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from api.messaging.job import Arrival, Job, JobStatus, Path, job_of, row_of
from api.messaging.job_table import jobs, metadata
from corpus import create_missing

_MINUTE_S = 60.0


class JobStore:
    """The jobs of every bridge, in the product's database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with engine.begin() as connection:
            create_missing(metadata, connection)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def arrive(
        self,
        arrival: Arrival,
        *,
        worker: str,
        now: float,
        push_from: float | None,
        per_minute: int | None = None,
    ) -> tuple[Job | None, bool]:
        """Count an attempt at a message; return its job and whether this made it.

        Args:
            arrival: the message.
            worker: who runs a job that is new.
            now: the time.
            push_from: when the answer may be pushed if nobody took it; None: never.
            per_minute: how many questions of a person are let in; None: any number.

        Returns:
            No job for a question that is one too many. A further attempt at one that was let in
            is not a further question.
        """
        row = row_of(arrival, worker=worker, now=now, push_from=push_from)
        for _ in range(2):
            try:
                with self.engine.begin() as connection:
                    if (job := _counted(connection, arrival.key)) is not None:
                        return job, False
                    if per_minute is not None:
                        recent = _recent(connection, arrival.user, since=now - _MINUTE_S)
                        if recent >= per_minute:
                            return None, False
                    made = connection.execute(insert(jobs).values(row).returning(jobs))
                    return job_of(made.mappings().one()), True
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

    def waiting(self, user: str, *, since: float, fetched_by: str = "") -> Job | None:
        """Return what a person may fetch: what this message fetched, a done job, a running one."""
        is_own = jobs.c.delivered_to == fetched_by
        is_untaken = jobs.c.delivered_via.is_(None) & (jobs.c.created_at >= since)
        rank = case((is_own, 0), (jobs.c.status != JobStatus.RUNNING, 1), else_=2)
        return self._one(jobs.c.user == user, or_(is_own, is_untaken), first=rank)

    def is_other_ready(self, user: str, *, since: float, besides: str) -> bool:
        """Return whether a person may fetch another answer than this one."""
        untaken = (jobs.c.delivered_via.is_(None), jobs.c.status != JobStatus.RUNNING)
        other = (jobs.c.user == user, jobs.c.created_at >= since, jobs.c.key != besides)
        with self.engine.connect() as connection:
            found = connection.execute(select(jobs.c.key).where(*other, *untaken).limit(1))
            return found.first() is not None

    def newest(self, user: str, *, since: float) -> Job | None:
        """Return a person's last question."""
        return self._one(jobs.c.user == user, jobs.c.created_at >= since)

    def finish(self, key: str, *, status: JobStatus, answer: str, session_id: str | None) -> bool:
        """Store an answer; False if another worker was first."""
        change = (
            update(jobs)
            .where(jobs.c.key == key, jobs.c.status == JobStatus.RUNNING)
            .values(status=status, answer=answer, session_id=session_id)
        )
        with self.engine.begin() as connection:
            return connection.execute(change).rowcount > 0

    def claim(self, key: str, path: Path, *, by: str) -> Job | None:
        """Take an answer for one path and return it; the same message may take it again.

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
        """Set from when the answer may be pushed, unless it is delivered already."""
        own = (jobs.c.key == key, jobs.c.delivered_via.is_(None))
        with self.engine.begin() as connection:
            connection.execute(update(jobs).where(*own).values(push_from=when))

    def purge(self, *, before: float = float("inf"), user: str | None = None) -> list[str]:
        """Delete what is old, or a person's; return the sessions that went with it."""
        old = [jobs.c.created_at < before, *([jobs.c.user == user] if user else [])]
        with self.engine.begin() as connection:
            gone = connection.scalars(delete(jobs).where(*old).returning(jobs.c.session_id))
            return [session for session in gone if session]

    def _one(self, *conditions: object, first: object = None) -> Job | None:
        order = [jobs.c.created_at.desc()] if first is None else [first, jobs.c.created_at.desc()]
        query = select(jobs).where(*conditions).order_by(*order).limit(1)  # type: ignore[arg-type]
        with self.engine.connect() as connection:
            return _job(connection.execute(query).mappings().one_or_none())

    def _changed(self, change: Update) -> Job | None:
        with self.engine.begin() as connection:
            changed = connection.execute(change.returning(jobs))
            return _job(changed.mappings().one_or_none())


def _counted(connection: Connection, key: str) -> Job | None:
    change = update(jobs).where(jobs.c.key == key).values(attempts=jobs.c.attempts + 1)
    return _job(connection.execute(change.returning(jobs)).mappings().one_or_none())


def _recent(connection: Connection, user: str, *, since: float) -> int:
    query = select(func.count()).where(jobs.c.user == user, jobs.c.created_at >= since)
    return connection.execute(query).scalar_one()


def _job(row: RowMapping | None) -> Job | None:
    return job_of(row) if row is not None else None
