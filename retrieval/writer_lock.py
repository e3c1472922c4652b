"""One writer of an index at a time, over all processes that share a data directory.

The lock is a transaction on an empty SQLite file: it works wherever Python does, and whoever is
killed lets go of it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from retrieval.errors import IndexBusy, IndexUnavailable


@contextmanager
def writing_alone(lock: Path, *, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the lock of a file, which is made where it is missing.

    Raises:
        IndexBusy: another holds it, and did not let go within `wait_s`.
        IndexUnavailable: the file cannot be written.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(lock, timeout=wait_s, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise IndexBusy("另一个进程正在写索引，请稍后再试。") from error
            raise IndexUnavailable(f"索引的锁 {lock.name!r} 不能写：{error}") from error
        yield
