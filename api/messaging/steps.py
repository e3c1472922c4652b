"""The steps of a message, each within one transaction: it arrives, its answer is stored and taken.

A transaction costs a wait for everybody else's, so what belongs to one step is in one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from api.messaging import jobs, people
from api.messaging.job import Arrival, Job, JobStatus, Path
from api.messaging.people import Person


@dataclass(frozen=True, slots=True)
class Arrived:
    """The job of a message, if it was let in; who asks, if it is new."""

    job: Job | None
    asker: Person | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: its answer as stored, and what is to be remembered of its asker."""

    status: JobStatus
    answer: str = ""
    session_id: str | None = None
    asker: Person | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A done job whose answer is its taker's to give; whether the asker may fetch another."""

    job: Job
    has_other: bool


def arrive(
    connection: Connection,
    arrival: Arrival,
    *,
    worker: str,
    now: float,
    push_from: float | None,
    per_minute: int,
) -> Arrived:
    """Store a message or count an attempt at it, and look up who asks."""
    job, is_new = jobs.arrive(
        connection,
        arrival,
        worker=worker,
        now=now,
        push_from=push_from,
        per_minute=per_minute,
    )
    return Arrived(job, people.find(connection, arrival.user) if is_new else None)


def store(
    connection: Connection, key: str, done: Done, *, is_awaited: bool, since: float
) -> Taken | None:
    """Store an answer and remember its asker; an awaited answer is taken with it.

    Returns:
        None if nobody waits for it, or if another worker was first.
    """
    job = jobs.finish(
        connection,
        key,
        status=done.status,
        answer=done.answer,
        session_id=done.session_id,
        taken_via=Path.PASSIVE if is_awaited else None,
    )
    if job is None:
        return None
    if done.asker is not None:
        people.keep(connection, job.user, done.asker)
    return _with_other(connection, job, since) if is_awaited else None


def take(connection: Connection, key: str, path: Path, *, by: str, since: float) -> Taken | None:
    """Take a job's answer for one path; None if another path has it."""
    job = jobs.claim(connection, key, path, by=by)
    return _with_other(connection, job, since) if job is not None else None


def forget(
    connection: Connection, *, user: str | None = None, before: float = float("inf")
) -> Sequence[str]:
    """Delete what is kept of a person, or what is old; return the sessions that went with it."""
    people.forget(connection, user=user, before=before)
    return jobs.purge(connection, user=user, before=before)


def _with_other(connection: Connection, job: Job, since: float) -> Taken:
    has_other = jobs.is_other_ready(connection, job.user, since=since, besides=job.key)
    return Taken(job, has_other)
