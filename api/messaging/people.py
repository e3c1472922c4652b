"""What is remembered of a person, by pseudonym: place, conversation, options last offered.

Every function works within its caller's transaction.
"""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from api.messaging.job_table import cursors, insert_into, people


def _put(table: Table) -> dict[str, sqlite.Insert | postgresql.Insert]:
    """Return, by dialect, what stores a row in the place of one with its key."""
    own = list(table.primary_key)
    return {
        name: put.on_conflict_do_update(
            index_elements=own, set_={c.name: put.excluded[c.name] for c in table.c if c not in own}
        )
        for name, put in insert_into(table).items()
    }


# A conversation that rested this long is over.
SESSION_S = 1800.0
_FOUND = select(people).where(people.c.user == bindparam("whose"))
_KEPT = _put(people)
_MOVED = _put(cursors)


@dataclass(frozen=True, slots=True)
class Person:
    """A person's place, session, and the options that a message may choose from."""

    region: str | None = None
    session_id: str | None = None
    options: tuple[str, ...] = ()
    at: float = 0.0

    def is_talking(self, now: float) -> bool:
        """Whether the last conversation goes on."""
        return now - self.at < SESSION_S

    def open_options(self, now: float) -> tuple[str, ...]:
        """Return what may still be chosen from."""
        return self.options if self.is_talking(now) else ()


def find(connection: Connection, user: str) -> Person:
    """Return what is known of a person."""
    row = connection.execute(_FOUND, {"whose": user}).mappings().one_or_none()
    if row is None:
        return Person()
    options = tuple(json.loads(row["options"] or "[]"))
    return Person(row["region"], row["session_id"], options, row["at"])


def keep(connection: Connection, user: str, person: Person) -> None:
    """Remember a person."""
    row: dict[str, object] = {"user": user, "region": person.region}
    row |= {"session_id": person.session_id, "options": json.dumps(person.options), "at": person.at}
    connection.execute(_KEPT[connection.dialect.name], row)


def forget(
    connection: Connection, *, user: str | None = None, before: float = float("inf")
) -> None:
    """Delete a person, or all that were not heard of since."""
    gone = [people.c.at < before, *([people.c.user == user] if user else [])]
    connection.execute(delete(people).where(*gone))


def cursor(connection: Connection, name: str) -> str:
    """Return how far a message stream was read."""
    found = connection.scalar(select(cursors.c.cursor).where(cursors.c.name == name))
    return found or ""


def move_cursor(connection: Connection, name: str, reached: str) -> None:
    """Note how far a message stream was read."""
    connection.execute(_MOVED[connection.dialect.name], {"name": name, "cursor": reached})
