"""Work on the database for the event loop: reads side by side, writes gathered.

A unit of work is a function of a connection. SQLite lets one write at a time, so those that came
while another was written are written together, in one transaction; each is told of its own end.
Other databases write side by side, one unit a transaction: there, together, they would wait for
each other's rows.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from api.messaging.threads import Threads

P = ParamSpec("P")
T = TypeVar("T")

_SIDE_BY_SIDE = 4
_TOGETHER = 64

# Units of every type stand in one queue; `write` gives each its type back.
_Unit = Callable[[Connection], Any]


@dataclass(frozen=True, slots=True)
class _Waiting:
    unit: _Unit
    ended: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Failed:
    error: Exception


class Transactions:
    """The database of one process, off its event loop."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        is_single = engine.dialect.name == "sqlite"
        self._together = _TOGETHER if is_single else 1
        self._free = 1 if is_single else _SIDE_BY_SIDE
        self._readers = Threads(_SIDE_BY_SIDE, "reads")
        self._writers = Threads(self._free, "writes")
        self._waiting: deque[_Waiting] = deque()

    async def read(
        self, function: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call a function that only reads, with a connection."""
        return await self._readers.call(self._read, partial(_bound, function, args, kwargs))

    def write(
        self, function: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> asyncio.Future[T]:
        """Call a function in a transaction; what is awaited was committed.

        A caller that is cancelled does not take the write back. What fails may be called twice:
        everything it did in between was rolled back.
        """
        ended: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(partial(_bound, function, args, kwargs), ended))
        self._begin()
        return ended

    @property
    def is_busy(self) -> bool:
        """Whether more waits to be written than goes into one transaction."""
        return len(self._waiting) >= _TOGETHER

    def close(self) -> None:
        """End after what is being written."""
        self._waiting.clear()
        self._readers.close()
        self._writers.close()

    def _begin(self) -> None:
        while self._free and self._waiting:
            size = min(self._together, len(self._waiting))
            batch = [self._waiting.popleft() for _ in range(size)]
            self._free -= 1
            results = self._writers.begin(self._written, [one.unit for one in batch])
            results.add_done_callback(partial(self._end, batch))

    def _end(self, batch: Sequence[_Waiting], results: asyncio.Future[list[Any]]) -> None:
        if results.cancelled():  # the event loop ends
            return
        self._free += 1
        for one, result in zip(batch, results.result(), strict=True):
            if one.ended.done():  # its caller was cancelled
                continue
            if isinstance(result, _Failed):
                one.ended.set_exception(result.error)
            else:
                one.ended.set_result(result)
        self._begin()

    def _read(self, unit: Callable[[Connection], T]) -> T:
        with self._engine.connect() as connection:
            return unit(connection)

    def _written(self, units: Sequence[_Unit]) -> list[Any]:
        try:
            with self._engine.begin() as connection:
                return [unit(connection) for unit in units]
        # The database itself fails, and would for each of them, each after a long wait.
        except OperationalError as error:
            return [_Failed(error)] * len(units)
        # It is for its caller to handle, whatever it is; the others are not to suffer by it.
        except Exception as error:  # noqa: BLE001
            if len(units) == 1:
                return [_Failed(error)]
            return [result for unit in units for result in self._written([unit])]


def _bound(
    function: Callable[..., T],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    connection: Connection,
) -> T:
    return function(connection, *args, **kwargs)
