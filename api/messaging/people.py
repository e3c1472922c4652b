"""What is remembered of a person, by pseudonym: place, conversation, options last offered."""

import json
from dataclasses import dataclass

from sqlalchemy import Engine, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from api.messaging.job_table import cursors, people


@dataclass(frozen=True, slots=True)
class Person:
    """A person's place, session, and the options that a message may choose from."""

    region: str | None = None
    session_id: str | None = None
    options: tuple[str, ...] = ()
    at: float = 0.0


class People:
    """The people and the places in message streams, in the product's database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, user: str) -> Person:
        """Return what is known of a person."""
        with self._engine.connect() as connection:
            query = select(people).where(people.c.user == user)
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            return Person()
        options = tuple(json.loads(row["options"] or "[]"))
        return Person(row["region"], row["session_id"], options, row["at"])

    def keep(self, user: str, person: Person) -> None:
        """Remember a person."""
        self._put(
            people,
            {"user": user},
            {
                "region": person.region,
                "session_id": person.session_id,
                "options": json.dumps(person.options),
                "at": person.at,
            },
        )

    def forget(self, *, user: str | None = None, before: float = float("inf")) -> None:
        """Delete a person, or all that were not heard of since."""
        gone = [people.c.at < before, *([people.c.user == user] if user else [])]
        with self._engine.begin() as connection:
            connection.execute(delete(people).where(*gone))

    def cursor(self, name: str) -> str:
        """Return how far a stream was read."""
        with self._engine.connect() as connection:
            found = connection.scalar(select(cursors.c.cursor).where(cursors.c.name == name))
        return found or ""

    def move_cursor(self, name: str, cursor: str) -> None:
        """Note how far a stream was read."""
        self._put(cursors, {"name": name}, {"cursor": cursor})

    def _put(self, table: Table, key: dict[str, str], values: dict[str, object]) -> None:
        with self._engine.begin() as connection:
            # Each dialect has its own, which the generic one lacks.
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            put = insert(table).values(**key, **values)
            connection.execute(put.on_conflict_do_update(index_elements=list(key), set_=values))
