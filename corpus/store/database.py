"""The database behind the store: a URL in, an engine out; its failures as this package's errors."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from corpus.errors import StoreUnavailable

POSTGRES_DRIVER = "postgresql+psycopg"
REFUSED_WRITES = ("25006", "42501")  # read_only_sql_transaction, insufficient_privilege


def engine_for(url: str) -> Engine:
    """Return the engine of a database by its SQLAlchemy URL; `postgresql:` means psycopg."""
    parts = make_url(url)
    if parts.drivername in ("postgres", "postgresql"):
        parts = parts.set(drivername=POSTGRES_DRIVER)
    # A connection that died with its server is found out before it is used; SQLite has no server.
    is_served = parts.get_backend_name() != "sqlite"
    # What is written and looked up are words of askers, which no message and no log may repeat.
    engine = create_engine(parts, pool_pre_ping=is_served, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
    return engine


def is_refused_write(error: SQLAlchemyError) -> bool:
    """Whether a statement failed only because this database may not be written."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    state = getattr(cause, "sqlstate", None)  # PostgreSQL's; its messages may be in any language
    return state in REFUSED_WRITES if state else "readonly" in str(cause)


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
    except (SQLAlchemyError, OSError, UnicodeEncodeError, ImportError) as error:
        raise StoreUnavailable(f"资料库无法使用：{error}") from error
