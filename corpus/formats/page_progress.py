"""How far the reading of a long file is: told page by page to whoever watches.

Recognition takes seconds a page. Readers tell each page beside what they give, so that a reader's
contract stays bytes in, texts and defects out.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Called with how many pages are done, and of how many.
OnPage = Callable[[int, int], None]

_watcher: ContextVar[OnPage | None] = ContextVar("page_watcher", default=None)


@contextmanager
def watching_pages(on_page: OnPage | None) -> Iterator[None]:
    """Have the pages that are read inside told to a callback."""
    token = _watcher.set(on_page)
    try:
        yield
    finally:
        _watcher.reset(token)


def tell_page(done: int, total: int) -> None:
    """Tell that pages 1 to `done` of a file are read."""
    if on_page := _watcher.get():
        on_page(done, total)
