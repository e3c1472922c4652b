"""People asking in a simulated WeChat while servers are killed: `python -m benchmarks.wechat`.

Every question must be answered exactly once, to who asked it, and nobody may see a fault.
"""

import argparse
import asyncio
import os
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.wechat_callbacks import Timing, timed
from benchmarks.wechat_people import Plan, Tally, ask
from benchmarks.wechat_platform import Platform
from benchmarks.wechat_servers import Workers, environment_of, listening, ports_of


async def simulate(plan: Plan, folder: Path) -> tuple[Tally, Platform, str]:
    """Run a plan in a folder; return what people saw, the platform, and the servers' log."""
    chance = random.Random(plan.seed)
    tally = Tally()
    async with AsyncExitStack() as stack:
        listeners = stack.enter_context(listening(is_apart=plan.is_apart))
        platform = await stack.enter_async_context(Platform(ports_of(listeners), chance))
        environment = environment_of(
            folder,
            platform.port,
            is_verified=plan.is_verified,
            database_url=plan.database_url,
        )
        workers = Workers(listeners, environment, folder)
        try:
            await workers.start_all()
            people = [ask(f"u{n}", plan, platform, tally, chance) for n in range(plan.users)]
            await asyncio.gather(_killing(plan, workers, chance), *people)
        finally:
            workers.kill_all()
    for user, texts in platform.pushed.items():
        for text in texts:
            tally.take(text, user, "push")
    return tally, platform, workers.log()


async def callbacks(
    count: int, *, per_second: float, is_apart: bool, folder: Path
) -> tuple[Timing, float]:
    """Time messages whose answers are ready at once; return also the servers' seconds of CPU."""
    async with AsyncExitStack() as stack:
        listeners = stack.enter_context(listening(is_apart=is_apart))
        ports = ports_of(listeners)
        platform = await stack.enter_async_context(Platform(ports, random.Random(6)))
        environment = environment_of(folder, platform.port, is_verified=True)
        workers = Workers(listeners, environment, folder)
        try:
            await workers.start_all()
            before = workers.cpu_s()
            timing = await timed(ports, count, per_second=per_second)
            return timing, workers.cpu_s() - before
        finally:
            workers.kill_all()


def _print_callbacks(count: int, per_second: float, *, is_apart: bool) -> None:
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        run = callbacks(count, per_second=per_second, is_apart=is_apart, folder=Path(folder))
        timing, cpu_s = asyncio.run(run)
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    figures = ", ".join(f"{name} {timing.quantile(s) * 1000:.0f} ms" for name, s in shares.items())
    print(f"callbacks n={count} offered {per_second:.0f}/s: {figures}; unanswered {timing.wrong}")
    print(
        f"   CPU a callback: servers {cpu_s / count * 1000:.1f} ms, "
        f"client {timing.client_cpu_s / count * 1000:.1f} ms; "
        f"sent at most {timing.late_s * 1000:.0f} ms late; load before {load:.2f}"
    )


async def _killing(plan: Plan, workers: Workers, chance: random.Random) -> None:
    for _ in range(plan.kills):
        await asyncio.sleep(chance.uniform(0.5, 1) * plan.kill_every_s)
        number = chance.choice(workers.numbers)
        workers.kill(number)
        await asyncio.sleep(chance.uniform(0, 1))
        workers.start(number)
        await workers.until_open(number)


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
    parser.add_argument("--arrivals", type=float, default=60.0, help="all ask in so many seconds")
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--mode", choices=["verified", "unverified"], help="default: both")
    parser.add_argument(
        "--apart", action="store_true", help="a port for each server; default: one for both"
    )
    parser.add_argument("--database-url", help="a fresh database; default: SQLite")
    parser.add_argument("--callbacks", type=int, help="only time so many ready answers")
    parser.add_argument("--per-second", type=float, default=200.0)
    given = parser.parse_args(arguments)
    if given.callbacks:
        _print_callbacks(given.callbacks, given.per_second, is_apart=given.apart)
        return
    modes = {"verified": [True], "unverified": [False]}.get(given.mode, [True, False])
    for is_verified in modes:
        plan = Plan(
            users=given.users,
            is_verified=is_verified,
            longest_s=given.longest,
            arrivals_s=given.arrivals,
            kills=given.kills,
            is_apart=given.apart,
            database_url=given.database_url,
        )
        with tempfile.TemporaryDirectory() as folder:
            tally, platform, log = asyncio.run(simulate(plan, Path(folder)))
        print("verified" if is_verified else "unverified", f"n={plan.users}", dict(tally.paths))
        print("  ", verdict(tally, plan), "codes", dict(platform.codes))
        print("   attempts without a reply:", dict(platform.failures), "load", _load())
        for causes, count in Counter(platform.faults).items():
            print(f"   fault after {', '.join(causes)}: {count}")
        print("   tracebacks in the servers' logs:", log.count("Traceback"))


def _load() -> str:
    return " ".join(f"{one:.1f}" for one in os.getloadavg())


if __name__ == "__main__":
    main()
