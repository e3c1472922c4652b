"""A PostgreSQL of its own for a test run: made in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import Self

_NEEDED = ("initdb", "pg_ctl", "psql")
# Debian keeps the server's programs out of the path.
_FOLDERS = (
    *os.environ.get("PATH", "").split(os.pathsep),
    *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)),
)
_PATH = os.pathsep.join(_FOLDERS)


def missing_binaries() -> str:
    """Return which of the programs are not installed; nothing where all are."""
    return ", ".join(name for name in _NEEDED if shutil.which(name, path=_PATH) is None)


class Cluster:
    """A cluster that listens on a Unix socket only; its collation is not the bytes' order."""

    def __init__(self) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="zhengce-pg-"))
        self._owner = _owner()
        if self._owner is not None:
            os.chown(self._root, self._owner, -1)
        self._numbers = count(1)

    def __enter__(self) -> Self:
        icu = ("--locale-provider=icu", "--icu-locale=zh", "--locale=C.UTF-8")
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", *icu)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._root, ignore_errors=True)

    def start(self) -> None:
        options = f"-k {self._root} -c listen_addresses='' -c fsync=off"
        log = str(self._root / "log")
        self._run("pg_ctl", "-D", self._data, "-w", "-o", options, "-l", log, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop")

    def new_database(self) -> str:
        """Make an empty database and return its SQLAlchemy URL."""
        name = f"zhengce_{next(self._numbers)}"
        create = f"CREATE DATABASE {name}"
        self._run("psql", "-h", str(self._root), "-U", "postgres", "-d", "postgres", "-c", create)
        return f"postgresql://postgres@/{name}?host={self._root}"

    @property
    def _data(self) -> str:
        return str(self._root / "data")

    def _run(self, program: str, *arguments: str) -> None:
        found = shutil.which(program, path=_PATH)
        assert found is not None
        # Output goes to a file: the server inherits it, and a pipe would stay open with it.
        with (self._root / "output").open("w+") as output:
            ended = subprocess.run(
                [found, *arguments], user=self._owner, cwd="/", stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
            output.seek(0)
            assert ended.returncode == 0, output.read()


def _owner() -> int | None:
    """Return who is to own the cluster: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    return names.get("postgres", names["nobody"])
