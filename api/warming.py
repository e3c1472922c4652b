"""What the first request would wait for, done while nobody waits: last step of a start.

On a busy machine the first callback of a worker that was started again took a second, in which
those behind it waited too.
"""

import anyio
from starlette.types import ASGIApp, Message, Scope

from corpus import find_regions

# No route takes it, so each is looked at, and made ready for being looked at.
_PATH = "/-/warm"


async def warm_up(app: ASGIApp) -> None:
    """Look at every route, and load what is loaded when it is first used."""
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": _PATH,
        "raw_path": _PATH.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [],
        "client": None,
        "server": None,
    }
    await app(scope, _nothing_more, _drop)
    await anyio.lowlevel.checkpoint()
    find_regions("")


async def _nothing_more() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _drop(message: Message) -> None:
    """Let go of the reply."""
