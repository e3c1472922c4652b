"""The outside of a callback: bounded body, fresh timestamp, signature; all refusals look alike."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from api.messaging.counters import count
from api.messaging.crypto import MessageCrypt
from api.messaging.errors import BodyRefused
from api.messaging.xml_bodies import MAX_BODY_BYTES, fields_of, xml_of

log = logging.getLogger(__name__)

XML = "text/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Query:
    """What the address of a callback carries."""

    signature: str
    msg_signature: str
    timestamp: str
    nonce: str
    echostr: str
    is_encrypted: bool

    @classmethod
    def of(cls, request: Request) -> "Query":
        """Read the address; what is missing is empty."""
        given = request.query_params
        return cls(
            signature=given.get("signature", ""),
            msg_signature=given.get("msg_signature", ""),
            timestamp=given.get("timestamp", ""),
            nonce=given.get("nonce", ""),
            echostr=given.get("echostr", ""),
            is_encrypted=given.get("encrypt_type") == "aes",
        )

    def require_fresh(self, now: float, window_s: float) -> None:
        """Refuse what was signed long ago.

        Raises:
            BodyRefused: the timestamp is none, or too far from our clock.
        """
        signed_at = self.signed_at
        if signed_at is None or abs(now - signed_at) > window_s:
            raise BodyRefused("timestamp")

    @property
    def signed_at(self) -> float | None:
        """When the platform signed it, by its own clock; None if it does not say."""
        is_number = self.timestamp.isascii() and self.timestamp.isdecimal()
        return float(self.timestamp[:12]) if is_number else None


async def body_of(request: Request) -> bytes:
    """Return the body of a callback.

    Raises:
        BodyRefused: it is too large or breaks off.
    """
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MAX_BODY_BYTES:
                raise BodyRefused("size")
    except HTTPException as error:
        raise BodyRefused("size") from error
    # The platform has cut it meanwhile, and tries again.
    except ClientDisconnect as error:
        raise BodyRefused("cut") from error
    return bytes(body)


def opened_xml(crypt: MessageCrypt, query: Query, body: bytes) -> dict[str, str]:
    """Return the fields inside an encrypted XML body; its plain twins are ignored.

    Raises:
        BodyRefused: it is not signed, not sealed for us, or holds no message.
    """
    encrypted = fields_of(body).get("Encrypt", "")
    return fields_of(opened(crypt, query, encrypted))


def opened(crypt: MessageCrypt, query: Query, encrypted: str) -> str:
    """Return what is inside, after its signature was checked.

    Raises:
        BodyRefused: it is not signed, or not sealed for us.
    """
    return crypt.open(
        encrypted, signature=query.msg_signature, timestamp=query.timestamp, nonce=query.nonce
    )


def echo(crypt: MessageCrypt, query: Query) -> str:
    """Return what a sealed check of the address holds. No message may be read this way.

    Raises:
        BodyRefused: it is not signed, not sealed for us, or a message.
    """
    held = opened(crypt, query, query.echostr)
    if held.lstrip().startswith(("<", "{")):
        raise BodyRefused("echo")
    return held


def sealed_xml(crypt: MessageCrypt, query: Query, reply: str) -> str:
    """Return a reply in its encrypted envelope."""
    encrypted = crypt.encrypt(reply)
    return xml_of(
        {
            "Encrypt": encrypted,
            "MsgSignature": crypt.sign(query.timestamp, query.nonce, encrypted),
            "TimeStamp": int(query.timestamp),
            "Nonce": query.nonce,
        }
    )


async def guarded(channel: str, respond: Callable[[], Awaitable[Response]]) -> Response:
    """Answer a callback whatever happens: a JSON error would be shown to the asker as a fault."""
    try:
        return await respond()
    except BodyRefused as error:
        count("refused_callback", channel, str(error))
        log.info("callback refused", extra={"channel": channel, "reason": str(error)})
        return PlainTextResponse("forbidden", status_code=403)
    # The platform repeats what was not answered only if it was cut; nothing may leave as an error.
    except Exception:
        count("failed_callback", channel)
        log.exception("callback failed", extra={"channel": channel})
        return PlainTextResponse("success" if channel == "mp" else "")
