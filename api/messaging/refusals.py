"""What a refused push means: try again, leave it to be fetched, or let it be."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from api.messaging.errors import CallFailed
from api.messaging.platform import UNREACHABLE
from api.messaging.pushes import PushOutcome

log = logging.getLogger(__name__)

BUSY = -1
NO_PERMISSION = 48001
# Not a follower, bad address, will not have messages.
_GONE = (40003, 43004, 48002)
_PER_MINUTE = 45011
# The fresh token was replaced by another process in between; 40001 again is a wrong secret.
_TOKEN_MOVED = (40014, 42001)
# Outside the window, or the count is used up: fetching is still open.
_SPENT = (45015, 45047, 95001, 95018)
_BUSY_TRIES = 3
_BUSY_PAUSE_S = 0.5
_LATER_S = 5.0
_MINUTE_S = 60.0


async def push_all(
    bubbles: Sequence[str],
    *,
    send: Callable[[str], Awaitable[object]],
    sent: Callable[[], Awaitable[None]],
) -> PushOutcome:
    """Send bubbles in order until one is refused."""
    for bubble in bubbles:
        try:
            await _patiently(send, bubble)
        except CallFailed as error:
            return _outcome_of(error)
        await sent()
    return PushOutcome(is_over=True)


async def _patiently(send: Callable[[str], Awaitable[object]], bubble: str) -> None:
    for attempt in range(1, _BUSY_TRIES + 1):
        try:
            await send(bubble)
        except CallFailed as error:
            if error.code != BUSY or attempt == _BUSY_TRIES:
                raise
            await asyncio.sleep(_BUSY_PAUSE_S * attempt)
        else:
            return


def _outcome_of(error: CallFailed) -> PushOutcome:
    code = error.code
    log.log(
        logging.INFO if code in (*_GONE, *_SPENT) else logging.ERROR,
        "push refused",
        extra={"code": code},
    )
    if code in _GONE:
        return PushOutcome(is_over=True, refused_by=code)
    if code in (BUSY, UNREACHABLE, *_TOKEN_MOVED):
        return PushOutcome(is_over=False, again_after_s=_LATER_S)
    if code == _PER_MINUTE:
        return PushOutcome(is_over=False, again_after_s=_MINUTE_S)
    return PushOutcome(is_over=False)
