"""Make tables where they are missing, though another process makes the same ones beside us."""

from collections.abc import Iterable

from sqlalchemy import Connection, Index, MetaData, Table, func, inspect, select
from sqlalchemy.schema import CreateIndex, CreateTable

# Any number, as long as whoever creates takes the same.
_CREATION_LOCK = 20261126


def create_missing(metadata: MetaData, connection: Connection) -> None:
    """Create the tables that are missing, with their indexes, as others may beside us.

    `MetaData.create_all` fails where another worker that starts at the same moment creates a table
    between its look and its statement. Nothing is written where nothing is missing, so that a
    database that may only be read will do.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database refuses.
    """
    if not _missing_tables(metadata, connection):
        return
    _wait_for_others(connection)
    for table in _missing_tables(metadata, connection):
        connection.execute(CreateTable(table, if_not_exists=True))
        _create(table.indexes, connection)


def create_missing_indexes(table: Table, connection: Connection) -> None:
    """Create the indexes that a table of an older version lacks.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database refuses.
    """
    present = {index["name"] for index in inspect(connection).get_indexes(table.name)}
    if missing := [index for index in table.indexes if index.name not in present]:
        _wait_for_others(connection)
        _create(missing, connection)


def _missing_tables(metadata: MetaData, connection: Connection) -> list[Table]:
    present = set(inspect(connection).get_table_names())
    return [table for table in metadata.sorted_tables if table.name not in present]


def _wait_for_others(connection: Connection) -> None:
    """Let nobody else create until this transaction is over.

    In PostgreSQL even `IF NOT EXISTS` fails where two create the same at once; SQLite waits anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_CREATION_LOCK)))


def _create(indexes: Iterable[Index], connection: Connection) -> None:
    for index in sorted(indexes, key=lambda one: str(one.name)):
        connection.execute(CreateIndex(index, if_not_exists=True))
