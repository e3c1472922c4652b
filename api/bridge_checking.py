"""`zhengce wechat check`: tries what both bridges need, and says what to do about each."""

from collections.abc import Iterator
from pathlib import Path

import typer

from api.messaging.checking import Finding, address_findings
from api.wechat.checking import wechat_findings
from api.wecom.checking import wecom_findings
from bot.settings import Settings, load_settings
from prompts import message


def check(data_dir: Path | None) -> bool:
    """Print what is found; return whether all is well."""
    settings = load_settings(data_dir=data_dir)
    if not settings.has_bridges:
        typer.echo(message("wechat_check.none"))
        return False
    is_whole = True
    for is_good, line in _findings(settings):
        typer.echo(f"{'✓' if is_good else '✗'} {line}")
        is_whole &= is_good
    return is_whole


def _findings(settings: Settings) -> Iterator[Finding]:
    if not settings.public_url:
        yield False, message("wechat_check.no_address")
    yield from address_findings(settings.public_url or "")
    yield from wechat_findings(settings)
    yield from wecom_findings(settings)
