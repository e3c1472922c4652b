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

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from api.messaging.crypto import MessageCrypt, signature_of
from api.messaging.xml_bodies import fields_of, xml_of

ATTEMPTS_AT_S = (0.0, 5.0, 10.0)
CUT_S = 5.0
QUOTA = 5
TOKEN = "simulated"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APP_ID = "wx2c2769f8efd9abc2"
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
    latencies_s: list[float] = field(default_factory=list)
    # Why attempts got no reply, and why those of each message that ended in a fault did not.
    failures: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, ...]] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        self._crypt = MessageCrypt(TOKEN, AES_KEY, APP_ID)
        self._client = httpx.AsyncClient(
            timeout=CUT_S, limits=httpx.Limits(max_connections=2000, max_keepalive_connections=0)
        )
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
        await self._client.aclose()

    async def say(self, openid: str, text: str, message_id: str) -> str | None:
        """Send a person's message until it is answered; None: there is no reply, for now."""
        self.quota[openid] = QUOTA
        begun = time.monotonic()
        causes: list[str] = []
        said: dict[str, str | int] = {"FromUserName": openid, "CreateTime": int(time.time())}
        body = xml_of(
            {"ToUserName": "gh_1", **said, "MsgType": "text", "Content": text, "MsgId": message_id}
        )
        for at_s in ATTEMPTS_AT_S:
            await asyncio.sleep(max(begun + at_s - time.monotonic(), 0))
            try:
                return await self._attempt(openid, body)
            except (httpx.HTTPError, TimeoutError, ValueError) as error:
                causes.append(_cause_of(error))
                self.failures[causes[-1]] += 1
        self.faults.append(tuple(causes))
        return BROKEN

    async def page(self, path: str) -> str:
        """Open a page of the product."""
        for _ in range(20):
            try:
                return (await self._client.get(self._worker() + path)).text
            except httpx.HTTPError:
                await asyncio.sleep(0.5)
        raise AssertionError("no worker came back")

    async def _attempt(self, openid: str, body: str) -> str | None:
        timestamp, nonce = str(int(time.time())), str(self.chance.randrange(10**9))
        sealed = self._crypt.encrypt(body)
        query = {
            "signature": signature_of(TOKEN, timestamp, nonce),
            "timestamp": timestamp,
            "nonce": nonce,
            "openid": openid,
            "encrypt_type": "aes",
            "msg_signature": self._crypt.sign(timestamp, nonce, sealed),
        }
        content = xml_of({"ToUserName": "gh_1", "Encrypt": sealed}).encode()
        sent = time.monotonic()
        async with asyncio.timeout(CUT_S):
            response = await self._delivered(query, content)
        self.latencies_s.append(time.monotonic() - sent)
        if response.status_code != 200:
            raise ValueError(response.status_code)
        if response.text in ("success", ""):
            return None
        envelope = fields_of(response.content)
        opened = self._crypt.open(
            envelope["Encrypt"],
            signature=envelope["MsgSignature"],
            timestamp=envelope["TimeStamp"],
            nonce=envelope["Nonce"],
        )
        reply = fields_of(opened)
        if reply["ToUserName"] != openid:
            raise ValueError("a reply to somebody else")
        return reply["Content"]

    async def _delivered(self, query: dict[str, str], content: bytes) -> httpx.Response:
        """Post to a worker; as behind any proxy, one that does not listen is passed over."""
        first = self._worker()
        try:
            return await self._client.post(f"{first}/wechat", params=query, content=content)
        except httpx.ConnectError:
            others = [f"http://127.0.0.1:{port}" for port in self.workers]
            other = next((one for one in others if one != first), first)
            return await self._client.post(f"{other}/wechat", params=query, content=content)

    def _worker(self) -> str:
        return f"http://127.0.0.1:{self.chance.choice(self.workers)}"

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
    if isinstance(error, (TimeoutError, httpx.TimeoutException)):
        return "cut"
    return "lost" if isinstance(error, httpx.HTTPError) else "unreadable"
