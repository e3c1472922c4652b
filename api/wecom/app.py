"""The app of a 企业微信: encrypted XML in, a passive reply or a message to the member."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.messaging import callbacks
from api.messaging.crypto import MessageCrypt
from api.messaging.desk import Desk
from api.messaging.platform import Fields, PlatformClient
from api.messaging.pushes import PushOutcome
from api.messaging.refusals import push_all
from api.wechat.messages import incoming, text_reply
from api.wechat.replies import Replies
from api.wecom.service import EVENT, CustomerService
from bot.settings import WecomSettings

CHANNEL = "wecom"
# A repeated callback is answered by the same job; who cannot be pushed to gets the placeholder.
_PLACEHOLDER_AT = 2
# A push that broke off is tried again within this; a like answer to a later question is not one.
_DUPLICATE_S = 15


def wecom_client(settings: WecomSettings, secret: str, *, channel: str) -> PlatformClient:
    """Return a client with the token of one of the corporation's secrets."""

    async def fetch(client: PlatformClient) -> Fields:
        return await client.get(
            "/cgi-bin/gettoken", {"corpid": settings.corp_id, "corpsecret": secret}
        )

    return PlatformClient(settings.api_url, channel=channel, fetch_token=fetch)


class MemberPusher:
    """Sends app messages to members; the platform drops one that it got already."""

    def __init__(self, client: PlatformClient, agent_id: int) -> None:
        self._client = client
        self._agent_id = agent_id

    async def push(
        self,
        job_key: str,  # noqa: ARG002  # the platform compares contents instead
        address: str,
        bubbles: Sequence[str],
        *,
        sent: Callable[[], Awaitable[None]],
    ) -> PushOutcome:
        """Send the bubbles in order."""

        async def send(bubble: str) -> object:
            message = {
                "touser": address,
                "agentid": self._agent_id,
                "msgtype": "text",
                "text": {"content": bubble},
                "enable_duplicate_check": 1,
                "duplicate_check_interval": _DUPLICATE_S,
            }
            return await self._client.call("/cgi-bin/message/send", message)

        return await push_all(bubbles, send=send, sent=sent)


@dataclass(frozen=True, slots=True)
class WecomApp:
    """What the callbacks of the app, and of 微信客服 through it, are served with."""

    desk: Desk
    replies: Replies
    crypt: MessageCrypt
    service: CustomerService | None
    clients: tuple[PlatformClient, ...]

    async def verify(self, request: Request) -> Response:
        """Answer the check of the address with what it sealed."""
        return PlainTextResponse(callbacks.echo(self.crypt, callbacks.Query.of(request)))

    async def receive(self, request: Request) -> Response:
        """Answer one attempt at a message."""
        arrived = self.desk.clock()
        query = callbacks.Query.of(request)
        query.require_fresh(arrived, self.desk.settings.window_s)
        body = await callbacks.body_of(request)
        fields = callbacks.opened_xml(self.crypt, query, body)
        if fields.get("Event") == EVENT:
            if self.service is not None:
                token, account = fields.get("Token", ""), fields.get("OpenKfId", "")
                # A process that dies before all is stored is rung again.
                await self.service.ring(token, account, until=arrived + self.desk.settings.wait_s)
            return PlainTextResponse("")
        message = incoming(fields, attempted=query.signed_at)
        text = await self.replies.to(message, arrived=arrived, is_gone=request.is_disconnected)
        if text is None:
            return PlainTextResponse("")
        reply = callbacks.sealed_xml(self.crypt, query, text_reply(message, text))
        return Response(reply.encode("utf-8", "replace"), media_type=callbacks.XML)

    async def stop(self) -> None:
        """End what runs behind the callbacks, and let go of connections."""
        if self.service is not None:
            await self.service.stop()
        for client in self.clients:
            await client.close()

    @classmethod
    def of(cls, settings: WecomSettings, desk: Desk) -> "WecomApp":
        """Return the bridge of a corporation's app."""
        key = settings.encoding_aes_key.get_secret_value()
        crypt = MessageCrypt(settings.token.get_secret_value(), key, settings.corp_id)
        secret, kf_secret = settings.secret.get_secret_value(), settings.kf_secret
        clients, service = [], None
        if secret and settings.agent_id is not None:
            clients.append(client := wecom_client(settings, secret, channel=CHANNEL))
            desk.pushes.pushers[CHANNEL] = MemberPusher(client, settings.agent_id)
        if kf_secret.get_secret_value():
            client = wecom_client(settings, kf_secret.get_secret_value(), channel="kf")
            clients.append(client)
            service = CustomerService(client, desk, servicer=settings.kf_servicer)
        replies = Replies(desk, CHANNEL, bool(secret), _PLACEHOLDER_AT)
        return cls(desk, replies, crypt, service, tuple(clients))
