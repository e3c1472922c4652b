"""Servers of the simulation: two processes on one database, killed and started again."""

import asyncio
import multiprocessing
import os
import socket
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from benchmarks.wechat_platform import AES_KEY, APP_ID, TOKEN
from benchmarks.wechat_worker import serve

# Servers are forked from a process that has imported the product once: starting one is cheap.
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["benchmarks.wechat_worker"])


@dataclass
class Workers:
    """Two servers on one database, killed and started again."""

    ports: list[int]
    environment: dict[str, str]
    folder: Path
    processes: dict[int, BaseProcess] = field(default_factory=dict)

    def start(self, port: int) -> None:
        """Start a server on a port."""
        log = self.folder / f"{port}.log"
        process = _FORKING.Process(target=serve, args=(port, self.environment, log), daemon=True)
        process.start()
        self.processes[port] = process

    async def start_all(self) -> None:
        """Start every server, and wait until all take connections."""
        for port in self.ports:
            self.start(port)
        await asyncio.gather(*map(self.until_open, self.ports))

    def kill_all(self) -> None:
        """End every server."""
        for port in self.processes:
            self.kill(port)

    def kill(self, port: int) -> None:
        """End a server as a power cut would."""
        self.processes[port].kill()
        self.processes[port].join()

    def cpu_s(self) -> float:
        """Return the seconds of CPU that the servers have used."""
        ticks = os.sysconf("SC_CLK_TCK")
        return sum(_ticks(one.pid or 0) for one in self.processes.values()) / ticks

    async def until_open(self, port: int) -> None:
        """Wait until a server takes connections."""
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            await asyncio.sleep(0.1)
        raise AssertionError((self.folder / f"{port}.log").read_text(encoding="utf-8"))

    def log(self) -> str:
        """Return what all servers logged."""
        return "".join(path.read_text(encoding="utf-8") for path in self.folder.glob("*.log"))


def _ticks(pid: int) -> int:
    # Fields 14 and 15 of proc(5), after the name, which may hold blanks.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
