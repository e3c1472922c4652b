"""Pages that take long to render, kept while what they show stays: a key in, a response out.

The key names the state of the documents, so a changed one is rendered anew; what else a page may
show, such as whether a file is still there, is at most a minute old.
"""

import gzip
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from fastapi import Request
from starlette.responses import Response

MAX_PAGES = 32
MAX_AGE_S = 60.0
_GZIP_LEVEL = 6
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class _Page:
    plain: bytes
    compressed: bytes
    tag: str
    rendered_at: float


class PageCache:
    """The pages last asked for."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pages: OrderedDict[Hashable, _Page] = OrderedDict()
        self._lock = Lock()

    def response(self, request: Request, key: Hashable, render: Callable[[], bytes]) -> Response:
        """Return the page under a key; a browser that has it already is told so."""
        page = self._page(key, render)
        headers = {"ETag": page.tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        if page.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=_NOT_MODIFIED, headers=headers)
        body = page.plain
        if "gzip" in request.headers.get("accept-encoding", ""):
            body, headers["Content-Encoding"] = page.compressed, "gzip"
        return Response(body, media_type="text/html", headers=headers)

    def _page(self, key: Hashable, render: Callable[[], bytes]) -> _Page:
        with self._lock:
            known = self._pages.get(key)
        if known is not None and self._clock() - known.rendered_at < MAX_AGE_S:
            return known
        plain = render()
        # Weak: the compressed and the plain page are the same, but not byte for byte.
        tag = f'W/"{sha256(plain).hexdigest()[:32]}"'
        page = _Page(plain, gzip.compress(plain, _GZIP_LEVEL), tag, self._clock())
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            if len(self._pages) > MAX_PAGES:
                self._pages.popitem(last=False)
        return page
