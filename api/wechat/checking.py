"""`zhengce wechat check`: tries token, allow-list and callback, and says what to do about each."""

import asyncio
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import typer

from api.messaging.crypto import signature_of
from api.messaging.errors import CallFailed
from api.wechat.pushing import wechat_client
from bot.settings import Settings, load_settings
from prompts import message

_TIMEOUT_S = 10.0


def check(data_dir: Path | None) -> bool:
    """Print what is found; return whether all is well."""
    settings = load_settings(data_dir=data_dir)
    if not settings.wechat.is_configured:
        typer.echo(message("wechat_check.none"))
        return False
    is_whole = True
    for is_good, line in _findings(settings):
        typer.echo(f"{'✓' if is_good else '✗'} {line}")
        is_whole &= is_good
    return is_whole


def _findings(settings: Settings) -> Iterator[tuple[bool, str]]:
    wechat = settings.wechat
    if not wechat.encoding_aes_key.get_secret_value():
        yield False, message("wechat_check.plain")
    if wechat.app_secret.get_secret_value():
        yield asyncio.run(_token(settings))
    else:
        yield True, message("wechat_check.no_secret")
    yield _callback(settings)


async def _token(settings: Settings) -> tuple[bool, str]:
    client = wechat_client(settings.wechat)
    try:
        await client.token()
    except CallFailed as error:
        told = message("wechat_check.token_bad")
        return False, told.format(code=error.code, hint=_hint(error, settings.wechat.api_url))
    finally:
        await client.close()
    return True, message("wechat_check.token_good")


def _hint(error: CallFailed, api: str) -> str:
    try:
        hint = message(f"wechat_check.code_{error.code}")
    except KeyError:
        hint = message("wechat_check.code_other")
    return hint.format(words=str(error), api=api)


def _callback(settings: Settings) -> tuple[bool, str]:
    """Ask the address as the platform will, from here."""
    url = f"{(settings.public_url or '').rstrip('/')}/wechat"
    timestamp, nonce, echo = str(int(time.time())), secrets.token_hex(4), secrets.token_hex(8)
    signature = signature_of(settings.wechat.token.get_secret_value(), timestamp, nonce)
    query = {"signature": signature, "timestamp": timestamp, "nonce": nonce, "echostr": echo}
    try:
        response = httpx.get(url, params=query, timeout=_TIMEOUT_S)
        reason = "" if response.text == echo else f"HTTP {response.status_code}"
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = type(error).__name__
    if reason:
        return False, message("wechat_check.callback_bad").format(url=url, reason=reason)
    return True, message("wechat_check.callback_good").format(url=url)
