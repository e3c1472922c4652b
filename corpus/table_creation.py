"""Make tables where they are missing, though another process makes the same ones beside us."""

from sqlalchemy import Connection, MetaData, inspect
from sqlalchemy.schema import CreateIndex, CreateTable


def create_missing(metadata: MetaData, connection: Connection) -> None:
    """Create the tables and indexes that are missing, each by a statement that others may share.

    `MetaData.create_all` fails where another worker that starts at the same moment creates a table
    between its look and its statement. Nothing is written where nothing is missing, so that a
    database that may only be read will do.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database refuses.
    """
    present = set(inspect(connection).get_table_names())
    for table in metadata.sorted_tables:
        if table.name in present:
            continue
        connection.execute(CreateTable(table, if_not_exists=True))
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            connection.execute(CreateIndex(index, if_not_exists=True))
