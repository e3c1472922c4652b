"""Callbacks at a steady rate, each timed from when it was due: what waits for us is counted too.

Messages are sealed before and replies opened after the run, and a socket is all that a callback
costs in between, so that the two cores are the servers'.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from api.messaging.crypto import MessageCrypt
from api.messaging.errors import BodyRefused
from benchmarks.wechat_exchange import (
    AES_KEY,
    APP_ID,
    TOKEN,
    BadReply,
    callback_of,
    exchanged,
    reply_to,
)
from benchmarks.wechat_platform import CUT_S

_LEAD_S = 1.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds from when each callback was due to its reply, in rising order.

    `client_cpu_s` is what sending cost, `late_s` how late the latest was sent, `wrong` counts
    callbacks without their own answer.
    """

    seconds: Sequence[float]
    wrong: int
    client_cpu_s: float
    late_s: float

    def quantile(self, share: float) -> float:
        """Return the seconds within which that share was replied to."""
        return self.seconds[min(int(len(self.seconds) * share), len(self.seconds) - 1)]


@dataclass(slots=True)
class _Callback:
    due: float
    port: int
    user: str
    request: bytes
    sent: float = 0.0
    ended: float = 0.0
    reply: bytes = b""


async def timed(ports: Sequence[int], count: int, *, per_second: float) -> Timing:
    """Send messages whose answers are ready at once, at a steady rate."""
    crypt, chance = MessageCrypt(TOKEN, AES_KEY, APP_ID), random.Random(6)
    # Sealing takes a while itself; the messages are dated when they are due.
    begin = time.time() + _LEAD_S + count / 2000
    callbacks = [
        _callback(crypt, number, begin + number / per_second, chance.choice(ports))
        for number in range(count)
    ]
    cpu = time.process_time()
    await asyncio.gather(*map(_send, callbacks))
    cpu = time.process_time() - cpu
    return Timing(
        seconds=sorted(one.ended - one.due for one in callbacks),
        wrong=sum(not _is_answered(crypt, one) for one in callbacks),
        client_cpu_s=cpu,
        late_s=max(one.sent - one.due for one in callbacks),
    )


def _callback(crypt: MessageCrypt, number: int, due: float, port: int) -> _Callback:
    user = f"u{number}"
    message: dict[str, str | int] = {"ToUserName": "gh_1", "FromUserName": user}
    message |= {"CreateTime": int(due), "MsgType": "text", "Content": f"题{user}q0 0"}
    message |= {"MsgId": f"m{number}"}
    return _Callback(due, port, user, callback_of(crypt, message, at=int(due), nonce=str(number)))


async def _send(callback: _Callback) -> None:
    await asyncio.sleep(callback.due - time.time())
    callback.sent = time.time()
    try:
        async with asyncio.timeout(CUT_S):
            callback.reply = await exchanged(callback.port, callback.request)
    except OSError:
        pass
    callback.ended = time.time()


def _is_answered(crypt: MessageCrypt, callback: _Callback) -> bool:
    try:
        reply = reply_to(callback.user, crypt, callback.reply)
    except (OSError, BadReply, BodyRefused):
        return False
    return reply is not None and f"答{callback.user}q0。" in reply
