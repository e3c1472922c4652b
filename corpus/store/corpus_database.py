"""The database of the corpus: opened at a URL, its tables made, its transactions handed out."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from corpus.errors import StoreUnavailable
from corpus.store.database import engine_for, is_refused_write, translated
from corpus.store.document_table import list_former
from corpus.store.schema import SCHEMA_VERSION, metadata, settings
from corpus.store.table_creation import create_missing


class CorpusDatabase:
    """A database with the tables of the corpus. Opening creates what is missing."""

    def __init__(self, url: str) -> None:
        """Open the database at an SQLAlchemy URL such as `sqlite:///data/corpus.db`.

        Raises:
            StoreUnavailable: it cannot be opened, or another version of the schema made it.
        """
        with translated():
            self._engine = engine_for(url)
            try:
                self.is_writable = self._prepare()
                if self.is_writable:
                    self._list_former()
            except BaseException:
                self._engine.dispose()
                raise

    def close(self) -> None:
        """Release the connections."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection within a transaction; what fails is rolled back.

        Raises:
            StoreUnavailable: the database cannot be written.
        """
        with translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read with.

        Raises:
            StoreUnavailable: the database cannot be read.
        """
        with translated(), self._engine.connect() as connection:
            yield connection

    def _prepare(self) -> bool:
        """Create the tables where possible; return whether the store can be written."""
        try:
            with self._engine.begin() as connection:
                create_missing(metadata, connection)
                _check_version(connection)
                connection.execute(
                    settings.update().where(settings.c.name == "schema").values(
                        value=SCHEMA_VERSION
                    )
                )  # fmt: skip
        except SQLAlchemyError as error:
            if not is_refused_write(error):
                raise
            with self._engine.connect() as connection:
                _check_version(connection)
            return False
        return True

    def _list_former(self) -> None:
        """Write the listings of what was stored before there were any."""
        is_whole = False
        while not is_whole:
            # Another worker that starts at the same moment may have written the same ones.
            with suppress(IntegrityError), self._engine.begin() as connection:
                is_whole = list_former(connection) == 0


def _check_version(connection: Connection) -> None:
    query = select(settings.c.value).where(settings.c.name == "schema")
    stored = connection.execute(query).scalar_one_or_none()
    if stored is None:
        connection.execute(insert(settings).values(name="schema", value=SCHEMA_VERSION))
    elif stored != SCHEMA_VERSION:
        raise StoreUnavailable(
            f"资料库的结构版本是 {stored!r}，本程序需要 {SCHEMA_VERSION!r}；"
            "请换一个数据目录，或删除旧资料库后重新入库"
        )
