"""Vectors remembered by content: (model, text) in, vector out, in one SQLite file.

The file outlives every index, so that a rebuild costs no embedding. Vectors are kept in half
precision: the cosine of unit vectors moves by less than 0.001. The last used are also in memory:
every question asks for about a hundred.
"""

import hashlib
import logging
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from retrieval.contracts import Vectors

logger = logging.getLogger(__name__)

MAX_KEYS_A_QUERY = 500  # SQLite's oldest limit on parameters is 999
BUSY_TIMEOUT_S = 10.0
VECTORS_IN_MEMORY = 16_384  # 15 MB of 384 dimensions


class VectorCache:
    """A cache in a file, made when it is first written; a damaged file is started anew.

    It may be shared by threads: they take turns at one connection, for a millisecond each.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = None
        self._recent: OrderedDict[bytes, bytes] = OrderedDict()

    def read(self, model: str, texts: Sequence[str]) -> dict[str, Vectors]:
        """Return the float32 vectors that are known, by text."""
        texts_by_key = {_key(model, text): text for text in texts}
        with self._lock:
            found = {key: self._recent[key] for key in texts_by_key if key in self._recent}
            found |= self._stored([key for key in texts_by_key if key not in found])
            self._remember(found)
        return {texts_by_key[key]: _unpacked(content) for key, content in found.items()}

    def write(self, model: str, vectors: Mapping[str, Vectors]) -> dict[str, Vectors]:
        """Keep vectors by text; return them as a later `read` will."""
        packed = {text: _packed(vector) for text, vector in vectors.items()}
        rows = {_key(model, text): content for text, content in packed.items()}
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._connected() as database:
                database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows.items())
            self._remember(rows)
        return {text: _unpacked(content) for text, content in packed.items()}

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        with self._lock:
            self._disconnect()

    def _stored(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        if not keys or (self._database is None and not self._path.exists()):
            return found
        try:
            for i in range(0, len(keys), MAX_KEYS_A_QUERY):
                some = keys[i : i + MAX_KEYS_A_QUERY]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"
                found.update(self._connected().execute(query, some))
        except sqlite3.DatabaseError as error:
            self._start_anew(error)
            return {}
        return found

    def _remember(self, contents: Mapping[bytes, bytes]) -> None:
        for key, content in contents.items():
            self._recent[key] = content
            self._recent.move_to_end(key)
        while len(self._recent) > VECTORS_IN_MEMORY:
            self._recent.popitem(last=False)

    def _connected(self) -> sqlite3.Connection:
        """Return the one connection; whoever has the lock may use it."""
        if self._database is None:
            self._database = sqlite3.connect(
                self._path, timeout=BUSY_TIMEOUT_S, check_same_thread=False
            )
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=NORMAL")
            self._database.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB)"
            )
        return self._database

    def _disconnect(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _start_anew(self, error: sqlite3.DatabaseError) -> None:
        self._disconnect()
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
