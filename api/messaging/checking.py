"""What is tried of any platform: its token, our clock beside its own, our address from here."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from api.messaging.errors import CallFailed
from api.messaging.platform import PlatformClient
from prompts import message

Finding = tuple[bool, str]
Further = Callable[[PlatformClient], Awaitable[list[Finding]]]

_TIMEOUT_S = 10.0
_FAR_S = 60.0
_PORTS = (80, 443)
_MAX_REASON_CHARS = 120


def address_findings(public_url: str) -> list[Finding]:
    """Look at the public address: the platforms call two ports only."""
    try:
        is_called = urlsplit(public_url).port in (None, *_PORTS)
    except ValueError:
        is_called = False
    return [] if is_called else [(False, message("wechat_check.port"))]


def token_findings(
    client: PlatformClient, *, name: str, hints: str, further: Further | None = None
) -> list[Finding]:
    """Fetch a token, look at the clock, and try what the token is for.

    Args:
        client: of the platform.
        name: what the token is called before the operator.
        hints: under what the messages that tell of error codes begin.
        further: tries what the token is for; it is closed afterwards.
    """
    return asyncio.run(_token_findings(client, name, hints, further))


async def _token_findings(
    client: PlatformClient, name: str, hints: str, further: Further | None
) -> list[Finding]:
    try:
        await client.token()
        clock = _clock(client.date)
        more = await further(client) if further is not None else []
    except CallFailed as error:
        told = message("wechat_check.token_bad")
        return [(False, told.format(name=name, code=error.code, hint=hint_of(error, hints)))]
    finally:
        await client.close()
    return [(True, message(f"{hints}.token_good").format(name=name)), *clock, *more]


def hint_of(error: CallFailed, hints: str) -> str:
    """Return what to do about an error code."""
    for key in (f"{hints}.code_{error.code}", f"wechat_check.code_{error.code}"):
        try:
            return message(key).format(words=str(error))
        except KeyError:
            continue
    return message(f"{hints}.code_other").format(words=str(error))


def _clock(date: str) -> list[Finding]:
    try:
        theirs = parsedate_to_datetime(date)
    except ValueError:
        return []
    away_s = abs((datetime.now(UTC) - theirs).total_seconds())
    if away_s < _FAR_S:
        return []
    return [(False, message("wechat_check.clock").format(seconds=round(away_s)))]


@dataclass(frozen=True, slots=True)
class Heard:
    """What an address said, or why nothing was said."""

    text: str
    status: int | None
    reason: str

    def finding(self, hints: str, url: str) -> Finding:
        """Return what to do about an address that did not say what it should."""
        if self.status is None:
            return False, message(f"{hints}.callback_bad").format(url=url, reason=self.reason)
        try:
            meant = message(f"wechat_check.http_{self.status}")
        except KeyError:
            meant = message("wechat_check.http_other")
        told = message("wechat_check.callback_wrong")
        return False, told.format(url=url, reason=self.reason, meant=meant)


def asked(url: str, query: Mapping[str, str], *, body: str | None = None) -> Heard:
    """Ask an address as the platform will."""
    try:
        if body is None:
            response = httpx.get(url, params=query, timeout=_TIMEOUT_S)
        else:
            response = httpx.post(url, params=query, content=body.encode(), timeout=_TIMEOUT_S)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Heard("", None, f"{type(error).__name__} {error}"[:_MAX_REASON_CHARS].strip())
    return Heard(response.text, response.status_code, f"HTTP {response.status_code}")
