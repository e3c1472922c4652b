"""How late the event loop is: what a timer waits, a callback that has come waits too.

Other processes, answers being looked for and other callbacks all show in it. Seconds throughout.
"""

import asyncio

_LOOK_S = 0.1
# What was seen is forgotten by half in 2.3 s: a machine is seldom busy for one look alone.
_KEPT = 0.97
# A callback passes the loop so often: it is accepted, read, begun, and replied to.
_PASSES = 4
# From here on the platform's attempts are not spent on waiting: some will be lost anyway.
_STRAINED_S = 0.3


class Lateness:
    """What the event loop of this process was late by, lately."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._watching: asyncio.Task[None] | None = None

    @property
    def lost_s(self) -> float:
        """How much of a callback's time is spent on waiting for the loop."""
        return _PASSES * self.seconds

    @property
    def is_strained(self) -> bool:
        """Whether a callback may well not be replied to in time."""
        return self.seconds > _STRAINED_S

    def start(self) -> None:
        """Begin to look, in the running event loop."""
        self._watching = asyncio.create_task(self._watch())

    def stop(self) -> None:
        """End."""
        if self._watching is not None:
            self._watching.cancel()

    def note(self, late_s: float) -> None:
        """Take what was seen once."""
        self.seconds = max(late_s, self.seconds * _KEPT)

    async def _watch(self) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            due = clock() + _LOOK_S
            await asyncio.sleep(_LOOK_S)
            self.note(clock() - due)
