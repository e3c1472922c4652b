"""Servers of the simulation: two processes on one database, killed and started again.

Together they share the listening socket, as `zhengce serve --workers 2` does: what waits to be
accepted outlives a kill. Apart, each has a port of its own behind a proxy, as on two machines.
"""

import asyncio
import multiprocessing
import os
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

from api.serving import listen
from benchmarks.wechat_exchange import AES_KEY, APP_ID, TOKEN
from benchmarks.wechat_worker import serve

# Servers are forked from a process that has imported the product once: starting one is cheap.
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["benchmarks.wechat_worker"])


class Workers:
    """Two servers on one database, killed and started again."""

    def __init__(
        self, listeners: Sequence[socket.socket], environment: dict[str, str], folder: Path
    ) -> None:
        """Take the socket that each server listens on; it may be the same."""
        self._listeners = listeners
        self._environment = environment
        self._folder = folder
        self._processes: dict[int, BaseProcess] = {}
        self._opened: dict[int, Path] = {}

    @property
    def numbers(self) -> range:
        """The servers, by number."""
        return range(len(self._listeners))

    def start(self, number: int) -> None:
        """Start a server."""
        log = self._folder / f"{number}.log"
        opened = self._folder / f"{number}-{time.monotonic_ns()}.opened"
        arguments = (self._listeners[number], self._environment, log, opened)
        process = _FORKING.Process(target=serve, args=arguments, daemon=True)
        process.start()
        self._processes[number], self._opened[number] = process, opened

    async def start_all(self) -> None:
        """Start every server, and wait until all take connections."""
        for number in self.numbers:
            self.start(number)
        await asyncio.gather(*map(self.until_open, self.numbers))

    def kill_all(self) -> None:
        """End every server."""
        for number in self._processes:
            self.kill(number)

    def kill(self, number: int) -> None:
        """End a server as a power cut would."""
        self._processes[number].kill()
        self._processes[number].join()

    def cpu_s(self) -> float:
        """Return the seconds of CPU that the servers have used."""
        ticks = os.sysconf("SC_CLK_TCK")
        return sum(_ticks(one.pid or 0) for one in self._processes.values()) / ticks

    async def until_open(self, number: int) -> None:
        """Wait until a server takes connections."""
        for _ in range(600):
            if self._opened[number].exists():
                return
            await asyncio.sleep(0.1)
        raise AssertionError(self.log())

    def log(self) -> str:
        """Return what all servers logged."""
        return "".join(path.read_text(encoding="utf-8") for path in self._folder.glob("*.log"))


def _ticks(pid: int) -> int:
    # Fields 14 and 15 of proc(5), after the name, which may hold blanks.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@contextmanager
def listening(*, is_apart: bool) -> Iterator[tuple[socket.socket, socket.socket]]:
    """Open the sockets of two servers: one for both, or one for each."""
    first = listen("127.0.0.1", 0)
    second = listen("127.0.0.1", 0) if is_apart else first
    with first, second:
        yield first, second


def ports_of(listeners: Sequence[socket.socket]) -> list[int]:
    """Return each port once."""
    return list(dict.fromkeys(int(one.getsockname()[1]) for one in listeners))


def environment_of(
    folder: Path, platform_port: int, *, is_verified: bool, database_url: str | None = None
) -> dict[str, str]:
    """Return the settings of the servers, for one platform and one database."""
    named = {
        "DATABASE_URL": database_url or f"sqlite:///{folder / 'jobs.db'}",
        "PUBLIC_URL": "https://zc.example.cn",
        "WECHAT__TOKEN": TOKEN,
        "WECHAT__ENCODING_AES_KEY": AES_KEY,
        "WECHAT__APP_ID": APP_ID,
        "WECHAT__APP_SECRET": "secret",
        "WECHAT__VERIFIED": str(is_verified).lower(),
        "WECHAT__API_URL": f"http://127.0.0.1:{platform_port}",
        "MESSAGING__ANSWERS_AT_ONCE": "1000",
        "MESSAGING__QUESTIONS_PER_MINUTE": "100",
    }
    return {f"ZHENGCE_{name}": value for name, value in named.items()}
