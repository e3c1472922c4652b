"""Lets callbacks in one by one, whichever came last first.

Where a machine cannot keep up, whoever is served in the order of coming is served when the platform
has long cut the connection; and as each attempt is repeated, the queue never ends. For who came
last somebody still listens; who was cut meanwhile is known to be gone when its turn comes.
"""

import asyncio
from collections.abc import Callable, Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The event loop accepts one connection a pass (libuv since 1.47): so many are looked for, and so
# many that were cut are known to be, before the next is let in.
_PASSES = 8
_BUSY_PAUSE_S = 0.01


class Turnstile:
    """In front of the app, for callbacks alone."""

    def __init__(
        self, app: ASGIApp, *, paths: Collection[str], is_busy: Callable[[], bool]
    ) -> None:
        """Take the paths of callbacks, and who knows whether what was let in waits to be stored."""
        self.app = app
        self._paths = paths
        self._is_busy = is_busy
        self._waiting: list[asyncio.Future[None]] = []
        self._letting_in: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one exchange, a callback when its turn has come."""
        if scope["type"] != "http" or scope["path"] not in self._paths:
            await self.app(scope, receive, send)
            return
        # What a connection sent can no longer be read once it was cut.
        begun = [await receive()]
        await self._turn()

        async def receive_on() -> Message:
            return begun.pop() if begun else await receive()

        await self.app(scope, receive_on, send)

    async def _turn(self) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        if self._letting_in is None:
            self._letting_in = asyncio.create_task(self._let_in())
        await turn

    async def _let_in(self) -> None:
        while self._waiting:
            turn = self._waiting.pop()
            if not turn.done():  # else its server is being stopped
                turn.set_result(None)
            for _ in range(_PASSES):
                await asyncio.sleep(0)
            while self._is_busy():  # noqa: ASYNC110  # it tells nobody when it is not
                await asyncio.sleep(_BUSY_PAUSE_S)
        self._letting_in = None
