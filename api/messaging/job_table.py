"""Tables of the bridges: one job a message, and what is remembered of a person."""

from sqlalchemy import (
    Column,
    Engine,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.dialects import postgresql, sqlite

from corpus import create_missing, create_missing_indexes

metadata = MetaData()

jobs = Table(
    "message_jobs",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("user", String(40), nullable=False),
    Column("address", Text),  # sealed; erased when the answer was delivered
    Column("question", Text),  # sealed
    Column("status", String(16), nullable=False),
    Column("answer", Text),
    Column("session_id", String(64)),
    Column("token", String(64), nullable=False, unique=True),
    Column("attempts", Integer, nullable=False),
    Column("runs", Integer, nullable=False),
    Column("worker", String(40)),
    Column("leased_until", Float, nullable=False),
    Column("delivered_via", String(16)),
    Column("delivered_to", String(40)),  # the message that fetched it
    Column("is_confirmed", Integer, nullable=False),
    Column("sent_bubbles", Integer, nullable=False),
    Column("push_from", Float),  # None: it waits to be fetched
    Column("created_at", Float, nullable=False),
    Index("message_jobs_by_user", "user", "created_at"),
    Index("message_jobs_by_status", "status", "delivered_via"),
    Index("message_jobs_to_push", "is_confirmed", "push_from"),
)

people = Table(
    "message_people",
    metadata,
    Column("user", String(40), primary_key=True),
    Column("region", String(100)),
    Column("session_id", String(64)),
    Column("options", Text),
    Column("at", Float, nullable=False),
)

cursors = Table(
    "message_cursors",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("cursor", Text, nullable=False),
)


def prepare(engine: Engine) -> None:
    """Make what is missing of the tables, and of the indexes of older ones."""
    with engine.begin() as connection:
        create_missing(metadata, connection)
        create_missing_indexes(jobs, connection)


def insert_into(table: Table) -> dict[str, sqlite.Insert | postgresql.Insert]:
    """Return, by dialect, an insert that may update what is there; the generic one may not."""
    return {"sqlite": sqlite.insert(table), "postgresql": postgresql.insert(table)}
