"""The database behind the store: a URL in, an engine out; its failures as this package's errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from corpus.errors import StoreUnavailable


def engine_for(url: str) -> Engine:
    """Return the engine of a database by its SQLAlchemy URL."""
    engine = create_engine(make_url(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
    return engine


def _configure_sqlite(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]  # a DBAPI connection, untyped
    with suppress(sqlite3.OperationalError):  # a read-only file keeps the mode that it has
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


@contextmanager
def translated() -> Iterator[None]:
    """Translate every failure of the database, here and nowhere else.

    Raises:
        StoreUnavailable: what was done inside has failed.
    """
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise StoreUnavailable(f"资料库无法使用：{error}") from error
