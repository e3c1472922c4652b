"""A callback of the 公众号 (or a 企业微信 app) into a message, and a reply back into XML."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from api.messaging.errors import BodyRefused
from api.messaging.xml_bodies import xml_of


class Kind(StrEnum):
    """What a message asks of us."""

    QUESTION = "question"
    FOLLOWED = "followed"
    ENTERED = "entered"
    LEFT = "left"
    UNHEARD = "unheard"
    UNREADABLE = "unreadable"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message: `id` is the same for every attempt at it.

    `created` and `attempted` are by the platform's clock, which need not agree with ours.
    """

    id: str
    sender: str
    receiver: str
    created: float
    kind: Kind
    text: str = ""
    is_menu: bool = False
    attempted: float | None = None

    @property
    def age_s(self) -> float:
        """How long after it was written this attempt at it was made; 0 if that is not known."""
        return 0.0 if self.attempted is None else self.attempted - self.created


# What clients send in the place of what they cannot.
_UNSUPPORTED = "【收到不支持的消息类型"


def incoming(fields: Mapping[str, str], *, attempted: float | None = None) -> Incoming:
    """Return the message of a callback's fields.

    Args:
        fields: of the callback's XML.
        attempted: when the platform signed this attempt.

    Raises:
        BodyRefused: it does not say from whom it is, or cannot be told from others.
    """
    sender, created = fields.get("FromUserName", ""), fields.get("CreateTime", "")
    kind, text = _meaning(fields)
    event = fields.get("Event", "")
    message_id = fields.get("MsgId", "") or (f"ev:{sender}:{created}:{event}" if event else "")
    if not sender or not message_id or not (created.isascii() and created.isdecimal()):
        raise BodyRefused("fields")
    receiver = fields.get("ToUserName", "")
    return Incoming(
        message_id,
        sender,
        receiver,
        float(created[:12]),
        kind,
        text,
        # A tap on an offered choice comes as text, and opens no more than the menu does.
        is_menu=event.lower() == "click" or "bizmsgmenuid" in fields,
        attempted=attempted,
    )


def _meaning(fields: Mapping[str, str]) -> tuple[Kind, str]:
    kind = fields.get("MsgType", "")
    if kind == "text":
        text = fields.get("Content", "").strip()
        is_readable = text and not text.startswith(_UNSUPPORTED)
        return (Kind.QUESTION, text) if is_readable else (Kind.UNREADABLE, "")
    if kind == "voice":
        heard = fields.get("Recognition", "").strip()
        return (Kind.QUESTION, heard) if heard else (Kind.UNHEARD, "")
    if kind == "event":
        return _event(fields.get("Event", "").lower(), fields.get("EventKey", "").strip())
    return Kind.UNREADABLE, ""


def _event(event: str, key: str) -> tuple[Kind, str]:
    if event == "subscribe":
        return Kind.FOLLOWED, ""
    if event == "enter_agent":
        return Kind.ENTERED, ""
    if event == "unsubscribe":
        return Kind.LEFT, ""
    if event == "click" and key:
        return Kind.QUESTION, key
    return Kind.NOTHING, ""


def text_reply(message: Incoming, text: str) -> str:
    """Return the XML of a passive text reply."""
    return xml_of(
        {
            "ToUserName": message.sender,
            "FromUserName": message.receiver,
            "CreateTime": int(time.time()),
            "MsgType": "text",
            "Content": text,
        }
    )
