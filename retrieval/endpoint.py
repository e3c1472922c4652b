"""One question to an HTTP endpoint: a body in, the answer's bytes out; the only place of retries.

Embedding and reranking both ask in this way. What went wrong is said in a few Chinese words without
the address, as `/readyz` shows them to anybody.
"""

import time
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpx

ATTEMPTS = 3
RETRY_WAIT_S = 0.5  # doubled after each attempt: at most 1.5 s of waiting in three attempts


class Endpoint:
    """A JSON endpoint by its URL. The HTTP client has its timeout set; its owner closes it."""

    def __init__(self, url: str, *, client: httpx.Client, api_key: str | None = None) -> None:
        self._url = url
        self._client = client
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}

    @property
    def host(self) -> str:
        """Where it is, without what a URL may say of a user."""
        return urlsplit(self._url).hostname or ""

    def post(self, body: Mapping[str, object], *, budget_s: float | None = None) -> bytes:
        """Return what is answered to a body, tried three times and then given up.

        Args:
            body: sent as JSON.
            budget_s: how long all attempts together may take; None: as long as each may alone.

        Raises:
            httpx.HTTPError: it is away, slow, or refuses.
        """
        deadline = None if budget_s is None else time.monotonic() + budget_s
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._attempt(body, deadline)
            except (httpx.TransportError, httpx.HTTPStatusError) as error:
                wait_s = RETRY_WAIT_S * 2 ** (attempt - 1)
                is_late = deadline is not None and time.monotonic() + wait_s >= deadline
                if attempt == ATTEMPTS or is_late or not _is_worth_retrying(error):
                    raise
                time.sleep(wait_s)
        raise AssertionError("the last attempt returns or raises")

    def _attempt(self, body: Mapping[str, object], deadline: float | None) -> bytes:
        timeout = self._client.timeout
        if deadline is not None:
            timeout = httpx.Timeout(max(deadline - time.monotonic(), 0.001))
        response = self._client.post(self._url, json=body, headers=self._headers, timeout=timeout)
        response.raise_for_status()
        return response.content


def plight(error: httpx.HTTPError) -> str:
    """Return in Chinese what is the matter with an endpoint."""
    if isinstance(error, httpx.HTTPStatusError):
        return f"返回 HTTP {error.response.status_code}"
    if isinstance(error, httpx.TimeoutException):
        return "没有按时回答"
    return "连不上" if isinstance(error, httpx.ConnectError) else "中断了连接"


def _is_worth_retrying(error: httpx.TransportError | httpx.HTTPStatusError) -> bool:
    """Whether the same request may succeed later: a fault of the way, overload, or rate limit."""
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code == 429 or error.response.status_code >= 500
    return True
