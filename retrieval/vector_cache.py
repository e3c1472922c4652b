"""Vectors remembered by content: (model, text) in, vector out, in one SQLite file.

The file outlives every index, so that a rebuild costs no embedding. Vectors are kept in half
precision: the cosine of unit vectors moves by less than 0.001.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from retrieval.contracts import Vectors

logger = logging.getLogger(__name__)

MAX_KEYS_A_QUERY = 500  # SQLite's oldest limit on parameters is 999
BUSY_TIMEOUT_S = 10.0


class VectorCache:
    """A cache in a file, made when it is first written; a damaged file is started anew."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, model: str, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the float32 vectors that are known, by text."""
        if not self._path.exists():
            return {}
        texts_by_key = {_key(model, text): text for text in texts}
        keys = list(texts_by_key)
        found: dict[str, Vectors] = {}
        try:
            with closing(self._connect()) as database:
                for i in range(0, len(keys), MAX_KEYS_A_QUERY):
                    some = keys[i : i + MAX_KEYS_A_QUERY]
                    marks = ",".join("?" * len(some))
                    rows = database.execute(
                        f"SELECT key, vector FROM vectors WHERE key IN ({marks})",
                        some,
                    )
                    for key, content in rows:
                        found[texts_by_key[key]] = _unpacked(content)
        except sqlite3.DatabaseError as error:
            self._start_anew(error)
            return {}
        return found

    def write(self, model: str, vectors: Mapping[str, Vectors]) -> dict[str, Vectors]:
        """Keep vectors by text; return them as a later `read` will."""
        packed = {text: _packed(vector) for text, vector in vectors.items()}
        rows = [(_key(model, text), content) for text, content in packed.items()]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as database, database:
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        return {text: _unpacked(content) for text, content in packed.items()}

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=BUSY_TIMEOUT_S)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB)")
        return database

    def _start_anew(self, error: sqlite3.DatabaseError) -> None:
        if isinstance(error, sqlite3.OperationalError):  # locked or unreadable, not damaged
            return
        logger.warning("vector cache damaged, started anew", extra={"reason": str(error)})
        self._path.unlink(missing_ok=True)


def _key(model: str, text: str) -> bytes:
    return hashlib.sha256(f"{model}\0{text}".encode()).digest()


def _packed(vector: Vectors) -> bytes:
    return np.asarray(vector, dtype=np.float16).tobytes()


def _unpacked(content: bytes) -> Vectors:
    return np.frombuffer(content, dtype=np.float16).astype(np.float32)
