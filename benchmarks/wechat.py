"""People asking in a simulated WeChat while servers are killed: `python -m benchmarks.wechat`.

Every question must be answered exactly once, to who asked it, and nobody may see a fault.
"""

import argparse
import asyncio
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.wechat_platform import AES_KEY, APP_ID, BROKEN, TOKEN, Platform
from prompts import message

_TOLD = re.compile(r"答(\w+)。")
_PAGE = re.compile(r'href="[^"]*(/a/[\w-]+)"')
_SENT = message("messaging.last_answer").split("{")[0]
# A long answer may be begun anew after several kills.
_PATIENCE_S = 240.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run goes."""

    users: int
    is_verified: bool
    longest_s: float = 40.0
    arrivals_s: float = 60.0
    kills: int = 6
    kill_every_s: float = 10.0
    seed: int = 6
    database_url: str | None = None


@dataclass
class Tally:
    """What people saw."""

    paths: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    foreign: int = 0
    faults: int = 0

    def take(self, text: str, user: str, path: str) -> bool:
        """Count the answers in a text; return whether there was one."""
        told = _TOLD.findall(text)
        for one in told:
            self.answers[one] += 1
            self.paths[path] += 1
            self.foreign += not one.startswith(f"{user}q")
        return bool(told)


@dataclass
class Workers:
    """Two servers on one database, killed and started again."""

    ports: list[int]
    environment: dict[str, str]
    folder: Path
    processes: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, port: int) -> None:
        """Start a server on a port."""
        command = [sys.executable, "-m", "benchmarks.wechat_worker", str(port)]
        with (self.folder / f"{port}.log").open("ab") as log:
            self.processes[port] = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log
            )

    def kill(self, port: int) -> None:
        """End a server as a power cut would."""
        self.processes[port].send_signal(signal.SIGKILL)
        self.processes[port].wait()

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


async def simulate(plan: Plan, folder: Path) -> tuple[Tally, Platform, str]:
    """Run a plan in a folder; return what people saw, the platform, and the servers' log."""
    chance = random.Random(plan.seed)
    tally = Tally()
    async with Platform([free_port(), free_port()], chance) as platform:
        workers = Workers(platform.workers, _environment(plan, folder, platform.port), folder)
        try:
            for port in workers.ports:
                workers.start(port)
            await asyncio.gather(*map(workers.until_open, workers.ports))
            people = [_person(f"u{n}", plan, platform, tally, chance) for n in range(plan.users)]
            await asyncio.gather(_killing(plan, workers, chance), *people)
        finally:
            for port in workers.processes:
                workers.kill(port)
    for user, texts in platform.pushed.items():
        for text in texts:
            tally.take(text, user, "push")
    return tally, platform, workers.log()


async def callbacks(count: int, *, per_second: float, folder: Path) -> list[float]:
    """Send messages whose answers are ready at once, at a steady rate; return seconds of each."""
    chance = random.Random(6)
    plan = Plan(users=count, is_verified=True)
    async with Platform([free_port(), free_port()], chance) as platform:
        workers = Workers(platform.workers, _environment(plan, folder, platform.port), folder)
        try:
            for port in workers.ports:
                workers.start(port)
            await asyncio.gather(*map(workers.until_open, workers.ports))

            async def one(number: int) -> None:
                await asyncio.sleep(number / per_second)
                await platform.say(f"u{number}", f"题u{number}q0 0", f"m{number}")

            await asyncio.gather(*map(one, range(count)))
        finally:
            for port in workers.processes:
                workers.kill(port)
    return sorted(platform.latencies_s)


def _print_callbacks(count: int, per_second: float) -> None:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        seconds = asyncio.run(callbacks(count, per_second=per_second, folder=Path(folder)))
    p50, p99 = (seconds[int(len(seconds) * share)] * 1000 for share in (0.5, 0.99))
    print(
        f"callbacks n={len(seconds)} offered {per_second:.0f}/s: p50 {p50:.0f} ms, p99 {p99:.0f} ms"
    )
    print(f"   with the start of two servers {time.monotonic() - begun:.0f} s")


