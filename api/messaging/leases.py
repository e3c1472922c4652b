"""What a worker holds: jobs that it answers, answers that it pushes, each for a while.

A worker that dies renews nothing, so what it held is soon another's.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Engine, or_, select, update

from api.messaging.job import LEASE_S, Job, JobStatus, Path, job_of
from api.messaging.job_table import jobs


class Leases:
    """The leases of one worker."""

    def __init__(self, engine: Engine, worker: str) -> None:
        self._engine = engine
        self.worker = worker

    def take_running(self, *, now: float, limit: int) -> list[Job]:
        """Take jobs whose worker is gone."""
        lost = (jobs.c.status == JobStatus.RUNNING) & (jobs.c.leased_until < now)
        return self._take(lost, {"runs": jobs.c.runs + 1}, now, limit)

    def take_pushes(self, *, now: float, limit: int) -> list[Job]:
        """Take answers to push: those that nobody took, and those whose pusher is gone."""
        untaken = jobs.c.delivered_via.is_(None)
        stuck = (jobs.c.delivered_via == Path.PUSH) & (jobs.c.leased_until < now)
        done = jobs.c.status != JobStatus.RUNNING
        # Asked all the time, so found by an index: what is being pushed has been due since before.
        is_due = (jobs.c.is_confirmed == 0) & (jobs.c.push_from < now)
        due = is_due & done & or_(untaken, stuck)
        return self._take(due, {"delivered_via": Path.PUSH}, now, limit)

    def renew(self, keys: Sequence[str], *, now: float) -> None:
        """Keep hold of what is being worked on."""
        own = (jobs.c.worker == self.worker, jobs.c.key.in_(keys))
        with self._engine.begin() as connection:
            connection.execute(update(jobs).where(*own).values(leased_until=now + LEASE_S))

    def count_sent(self, key: str) -> None:
        """Note that one more bubble was accepted."""
        self._set(key, {"sent_bubbles": jobs.c.sent_bubbles + 1})

    def confirm(self, key: str) -> None:
        """Note that the push is over; the address is no longer needed."""
        self._set(key, {"is_confirmed": 1, "address": None})

    def release(self, key: str, *, push_from: float | None) -> None:
        """Give back what could not be pushed: to be pushed later, or fetched."""
        self._set(key, {"delivered_via": None, "push_from": push_from}, jobs.c.is_confirmed == 0)

    def _take(
        self, due: ColumnElement[bool], more: Mapping[str, object], now: float, limit: int
    ) -> list[Job]:
        values = {"worker": self.worker, "leased_until": now + LEASE_S, **more}
        query = select(jobs.c.key).where(due).order_by(jobs.c.created_at).limit(limit)
        with self._engine.connect() as connection:
            keys = list(connection.scalars(query))
        if not keys:
            return []
        # Another worker may have been faster with some of them.
        change = update(jobs).where(jobs.c.key.in_(keys), due).values(values).returning(jobs)
        with self._engine.begin() as connection:
            return [job_of(row) for row in connection.execute(change).mappings()]

    def _set(self, key: str, values: Mapping[str, object], *conditions: object) -> None:
        change = update(jobs).where(jobs.c.key == key, *conditions).values(values)  # type: ignore[arg-type]
        with self._engine.begin() as connection:
            connection.execute(change)
