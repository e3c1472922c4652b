"""Tencent's interfaces: an access token kept fresh, calls that carry it, refusals as codes."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping

import httpx

from api.messaging.counters import count
from api.messaging.errors import CallFailed

# Secret or token wrong, token invalid, token expired.
STALE_TOKEN = (40001, 40014, 42001)
_EARLY_S = 300.0
_TIMEOUT_S = 10.0
# Not of Tencent's: it did not answer, or not as it documents.
UNREACHABLE = -2

Fields = Mapping[str, object]
FetchToken = Callable[["PlatformClient"], Awaitable[Fields]]


class PlatformClient:
    """Calls the interfaces of one account."""

    def __init__(self, base_url: str, *, channel: str, fetch_token: FetchToken) -> None:
        self._channel = channel
        self._fetch_token = fetch_token
        self._client = httpx.AsyncClient(base_url=base_url, timeout=_TIMEOUT_S)
        self._lock = asyncio.Lock()
        self._token = ""
        self._fresh_until = 0.0
        # What the platform's clock said in its last answer, as HTTP writes it.
        self.date = ""

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def call(self, path: str, body: Fields) -> Fields:
        """Post with the token; a stale one is fetched anew, once.

        Raises:
            CallFailed: it was refused with a code, or nothing came that can be read.
        """
        token = await self.token()
        try:
            return await self.post(f"{path}?access_token={token}", body)
        except CallFailed as error:
            if error.code not in STALE_TOKEN:
                raise
        await self._drop(token)
        return await self.post(f"{path}?access_token={await self.token()}", body)

    async def token(self) -> str:
        """Return the access token.

        Raises:
            CallFailed: it was refused.
        """
        async with self._lock:
            if time.monotonic() >= self._fresh_until:
                fetched = await self._fetch_token(self)
                self._token = str(fetched.get("access_token", ""))
                life_s = float(str(fetched.get("expires_in", 0)))
                self._fresh_until = time.monotonic() + max(life_s - _EARLY_S, 0)
            return self._token

    async def post(self, path: str, body: Fields) -> Fields:
        """Post without a token.

        Raises:
            CallFailed: it was refused with a code, or nothing came that can be read.
        """
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        headers = {"Content-Type": "application/json; charset=utf-8"}
        return await self._read(self._client.post(path, content=content, headers=headers))

    async def get(self, path: str, params: Mapping[str, str]) -> Fields:
        """Get without a token.

        Raises:
            CallFailed: it was refused with a code, or nothing came that can be read.
        """
        return await self._read(self._client.get(path, params=params))

    async def _read(self, exchange: Awaitable[httpx.Response]) -> Fields:
        try:
            response = await exchange
            self.date = response.headers.get("Date", "")
            fields = response.raise_for_status().json()
            code = int(fields.get("errcode", 0))
        except (httpx.HTTPError, ValueError, AttributeError, TypeError) as error:
            count("refused", self._channel, str(UNREACHABLE))
            # Its words may hold the token, which stands in the address.
            raise CallFailed(UNREACHABLE, type(error).__name__) from None
        if code:
            count("refused", self._channel, str(code))
            raise CallFailed(code, str(fields.get("errmsg", "")))
        return dict(fields)

    async def _drop(self, stale: str) -> None:
        async with self._lock:
            if self._token == stale:
                self._fresh_until = 0.0