async def _person(
    user: str, plan: Plan, platform: Platform, tally: Tally, chance: random.Random
) -> None:
    await asyncio.sleep(chance.uniform(0, plan.arrivals_s))
    seconds = chance.choice([chance.uniform(0.1, 3), chance.uniform(0.1, plan.longest_s)])
    question = f"{user}q0"
    reply = await platform.say(user, f"题{question} {seconds:.2f}", f"m{question}")
    if reply is not None and (reply == BROKEN or not tally.take(reply, user, "passive")):
        tally.faults += reply == BROKEN
        await _fetch(user, question, reply, platform, tally, chance)
        return
    await _until_told(user, question, platform, tally)


async def _fetch(
    user: str, question: str, reply: str, platform: Platform, tally: Tally, chance: random.Random
) -> None:
    """Reply 1, or watch the page, until the answer is there."""
    page = _PAGE.search(reply)
    reads_page = page is not None and chance.random() < 0.3
    deadline = time.monotonic() + _PATIENCE_S
    for count in range(1000):
        if time.monotonic() > deadline or tally.answers[question]:
            return
        await asyncio.sleep(chance.uniform(1, 4))
        if page is not None and reads_page:
            tally.take(await platform.page(page[1]), user, "page")
            continue
        said = await platform.say(user, "1", f"f{question}{count}")
        tally.faults += said == BROKEN
        if not tally.take(said or "", user, "fetch") and (said or "").startswith(_SENT):
            tally.take(await platform.page(_PAGE.findall(said or "")[0]), user, "page")


async def _until_told(user: str, question: str, platform: Platform, tally: Tally) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline and not tally.answers[question]:
        if any(f"答{question}。" in text for text in platform.pushed[user]):
            return
        await asyncio.sleep(0.25)


async def _killing(plan: Plan, workers: Workers, chance: random.Random) -> None:
    for _ in range(plan.kills):
        await asyncio.sleep(chance.uniform(0.5, 1) * plan.kill_every_s)
        port = chance.choice(workers.ports)
        workers.kill(port)
        await asyncio.sleep(chance.uniform(0, 1))
        workers.start(port)
        await workers.until_open(port)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(plan: Plan, folder: Path, platform_port: int) -> dict[str, str]:
    named = {
        "DATABASE_URL": plan.database_url or f"sqlite:///{folder / 'jobs.db'}",
        "PUBLIC_URL": "https://zc.example.cn",
        "WECHAT__TOKEN": TOKEN,
        "WECHAT__ENCODING_AES_KEY": AES_KEY,
        "WECHAT__APP_ID": APP_ID,
        "WECHAT__APP_SECRET": "secret",
        "WECHAT__VERIFIED": str(plan.is_verified).lower(),
        "WECHAT__API_URL": f"http://127.0.0.1:{platform_port}",
        "MESSAGING__ANSWERS_AT_ONCE": "1000",
        "MESSAGING__QUESTIONS_PER_MINUTE": "100",
    }
    return os.environ | {f"ZHENGCE_{name}": value for name, value in named.items()}


def verdict(tally: Tally, plan: Plan) -> dict[str, int]:
    """Return what must be zero."""
    asked = [f"u{n}q0" for n in range(plan.users)]
    return {
        "unanswered": sum(tally.answers[one] == 0 for one in asked),
        "answered twice": sum(tally.answers[one] > 1 for one in asked),
        "to somebody else": tally.foreign,
        "faults shown": tally.faults,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run both modes and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--longest", type=float, default=40.0, help="slowest answer, in seconds")
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--mode", choices=["verified", "unverified"], help="default: both")
    parser.add_argument("--database-url", help="a fresh database; default: SQLite")
    parser.add_argument("--callbacks", type=int, help="only time so many ready answers")
    parser.add_argument("--per-second", type=float, default=200.0)
    given = parser.parse_args(arguments)
    if given.callbacks:
        _print_callbacks(given.callbacks, given.per_second)
        return
    modes = {"verified": [True], "unverified": [False]}.get(given.mode, [True, False])
    for is_verified in modes:
        plan = Plan(
            users=given.users,
            is_verified=is_verified,
            longest_s=given.longest,
            kills=given.kills,
            database_url=given.database_url,
        )
        with tempfile.TemporaryDirectory() as folder:
            tally, platform, log = asyncio.run(simulate(plan, Path(folder)))
        print("verified" if is_verified else "unverified", f"n={plan.users}", dict(tally.paths))
        print("  ", verdict(tally, plan), "codes", dict(platform.codes))
        print("   tracebacks in the servers' logs:", log.count("Traceback"))


if __name__ == "__main__":
    main()
