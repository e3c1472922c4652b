"""People of the simulation: each asks once, then fetches, reads the page or waits to be told."""

import asyncio
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.wechat_platform import BROKEN, Platform
from prompts import message

_TOLD = re.compile(r"答(u\d+q\d+)。")
_PAGE = re.compile(r'href="[^"]*(/a/[\w-]+)"')
_SENT = message("messaging.last_answer")
# A long answer may be begun anew after several kills.
_PATIENCE_S = 240.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run goes. Apart, the two servers have a port each; else they share one."""

    users: int
    is_verified: bool
    longest_s: float = 40.0
    arrivals_s: float = 60.0
    kills: int = 6
    kill_every_s: float = 10.0
    seed: int = 6
    is_apart: bool = False
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


async def ask(
    user: str, plan: Plan, platform: Platform, tally: Tally, chance: random.Random
) -> None:
    """Ask a question at some time, then do what the replies say until it is answered."""
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
