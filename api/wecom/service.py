"""微信客服: an event only rings; messages are read from a cursor on, answers sent by `send_msg`.

The cursor moves only after every message before it is stored as a job, and a message read twice
meets its own job: nothing is lost or asked twice by a process that dies.
"""

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from api.messaging import jobs, people
from api.messaging.choosing import is_choice
from api.messaging.commands import asks_for_people, is_fetching
from api.messaging.desk import Desk
from api.messaging.errors import CallFailed
from api.messaging.job import Arrival
from api.messaging.platform import Fields, PlatformClient
from api.messaging.pushes import PushOutcome
from api.messaging.refusals import push_all
from api.messaging.rendering import Wording
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
# What could not be read is read again after so many seconds; a token of an event lasts ten minutes.
_READ_AGAIN_S = (1.0, 5.0, 20.0)


class CustomerService:
    """Reads and answers the messages of every 客服 account of the corporation."""

    def __init__(self, client: PlatformClient, desk: Desk, *, servicer: str) -> None:
        self.client = client
        self._desk = desk
        self._servicer = servicer
        self._reading: set[asyncio.Task[None]] = set()
        self._lock = asyncio.Lock()
        desk.pushes.pushers[CHANNEL] = self

    async def ring(self, token: str, account: str, *, until: float) -> None:
        """Read what is new, at most until a time before the callback of it, then behind it."""
        task = asyncio.create_task(self._read_safely(token, account))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)
        await asyncio.wait((task,), timeout=max(until - self._desk.clock(), 0))

    @property
    def _wording(self) -> Wording:
        return self._desk.wording.on(CHANNEL)

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
        for pause_s in (*_READ_AGAIN_S, None):
            try:
                async with self._lock:
                    await self.read(token, account)
            except CallFailed as error:
                log.error("messages not read", extra={"code": error.code})
            # The next event reads on from the same cursor.
            except Exception:
                log.exception("messages not read")
            else:
                return
            if pause_s is not None:
                await asyncio.sleep(pause_s)

    async def read(self, token: str, account: str) -> None:
        """Store every message from the cursor on.

        Raises:
            CallFailed: the platform refused.
        """
        desk, name = self._desk, self._desk.sealer.pseudonym(CHANNEL, account)
        is_first = not await desk.read(people.cursor, name)
        while True:
            cursor = await desk.read(people.cursor, name)
            wanted = {"cursor": cursor, "token": token, "open_kfid": account, "limit": _LIMIT}
            page = await self.client.call("/cgi-bin/kf/sync_msg", wanted)
            messages = page.get("msg_list", [])
            for message in messages if isinstance(messages, list) else []:
                if not (is_first and self._is_old(message)):
                    await self._take(message)
            reached = str(page.get("next_cursor", ""))
            if reached and reached != cursor:
                await desk.write(people.move_cursor, name, reached)
            if not page.get("has_more") or reached in ("", cursor):
                return

    def _is_old(self, message: Mapping[str, object]) -> bool:
        """Whether a message is from before we were there: the platform keeps three days of them."""
        sent = message.get("send_time")
        return isinstance(sent, int) and sent < self._desk.fetchable_since()

    async def _take(self, message: Mapping[str, object]) -> None:
        account, customer = str(message.get("open_kfid", "")), message.get("external_userid")
        if message.get("msgtype") == "event":
            await self._welcome(message.get("event"))
            return
        if message.get("origin") != _FROM_CUSTOMER or not customer or not message.get("msgid"):
            return
        try:
            await self._reply(account, str(customer), str(message["msgid"]), *_asked(message))
        except CallFailed as error:
            log.error("message not answered", extra={"code": error.code})

    async def _reply(
        self, account: str, customer: str, message_id: str, text: str, fixed: str | None
    ) -> None:
        if asks_for_people(text):
            await self._hand_over(account, customer, message_id)
        elif is_fetching(text) and not await is_choice(
            self._desk,
            key=self._key(customer, message_id),
            user=self._user(customer),
            text=text,
        ):
            await self._fetch(account, customer, message_id)
        elif fixed is not None:
            await self._tell(account, customer, message_id, fixed)
        else:
            await self._store(account, customer, message_id, text)

    async def _fetch(self, account: str, customer: str, message_id: str) -> None:
        """Push what could not be pushed before: a new message opens the window again."""
        desk, user = self._desk, self._user(customer)
        job = await desk.read(jobs.waiting, user, since=desk.fetchable_since())
        if job is None:
            await self._tell(account, customer, message_id, "no_waiting")
            return
        await desk.write(jobs.push_at, job.key, desk.clock())
        if not job.is_done:
            await self._tell(account, customer, message_id, "still_looking", token=job.token)

    async def _store(self, account: str, customer: str, message_id: str, text: str) -> None:
        sealer = self._desk.sealer
        arrival = Arrival(
            key=self._key(customer, message_id),
            channel=CHANNEL,
            user=self._user(customer),
            address=sealer.seal(json.dumps([account, customer])),
            question=sealer.seal(text),
        )
        job = await self._desk.arrive(arrival, push_from=self._desk.clock())
        if job is None:
            await self._tell(account, customer, message_id, "too_fast")

    def _key(self, customer: str, message_id: str) -> str:
        return self._desk.sealer.pseudonym(CHANNEL, customer, message_id)

    def _user(self, customer: str) -> str:
        return self._desk.sealer.pseudonym(CHANNEL, customer)

    async def _tell(
        self, account: str, customer: str, message_id: str, key: str, *, token: str = ""
    ) -> None:
        """Say something fixed, once though the message be read again."""
        told = self._wording.told(key, token=token)
        digest = hashlib.sha256(f"{key} {message_id}".encode()).hexdigest()[:_MAX_ID]
        await self._send(account, customer, told, message_id=digest)

    async def _welcome(self, event: object) -> None:
        code = event.get("welcome_code") if isinstance(event, dict) else None
        if not code:
            return
        told = {"content": self._wording.greeting()}
        try:
            body: Fields = {"code": code, "msgtype": "text", "text": told}
            await self.client.call("/cgi-bin/kf/send_msg_on_event", body)
        except CallFailed as error:
            log.info("welcome not sent", extra={"code": error.code})

    async def _hand_over(self, account: str, customer: str, message_id: str) -> None:
        who: Fields = {"open_kfid": account, "external_userid": customer}
        if not await self._is_ours(who):
            return
        await self._tell(account, customer, message_id, "transferred")
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
            # Another process that read the same message may have been faster.
            if await self._is_ours(who):
                await self._tell(account, customer, message_id, "human")

    async def _is_ours(self, who: Fields) -> bool:
        state = await self.client.call("/cgi-bin/kf/service_state/get", who)
        return state.get("service_state") in _OURS

    async def _send(self, account: str, customer: str, text: str, *, message_id: str) -> Fields:
        body: dict[str, object] = {"touser": customer, "open_kfid": account, "msgtype": "text"}
        body |= {"text": {"content": text}, "msgid": message_id}
        return await self.client.call("/cgi-bin/kf/send_msg", body)


def _asked(message: Mapping[str, object]) -> tuple[str, str | None]:
    """Return the question of a message, or the key of what to say in the place of an answer."""
    # It comes as sound alone.
    if message.get("msgtype") == "voice":
        return "", "not_heard"
    body = message.get("text")
    text = str(body.get("content", "")).strip() if isinstance(body, dict) else ""
    if message.get("msgtype") != "text" or not text:
        return "", "only_text"
    return text, "too_long" if len(text) > MAX_QUESTION_CHARS else None
