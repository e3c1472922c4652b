"""Who came last is let in first, as the platform cuts whoever waits for five seconds."""

import asyncio
from typing import Any

import pytest

from api.messaging.turnstile import Turnstile


class Hall:
    """Notes who comes in."""

    def __init__(self):
        self.order = []

    async def __call__(self, scope, _receive, _send):
        self.order.append(scope["number"])


def entered(*, is_busy=lambda: False, path="/wechat", cancelled=()):
    """Let five callbacks come at once; return the order in which they are served."""

    async def run():
        hall = Hall()
        door = Turnstile(hall, paths={"/wechat"}, is_busy=is_busy)

        async def receive():
            return {}

        nothing: Any = None
        scopes = [{"type": "http", "path": path, "number": number} for number in range(5)]
        tasks = [asyncio.create_task(door(scope, receive, nothing)) for scope in scopes]
        for _ in range(2):
            await asyncio.sleep(0)
        for number in cancelled:
            tasks[number].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return hall.order

    return asyncio.run(run())


def test_who_came_last_is_served_first():
    assert entered() == [4, 3, 2, 1, 0]


def test_nobody_else_waits():
    assert entered(path="/api/chat") == [0, 1, 2, 3, 4]


def test_who_is_no_longer_there_keeps_nobody_waiting():
    assert entered(cancelled=(3,)) == [4, 2, 1, 0]


@pytest.mark.parametrize("looks", [1, 3])
def test_nobody_is_let_in_while_what_came_before_waits_to_be_stored(looks):
    left = iter([True] * looks + [False] * 5)
    seen = []

    def is_busy():
        seen.append(next(left))
        return seen[-1]

    assert entered(is_busy=is_busy) == [4, 3, 2, 1, 0]
    assert seen.count(True) == looks


def test_what_was_sent_is_read_before_the_turn_comes():
    """It cannot be read any more where the connection was cut meanwhile."""

    async def run():
        sent = iter(["body", "disconnect"])
        read = []

        async def receive():
            return {"type": next(sent)}

        async def hall(_scope, receive, _send):
            read.extend([await receive(), await receive()])

        nothing: Any = None
        door = Turnstile(hall, paths={"/wechat"}, is_busy=lambda: False)
        await door({"type": "http", "path": "/wechat"}, receive, nothing)
        return [one["type"] for one in read]

    assert asyncio.run(run()) == ["body", "disconnect"]
