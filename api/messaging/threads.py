"""Threads for calls that block, apart from the event loop and from everybody else's."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """A few threads of a name."""

    def __init__(self, count: int, name: str) -> None:
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=name)

    async def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function on one of them."""
        return await self.begin(function, *args, **kwargs)

    def begin(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> asyncio.Future[T]:
        """Begin to call a function on one of them."""
        bound = partial(function, *args, **kwargs)
        return asyncio.get_running_loop().run_in_executor(self._pool, bound)

    def close(self) -> None:
        """End them after what they do."""
        self._pool.shutdown()
