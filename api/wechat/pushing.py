"""客服消息 of a 公众号: bubbles pushed with a `stable_token`."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from api.messaging.errors import CallFailed
from api.messaging.platform import Fields, PlatformClient
from api.messaging.pushes import PushOutcome
from api.messaging.refusals import NO_PERMISSION, push_all
from api.wechat.replies import Replies
from bot.settings import WechatSettings

log = logging.getLogger(__name__)


def wechat_client(settings: WechatSettings) -> PlatformClient:
    """Return the client of an account; asking for a stable token ends nobody else's."""

    async def fetch(client: PlatformClient) -> Fields:
        wanted = {
            "grant_type": "client_credential",
            "appid": settings.app_id,
            "secret": settings.app_secret.get_secret_value(),
            "force_refresh": False,
        }
        return await client.post("/cgi-bin/stable_token", wanted)

    return PlatformClient(settings.api_url, channel="mp", fetch_token=fetch)


class WechatPusher:
    """Pushes to followers. An account without the permission goes on passively."""

    def __init__(self, client: PlatformClient, replies: Replies) -> None:
        self._client = client
        self._replies = replies

    async def push(
        self,
        job_key: str,  # noqa: ARG002  # this interface takes no id of ours
        address: str,
        bubbles: Sequence[str],
        *,
        sent: Callable[[], Awaitable[None]],
    ) -> PushOutcome:
        """Send the bubbles in order."""

        async def send(bubble: str) -> object:
            text = {"touser": address, "msgtype": "text", "text": {"content": bubble}}
            try:
                return await self._client.call("/cgi-bin/message/custom/send", text)
            except CallFailed as error:
                if error.code == NO_PERMISSION:
                    self._replies.may_push = False
                    log.error("account may not push: answers are fetched from now on")
                raise

        return await push_all(bubbles, send=send, sent=sent)
