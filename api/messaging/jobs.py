"""Stored jobs: one a message, delivered once by one path, whoever dies in between.

Every function works within its caller's transaction. Every change of hands is a compare-and-set
on the row, so any number of processes may share a database.
"""

from collections.abc import Sequence

from sqlalchemy import (
    Connection,
    RowMapping,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from api.messaging.job import Arrival, Job, JobStatus, Path, job_of, row_of
from api.messaging.job_table import insert_into
from api.messaging.job_table import jobs as rows

_MINUTE_S = 60.0

# What every message needs is put together once: that costs more than to run it.
_COUNTED = {
    name: put.on_conflict_do_update(
        index_elements=[rows.c.key], set_={"attempts": rows.c.attempts + 1}
    ).returning(rows)
    for name, put in insert_into(rows).items()
}
_OF_PERSON = (rows.c.user == bindparam("whose"), rows.c.created_at >= bindparam("since"))
_RECENT = select(func.count()).where(*_OF_PERSON)
_UNTAKEN = (rows.c.delivered_via.is_(None), rows.c.status != JobStatus.RUNNING)
_OTHER = select(rows.c.key).where(*_OF_PERSON, rows.c.key != bindparam("besides"), *_UNTAKEN)
_OTHER = _OTHER.limit(1)
_RUNNING = (rows.c.key == bindparam("of"), rows.c.status == JobStatus.RUNNING)
_FINISHED = update(rows).where(*_RUNNING).returning(rows)


def arrive(
    connection: Connection,
    arrival: Arrival,
    *,
    worker: str,
    now: float,
    push_from: float | None,
    per_minute: int | None = None,
) -> tuple[Job | None, bool]:
    """Count an attempt at a message; return its job and whether this made it.

    Args:
        connection: the transaction.
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
    counted = connection.execute(_COUNTED[connection.dialect.name], row)
    job = job_of(counted.mappings().one())
    is_new = job.attempts == 1
    if is_new and per_minute is not None:
        own = {"whose": arrival.user, "since": now - _MINUTE_S}
        if connection.execute(_RECENT, own).scalar_one() > per_minute:
            connection.execute(delete(rows).where(rows.c.key == arrival.key))
            return None, False
    return job, is_new


def find(connection: Connection, key: str) -> Job | None:
    """Return a job."""
    return _one(connection, rows.c.key == key)


def by_token(connection: Connection, token: str) -> Job | None:
    """Return the job of an answer page."""
    return _one(connection, rows.c.token == token)


def done_among(connection: Connection, keys: Sequence[str]) -> list[str]:
    """Return those keys whose jobs are done or gone."""
    running = rows.c.status == JobStatus.RUNNING
    left = set(connection.scalars(select(rows.c.key).where(rows.c.key.in_(keys), running)))
    return [key for key in keys if key not in left]


def is_any_running(connection: Connection) -> bool:
    """Return whether a question is being answered."""
    return _one(connection, rows.c.status == JobStatus.RUNNING) is not None


def waiting(connection: Connection, user: str, *, since: float, fetched_by: str = "") -> Job | None:
    """Return what a person may fetch: what this message fetched, a done job, a running one."""
    is_own = rows.c.delivered_to == fetched_by
    is_untaken = rows.c.delivered_via.is_(None) & (rows.c.created_at >= since)
    rank = case((is_own, 0), (rows.c.status != JobStatus.RUNNING, 1), else_=2)
    return _one(connection, rows.c.user == user, or_(is_own, is_untaken), first=rank)


def is_other_ready(connection: Connection, user: str, *, since: float, besides: str) -> bool:
    """Return whether a person may fetch another answer than this one."""
    other = {"whose": user, "since": since, "besides": besides}
    return connection.execute(_OTHER, other).first() is not None


def newest(connection: Connection, user: str, *, since: float) -> Job | None:
    """Return a person's last question."""
    return _one(connection, rows.c.user == user, rows.c.created_at >= since)


def finish(
    connection: Connection,
    key: str,
    *,
    status: JobStatus,
    answer: str,
    session_id: str | None,
    taken_via: Path | None = None,
) -> Job | None:
    """Store an answer, and take it for one path if the job's message waits; return the job.

    Returns:
        None if another worker was first.
    """
    done: dict[str, object] = {"status": status, "answer": answer, "session_id": session_id}
    taken = _taken(taken_via, by=key) if taken_via is not None else {}
    finished = connection.execute(_FINISHED, {"of": key, **done, **taken})
    return _job(finished.mappings().one_or_none())


def claim(connection: Connection, key: str, path: Path, *, by: str) -> Job | None:
    """Take an answer for one path and return it; the same message may take it again.

    A message that is sent again did not get its reply, so the reply is given again.
    """
    untaken = rows.c.delivered_via.is_(None)
    own = (rows.c.delivered_via == path) & (rows.c.delivered_to == by)
    is_done = rows.c.status != JobStatus.RUNNING
    change = update(rows).where(rows.c.key == key, is_done, or_(untaken, own))
    changed = connection.execute(change.values(**_taken(path, by=by)).returning(rows))
    return _job(changed.mappings().one_or_none())


def push_at(connection: Connection, key: str, when: float) -> None:
    """Set from when the answer may be pushed, unless it is delivered already."""
    own = (rows.c.key == key, rows.c.delivered_via.is_(None))
    connection.execute(update(rows).where(*own).values(push_from=when))


def purge(
    connection: Connection, *, before: float = float("inf"), user: str | None = None
) -> list[str]:
    """Delete what is old, or a person's; return the sessions that went with it."""
    old = [rows.c.created_at < before, *([rows.c.user == user] if user else [])]
    gone = connection.scalars(delete(rows).where(*old).returning(rows.c.session_id))
    return [session for session in gone if session]


def _taken(path: Path, *, by: str) -> dict[str, object]:
    return {"delivered_via": path, "delivered_to": by, "is_confirmed": 1, "address": None}


def _one(connection: Connection, *conditions: object, first: object = None) -> Job | None:
    order = [rows.c.created_at.desc()] if first is None else [first, rows.c.created_at.desc()]
    query = select(rows).where(*conditions).order_by(*order).limit(1)  # type: ignore[arg-type]
    return _job(connection.execute(query).mappings().one_or_none())


def _job(row: RowMapping | None) -> Job | None:
    return job_of(row) if row is not None else None
