"""The bridges of a product, wired: one desk for all of them, each if it is configured."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import time

from api.messaging.answering import Answerer, PersonalAnswers
from api.messaging.desk import Desk
from api.messaging.job_table import prepare
from api.messaging.rendering import Markup, Wording
from api.messaging.sealing import Sealer
from api.wechat import bridge
from api.wechat.bridge import WechatBridge
from api.wecom import aibot
from api.wecom.aibot import AiBot
from api.wecom.app import WecomApp
from bot.settings import Settings
from corpus import engine_for

# Where the platforms call.
CALLBACKS = frozenset({"/wechat", "/wecom", "/wecom/bot"})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bridges:
    """The bridges; one that is not configured is None."""

    desk: Desk
    wechat: WechatBridge | None
    wecom: WecomApp | None = None
    aibot: AiBot | None = None

    def start(self) -> None:
        """Begin to work off what is stored."""
        self.desk.start()

    async def stop(self) -> None:
        """End, and let go of connections."""
        await self.desk.stop()
        if self.wechat is not None and self.wechat.client is not None:
            await self.wechat.client.close()
        if self.wecom is not None:
            await self.wecom.stop()


def bridges_of(
    settings: Settings,
    *,
    assistant: Answerer,
    require_answers: Callable[[], None],
    forget_sessions: Callable[[Sequence[str]], None] = lambda _: None,
) -> Bridges | None:
    """Return the bridges of a product; None if nobody asks in WeChat."""
    if not settings.has_bridges:
        return None
    engine = engine_for(settings.store_url)
    prepare(engine)
    desk = Desk(
        engine=engine,
        sealer=_sealer(settings),
        answers=PersonalAnswers(assistant, require_answers, time),
        wording=_wording(settings),
        settings=settings.messaging,
        answers_at_once=settings.answers_at_once,
        forget_sessions=forget_sessions,
    )
    wechat, wecom = settings.wechat, settings.wecom
    return Bridges(
        desk,
        WechatBridge.of(wechat, desk) if wechat.is_configured else None,
        WecomApp.of(wecom, desk) if wecom.is_configured else None,
        AiBot.of(wecom, desk) if wecom.has_bot else None,
    )


def _wording(settings: Settings) -> Wording:
    markups = {aibot.CHANNEL: Markup.MARKDOWN}
    if settings.wechat.tap_links:
        markups[bridge.CHANNEL] = Markup.TAPS
    if not settings.public_url:
        log.warning("set ZHENGCE_PUBLIC_URL: answers in WeChat have no links to their sources")
    return Wording(
        (settings.public_url or "").rstrip("/"),
        settings.messaging.hotline,
        markups,
        max_bytes=settings.messaging.bubble_bytes,
    )


def _sealer(settings: Settings) -> Sealer:
    """Make the key of pseudonyms and sealed texts from the platforms' secrets."""
    wechat, wecom = settings.wechat, settings.wecom
    secrets = (wechat.token, wechat.encoding_aes_key, wecom.token, wecom.bot_token)
    digests = [hashlib.sha256(one.get_secret_value().encode()).hexdigest() for one in secrets]
    return Sealer(*digests)
