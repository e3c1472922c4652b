"""One message as a job: what arrives, what is stored of it, and its row.

Times are seconds since the epoch.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import RowMapping

LEASE_S = 6.0
_TOKEN_BYTES = 24
# What takes workers down by itself must end sometime; but a fall counts for everything that was
# being answered, so whoever was only there when others fell needs more chances than that takes.
_MAX_RUNS = 12


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

    @property
    def is_exhausted(self) -> bool:
        """Whether it took so many workers down that no further one should try."""
        return self.runs > _MAX_RUNS


def row_of(
    arrival: Arrival, *, worker: str, now: float, push_from: float | None
) -> Mapping[str, object]:
    """Return the row of a new job, held by a worker."""
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


def job_of(row: RowMapping) -> Job:
    """Return the job of a row."""
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
