"""A server in a process of its own on a free port: started, killed, and started again."""

import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

_START_S = 300.0
_PORTS = range(20_000, 32_000)  # Linux gives outgoing connections those from 32,768


class ServerProcess:
    """A server over a folder; what it holds outlives being killed."""

    def __init__(self, command: Sequence[str], *, port: int, log: Path) -> None:
        self._command = tuple(command)
        self._port = port
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def chroma(cls, folder: Path) -> "ServerProcess":
        """Return a Chroma server, not yet started."""
        port = _free_port()
        command = (str(Path(sys.executable).with_name("chroma")), "run", "--path", str(folder),
                   "--host", "127.0.0.1", "--port", str(port))  # fmt: skip
        return cls(command, port=port, log=folder.with_suffix(".log"))

    @classmethod
    def milvus(cls, folder: Path) -> "ServerProcess":
        """Return a milvus-lite server, not yet started."""
        port = _free_port()
        command = (str(Path(sys.executable).with_name("milvus-lite")), "server", "--data-dir",
                   str(folder), "--host", "127.0.0.1", "--port", str(port))  # fmt: skip
        return cls(command, port=port, log=folder.with_suffix(".log"))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start and wait until it takes connections."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=self._log.parent, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        deadline = time.monotonic() + _START_S
        while not _is_open(self._port):
            gone = self._process.poll() is not None or time.monotonic() > deadline
            assert not gone, self._log.read_text(encoding="utf-8", errors="replace")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _free_port() -> int:
    """Return a port that nobody listens on, of those that no outgoing connection is given.

    A port that the system chose could be another connection's before the server is started, or
    while it is killed.
    """
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex(("127.0.0.1", port)) == 0
