"""Documents taken apart on all cores: sources in, what is stored of each out, in the same order.

Processes are started only once there are many documents, and end with the one that started them.
If one of them dies, the rest is taken apart here. Few documents are under way at any time, so that
memory does not grow with their number.
"""

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

from corpus.loading import Source
from corpus.preparing import Preparation, Prepared

logger = logging.getLogger(__name__)

# A process takes a second to start, as long as some dozens of documents.
MIN_DOCUMENTS = 64
# Under way for each process: enough that none waits for the next.
_AHEAD = 8
_MAX_CHARS_AHEAD = 4_000_000
# What took so long to read, such as a scan, does not wait for the next file to be read too.
_SLOW_S = 1.0

ItemT = TypeVar("ItemT")


def prepare_all(
    items: Iterable[ItemT], preparation: Preparation, *, workers: int = 1
) -> Iterator[tuple[ItemT, Prepared | None]]:
    """Yield each source with what is stored of it, and everything else as it came, in order.

    Args:
        items: sources, and what only keeps its place among them.
        preparation: how sources are taken apart.
        workers: how many processes may take part; with one, all is done here. Processes import
            the main module anew, which must not begin anything when it is imported.

    Raises:
        CatalogInvalid: the catalog names a part that a document does not have.
    """
    line = _Line[ItemT](preparation, workers)
    try:
        began = time.monotonic()
        for item in items:
            line.join(item)
            was_slow = time.monotonic() - began > _SLOW_S
            yield from line.leaving(everything=was_slow)
            began = time.monotonic()
        yield from line.leaving(everything=True)
    finally:
        line.close()


class _Line(Generic[ItemT]):
    """What is under way, in the order in which it came."""

    def __init__(self, preparation: Preparation, workers: int) -> None:
        self._preparation = preparation
        self._workers = workers
        self._waiting: deque[tuple[ItemT, Future[Prepared] | None]] = deque()
        self._n_sources = 0
        self._chars = 0
        self._pool: ProcessPoolExecutor | None = None

    def join(self, item: ItemT) -> None:
        """Begin with a source; anything else just takes its place."""
        begun = None
        if isinstance(item, Source):
            self._n_sources += 1
            self._chars += len(item.raw.text)
            if self._workers > 1 and self._n_sources == MIN_DOCUMENTS:
                self._pool = _pool(self._preparation, self._workers)
            begun = self._begun(item)
        self._waiting.append((item, begun))

    def leaving(self, *, everything: bool) -> Iterator[tuple[ItemT, Prepared | None]]:
        """Yield what is done, and wait for more where too much is under way."""
        while self._waiting and (everything or self._is_full or self._is_first_done):
            item, begun = self._waiting.popleft()
            if isinstance(item, Source):
                self._chars -= len(item.raw.text)
                yield item, self._result(item, begun)
            else:
                yield item, None

    def close(self) -> None:
        """End the processes; what has not begun is not done."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    @property
    def _is_full(self) -> bool:
        ahead = _AHEAD * self._workers
        return len(self._waiting) > ahead or self._chars > _MAX_CHARS_AHEAD

    @property
    def _is_first_done(self) -> bool:
        _, begun = self._waiting[0]
        return self._pool is None or begun is None or begun.done()

    def _begun(self, source: Source) -> Future[Prepared] | None:
        if self._pool is None:
            return None
        try:
            return self._pool.submit(_prepared, source)
        except BrokenProcessPool:
            return None

    def _result(self, source: Source, begun: Future[Prepared] | None) -> Prepared:
        if begun is not None:
            try:
                return begun.result()
            except BrokenProcessPool as error:
                logger.warning("processes died", extra={"reason": str(error)})
                self._pool = None
        return self._preparation.prepared(source)


def _pool(preparation: Preparation, workers: int) -> ProcessPoolExecutor:
    # A fork would copy locks that other threads of a server hold.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(
        workers, context, initializer=_begin_process, initargs=(preparation,)
    )


# What this process prepares with, set once as it begins: a catalog may be long.
_here: list[Preparation] = []


def _begin_process(preparation: Preparation) -> None:
    _here.append(preparation)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()  # killed, it cannot tell its processes to end
        os._exit(1)


def _prepared(source: Source) -> Prepared:
    return _here[0].prepared(source)
