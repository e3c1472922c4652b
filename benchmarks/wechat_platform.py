"""A WeChat as documented, over real HTTP: attempts at 0, 5 and 10 s, cut at 5 s; quotas and codes.

What it cannot be sure of in the real one is in the documents' words, not in what was observed.
"""

import asyncio
import json
import random
import socket
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from api.messaging.crypto import MessageCrypt
from api.messaging.errors import BodyRefused
from benchmarks.wechat_exchange import (
    AES_KEY,
    APP_ID,
    TOKEN,
    BadReply,
    body_of,
    callback_of,
    exchanged,
    reply_to,
)

ATTEMPTS_AT_S = (0.0, 5.0, 10.0)
CUT_S = 5.0
QUOTA = 5
_PAGE_S = 15.0
BROKEN = "该公众号提供的服务出现故障，请稍后再试"


@dataclass
class Platform:
    """The platform: sends people's messages to the workers, takes what is pushed to them."""

    workers: list[int]
    chance: random.Random
    busy_rate: float = 0.02
    stale_rate: float = 0.02
    pushed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    quota: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    codes: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    # Why attempts got no reply, and why those of each message that ended in a fault did not.
    failures: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, ...]] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        self._crypt = MessageCrypt(TOKEN, AES_KEY, APP_ID)
        self._token = 0

    async def __aenter__(self) -> "Platform":
        """Serve the interfaces on a port of loopback."""
        routes = [
            Route("/cgi-bin/stable_token", self._stable_token, methods=["POST"]),
            Route("/cgi-bin/message/custom/send", self._send, methods=["POST"]),
        ]
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(Starlette(routes=routes), log_level="error", access_log=False)
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.should_exit = True
        await self._serving

    async def say(self, openid: str, text: str, message_id: str) -> str | None:
        """Send a person's message until it is answered; None: there is no reply, for now."""
        self.quota[openid] = QUOTA
        begun = time.monotonic()
        causes: list[str] = []
        message: dict[str, str | int] = {"ToUserName": "gh_1", "FromUserName": openid}
        message |= {"CreateTime": int(time.time()), "MsgType": "text", "Content": text}
        message |= {"MsgId": message_id}
        for at_s in ATTEMPTS_AT_S:
            await asyncio.sleep(max(begun + at_s - time.monotonic(), 0))
            try:
                return await self._attempt(openid, message)
            except (OSError, BadReply, BodyRefused) as error:
                causes.append(_cause_of(error))
                self.failures[causes[-1]] += 1
        self.faults.append(tuple(causes))
        return BROKEN

    async def page(self, path: str) -> str:
        """Open a page of the product; nothing is shown of one that does not come."""
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
        try:
            async with asyncio.timeout(_PAGE_S):
                return body_of(await self._delivered(request)).decode()
        except OSError:
            self.failures["page"] += 1
            return ""

    async def _attempt(self, openid: str, message: dict[str, str | int]) -> str | None:
        nonce = str(self.chance.randrange(10**9))
        request = callback_of(self._crypt, message, at=int(time.time()), nonce=nonce)
        async with asyncio.timeout(CUT_S):
            response = await self._delivered(request)
        return reply_to(openid, self._crypt, response)

    async def _delivered(self, request: bytes) -> bytes:
        """Send to a worker; as behind any proxy, one that does not listen is passed over."""
        first, *others = self.chance.sample(self.workers, len(self.workers))
        try:
            return await exchanged(first, request)
        except ConnectionRefusedError:
            return await exchanged(others[0] if others else first, request)

    async def _stable_token(self, _: Request) -> JSONResponse:
        return JSONResponse({"access_token": f"t{self._token}", "expires_in": 7200})

    async def _send(self, request: Request) -> JSONResponse:
        body = json.loads(await request.body())
        code = self._judged(str(request.query_params["access_token"]), body)
        self.codes[code] += 1
        return JSONResponse({"errcode": code, "errmsg": "simulated"})

    def _judged(self, token: str, body: dict[str, object]) -> int:
        if self.chance.random() < self.stale_rate:
            self._token += 1
        if token != f"t{self._token}":
            return 42001
        if self.chance.random() < self.busy_rate:
            return -1
        openid, text = str(body["touser"]), body["text"]
        if not isinstance(text, dict) or len(str(text["content"]).encode()) > 2048:
            return 45002
        if self.quota[openid] <= 0:
            return 45047
        self.quota[openid] -= 1
        self.pushed[openid].append(str(text["content"]))
        return 0


def _cause_of(error: Exception) -> str:
    """Return why an attempt got no reply."""
    if isinstance(error, TimeoutError):
        return "cut"
    return "lost" if isinstance(error, OSError) else "unreadable"
