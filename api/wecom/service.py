"""微信客服: an event only rings; messages are read from a cursor on, answers sent by `send_msg`.

The cursor moves only after every message before it is stored as a job, and a message read twice
meets its own job: nothing is lost or asked twice by a process that dies.
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from api.messaging import people
from api.messaging.desk import Desk
from api.messaging.errors import CallFailed
from api.messaging.job import Arrival
from api.messaging.platform import Fields, PlatformClient
from api.messaging.pushes import PushOutcome
from api.messaging.refusals import push_all
from api.wechat.replies import ASKING_FOR_PEOPLE
from bot.question import MAX_QUESTION_CHARS

log = logging.getLogger(__name__)

CHANNEL = "kf"
EVENT = "kf_msg_or_event"
_FROM_CUSTOMER = 3
_LIMIT = 1000
_TAKEN_OVER, _WAITING_POOL = 3, 2
# The session is the assistant's or nobody's: only then may we send.
_OURS = (0, 1)
_MAX_ID = 32


class CustomerService:
    """Reads and answers the messages of every 客服 account of the corporation."""

    def __init__(self, client: PlatformClient, desk: Desk, *, servicer: str) -> None:
        self.client = client
        self._desk = desk
        self._servicer = servicer
        self._reading: set[asyncio.Task[None]] = set()
        self._lock = asyncio.Lock()
        desk.pushes.pushers[CHANNEL] = self

    def ring(self, token: str, account: str) -> None:
        """Read what is new, behind the callback."""
        task = asyncio.create_task(self._read_safely(token, account))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def stop(self) -> None:
        """Stop reading; the cursor stays where all before it is stored."""
        for task in self._reading:
            task.cancel()
        await asyncio.gather(*self._reading, return_exceptions=True)

    async def push(
        self,
        job_key: str,
        address: str,
        bubbles: Sequence[str],
        *,
        sent: Callable[[], Awaitable[None]],
    ) -> PushOutcome:
        """Send the bubbles in order; the platform drops an id that it got already."""
        account, customer = json.loads(address)

        async def send(bubble: str) -> object:
            digest = hashlib.sha256(f"{job_key}{bubble}".encode("utf-8", "replace")).hexdigest()
            return await self._send(account, customer, bubble, message_id=digest[:_MAX_ID])

        return await push_all(bubbles, send=send, sent=sent)

    async def _read_safely(self, token: str, account: str) -> None:
        try:
            async with self._lock:
                await self.read(token, account)
        except CallFailed as error:
            log.error("messages not read", extra={"code": error.code})
        # The next event reads on from the same cursor.
        except Exception:
            log.exception("messages not read")

    async def read(self, token: str, account: str) -> None:
        """Store every message from the cursor on.

        Raises:
            CallFailed: the platform refused.
        """
        desk, name = self._desk, self._desk.sealer.pseudonym(CHANNEL, account)
        while True:
            cursor = await desk.read(people.cursor, name)
            wanted = {"cursor": cursor, "token": token, "open_kfid": account, "limit": _LIMIT}
            page = await self.client.call("/cgi-bin/kf/sync_msg", wanted)
            messages = page.get("msg_list", [])
            for message in messages if isinstance(messages, list) else []:
                await self._take(message)
            reached = str(page.get("next_cursor", ""))
            if reached and reached != cursor:
                await desk.write(people.move_cursor, name, reached)
            if not page.get("has_more") or reached in ("", cursor):
                return

    async def _take(self, message: Mapping[str, object]) -> None:
        account, customer = str(message.get("open_kfid", "")), message.get("external_userid")
        if message.get("msgtype") == "event":
            await self._welcome(message.get("event"))
            return
        if message.get("origin") != _FROM_CUSTOMER or not customer or not message.get("msgid"):
            return
        text, fixed = _asked(message)
        try:
            if text in ASKING_FOR_PEOPLE:
                await self._hand_over(account, str(customer))
            elif fixed is not None:
                await self._tell(account, str(customer), str(message["msgid"]), fixed)
            else:
                await self._store(account, str(customer), str(message["msgid"]), text)
        except CallFailed as error:
            log.error("message not answered", extra={"code": error.code})

    async def _store(self, account: str, customer: str, message_id: str, text: str) -> None:
        sealer = self._desk.sealer
        arrival = Arrival(
            key=sealer.pseudonym(CHANNEL, customer, message_id),
            channel=CHANNEL,
            user=sealer.pseudonym(CHANNEL, customer),
            address=sealer.seal(json.dumps([account, customer])),
            question=sealer.seal(text),
        )
        job = await self._desk.arrive(arrival, push_from=self._desk.clock())
        if job is None:
            await self._tell(account, customer, message_id, "too_fast")

    async def _tell(self, account: str, customer: str, message_id: str, key: str) -> None:
        """Say something fixed, once though the message be read again."""
        told = self._desk.wording.told(key)
        digest = hashlib.sha256(message_id.encode()).hexdigest()[:_MAX_ID]
        await self._send(account, customer, told, message_id=digest)

    async def _welcome(self, event: object) -> None:
        code = event.get("welcome_code") if isinstance(event, dict) else None
        if not code:
            return
        told = {"content": self._desk.wording.greeting()}
        try:
            body: Fields = {"code": code, "msgtype": "text", "text": told}
            await self.client.call("/cgi-bin/kf/send_msg_on_event", body)
        except CallFailed as error:
            log.info("welcome not sent", extra={"code": error.code})

    async def _hand_over(self, account: str, customer: str) -> None:
        who = {"open_kfid": account, "external_userid": customer}
        state = await self.client.call("/cgi-bin/kf/service_state/get", who)
        if state.get("service_state") not in _OURS:
            return
        told = self._desk.wording.told("transferred")
        await self._send(account, customer, told, message_id=None)
        target: Fields = {**who, "service_state": _WAITING_POOL}
        if self._servicer:
            target = {
                **who,
                "service_state": _TAKEN_OVER,
                "servicer_userid": self._servicer,
            }
        try:
            await self.client.call("/cgi-bin/kf/service_state/trans", target)
        except CallFailed:
            human = self._desk.wording.told("human")
            await self._send(account, customer, human, message_id=None)

    async def _send(
        self, account: str, customer: str, text: str, *, message_id: str | None
    ) -> Fields:
        body: dict[str, object] = {"touser": customer, "open_kfid": account, "msgtype": "text"}
        body |= {"text": {"content": text}} | ({"msgid": message_id} if message_id else {})
        return await self.client.call("/cgi-bin/kf/send_msg", body)


def _asked(message: Mapping[str, object]) -> tuple[str, str | None]:
    """Return the question of a message, or the key of what to say in the place of an answer."""
    body = message.get("text")
    text = str(body.get("content", "")).strip() if isinstance(body, dict) else ""
    if message.get("msgtype") != "text" or not text:
        return "", "only_text"
    return text, "too_long" if len(text) > MAX_QUESTION_CHARS else None
