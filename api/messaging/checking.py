"""What is tried of any platform: its token, our clock beside its own, our address from here."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from api.messaging.errors import CallFailed
from api.messaging.platform import PlatformClient
from prompts import message

Finding = tuple[bool, str]

_TIMEOUT_S = 10.0
_FAR_S = 60.0


def token_findings(client: PlatformClient, *, name: str, hints: str) -> list[Finding]:
    """Fetch a token, and look at the clock.

    Args:
        client: of the platform.
        name: what the token is called before the operator.
        hints: under what the messages that tell of error codes begin.
    """
    return asyncio.run(_token_findings(client, name, hints))


async def _token_findings(client: PlatformClient, name: str, hints: str) -> list[Finding]:
    try:
        await client.token()
    except CallFailed as error:
        told = message("wechat_check.token_bad")
        return [(False, told.format(name=name, code=error.code, hint=_hint(error, hints)))]
    finally:
        await client.close()
    return [(True, message(f"{hints}.token_good").format(name=name)), *_clock(client.date)]


def _hint(error: CallFailed, hints: str) -> str:
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


def asked(url: str, query: Mapping[str, str], *, body: str | None = None) -> tuple[str, str]:
    """Ask an address as the platform will; return what it says, or why nothing was said."""
    try:
        if body is None:
            response = httpx.get(url, params=query, timeout=_TIMEOUT_S)
        else:
            response = httpx.post(url, params=query, content=body.encode(), timeout=_TIMEOUT_S)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return "", type(error).__name__
    return response.text, f"HTTP {response.status_code}"
