"""What holds for every exchange: a request id, security headers, a bounded body, no stack trace."""

import logging
import re
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import INTERNAL
from api.responses import error_response

log = logging.getLogger(__name__)

# 20 turns of 4,000 characters, each escaped as \\uXXXX, are half of this.
MAX_BODY_BYTES = 1024 * 1024
# Bounds its body itself, file by file.
UPLOAD_PATH = "/api/admin/documents"
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; "
        "object-src 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Envelope:
    """Outermost layer: names the request, adds headers, answers for the unforeseen."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one exchange."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope))
        scope.setdefault("state", {})["request_id"] = request_id
        started = False

        async def send_enveloped(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, _bounded(receive, scope), send_enveloped)
        # The last net: whatever was not foreseen is logged and answered, never shown.
        except Exception:
            log.exception("request failed", extra={"request_id": request_id})
            if started:
                raise
            await error_response(Request(scope), INTERNAL)(scope, receive, send_enveloped)


def _request_id(headers: Headers) -> str:
    offered = headers.get("x-request-id", "")
    return offered if REQUEST_ID.fullmatch(offered) else uuid.uuid4().hex


def _bounded(receive: Receive, scope: Scope) -> Receive:
    """Return a receive that refuses bodies over the limit, announced or not."""
    if scope["path"] == UPLOAD_PATH:
        return receive
    announced = Headers(scope=scope).get("content-length", "")
    received = 0

    async def receive_bounded() -> Message:
        nonlocal received
        if announced.isdecimal() and int(announced) > MAX_BODY_BYTES:
            raise HTTPException(413)
        message = await receive()
        received += len(message.get("body", b""))
        if received > MAX_BODY_BYTES:
            raise HTTPException(413)
        return message

    return receive_bounded
