"""The 公众号 bridge: a callback in its mode, a reply in the same."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.messaging import callbacks
from api.messaging.crypto import MessageCrypt, is_signed
from api.messaging.desk import Desk
from api.messaging.errors import BodyRefused
from api.messaging.platform import PlatformClient
from api.messaging.xml_bodies import fields_of
from api.wechat.messages import incoming, text_reply
from api.wechat.pushing import WechatPusher, wechat_client
from api.wechat.replies import Replies
from bot.settings import WechatSettings

CHANNEL = "mp"


@dataclass(frozen=True, slots=True)
class WechatBridge:
    """What the callbacks of a 公众号 are served with. Without `crypt` they come in plain."""

    desk: Desk
    replies: Replies
    token: str
    crypt: MessageCrypt | None
    client: PlatformClient | None

    @classmethod
    def of(cls, settings: WechatSettings, desk: Desk) -> "WechatBridge":
        """Return the bridge of an account."""
        token, key = settings.token.get_secret_value(), settings.encoding_aes_key.get_secret_value()
        replies = Replies(desk, CHANNEL, settings.verified, settings.placeholder_at)
        client = wechat_client(settings) if settings.verified else None
        if client is not None:
            desk.pushes.pushers[CHANNEL] = WechatPusher(client, replies)
        crypt = MessageCrypt(token, key, settings.app_id) if key else None
        return cls(desk, replies, token, crypt, client)

    async def verify(self, request: Request) -> Response:
        """Answer the check of the address with what it sent, verbatim.

        It changes nothing, so it may be asked at any time.
        """
        return PlainTextResponse(self._signed(request).echostr)

    async def receive(self, request: Request) -> Response:
        """Answer one attempt at a message."""
        arrived = self.desk.clock()
        query = self._signed(request)
        query.require_fresh(arrived, self.desk.settings.window_s)
        fields = self._fields(query, await callbacks.body_of(request))
        message = incoming(fields, attempted=query.signed_at)
        text = await self.replies.to(message, arrived=arrived, is_gone=request.is_disconnected)
        if text is None:
            return PlainTextResponse("success")
        reply = text_reply(message, text)
        if self.crypt is not None:
            reply = callbacks.sealed_xml(self.crypt, query, reply)
        return Response(reply.encode("utf-8", "replace"), media_type=callbacks.XML)

    def _signed(self, request: Request) -> callbacks.Query:
        query = callbacks.Query.of(request)
        if not is_signed(query.signature, self.token, query.timestamp, query.nonce):
            raise BodyRefused("signature")
        return query

    def _fields(self, query: callbacks.Query, body: bytes) -> dict[str, str]:
        if self.crypt is None:
            fields = fields_of(body)
            if "Encrypt" in fields and "MsgType" not in fields:
                raise BodyRefused("no_key")
            return fields
        # `signature` does not cover the body: with a key, only what is sealed is believed.
        if not query.is_encrypted:
            raise BodyRefused("plain")
        return callbacks.opened_xml(self.crypt, query, body)
