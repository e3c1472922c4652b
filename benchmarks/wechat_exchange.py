"""One HTTP exchange of the simulated WeChat, over a bare socket.

It costs a tenth of what a client library does, so that the two cores are the servers'.
"""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlencode

from api.messaging.crypto import MessageCrypt, signature_of
from api.messaging.xml_bodies import fields_of, xml_of

TOKEN = "simulated"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APP_ID = "wx2c2769f8efd9abc2"


class BadReply(ValueError):
    """What came is no reply that the platform takes."""


def callback_of(
    crypt: MessageCrypt, message: Mapping[str, str | int], *, at: int, nonce: str
) -> bytes:
    """Return the request that delivers a message, signed at a time."""
    timestamp, sealed = str(at), crypt.encrypt(xml_of(message))
    query = {
        "signature": signature_of(TOKEN, timestamp, nonce),
        "timestamp": timestamp,
        "nonce": nonce,
        "openid": message["FromUserName"],
        "encrypt_type": "aes",
        "msg_signature": crypt.sign(timestamp, nonce, sealed),
    }
    body = xml_of({"ToUserName": "gh_1", "Encrypt": sealed}).encode()
    head = (
        f"POST /wechat?{urlencode(query)} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: text/xml\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


def reply_to(openid: str, crypt: MessageCrypt, response: bytes) -> str | None:
    """Return the text of a passive reply; None: there is no reply, for now.

    Raises:
        BadReply: it is none, or somebody else's.
    """
    body = body_of(response)
    if body in (b"success", b""):
        return None
    envelope = fields_of(body)
    opened = crypt.open(
        envelope["Encrypt"],
        signature=envelope["MsgSignature"],
        timestamp=envelope["TimeStamp"],
        nonce=envelope["Nonce"],
    )
    reply = fields_of(opened)
    if reply["ToUserName"] != openid:
        raise BadReply("to somebody else")
    return reply["Content"]


def body_of(response: bytes) -> bytes:
    """Return the body of a whole response.

    Raises:
        ConnectionError: it broke off.
        BadReply: its status is not 200.
    """
    head, end, body = response.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    announced = [int(line[15:]) for line in lines if line.startswith("content-length:")]
    if not end or len(body) < sum(announced):
        raise ConnectionError("broken off")
    if not lines[0].startswith("http/1.1 200"):
        raise BadReply(lines[0])
    return body


async def exchanged(port: int, request: bytes) -> bytes:
    """Send a request; return all that comes until the server closes.

    Raises:
        OSError: nobody listens, or the connection was lost.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        return await reader.read()
    finally:
        writer.close()
