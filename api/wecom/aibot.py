"""The AI bot of a 企业微信: JSON in, a stream out that the platform asks for until it is finished.

The stream's id is the job's key, so any process can go on with it after another was killed.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from api.messaging import callbacks, jobs
from api.messaging.crypto import MessageCrypt
from api.messaging.desk import Desk
from api.messaging.errors import BodyRefused
from api.messaging.job import Arrival, Job, Path
from api.messaging.rendering import Wording
from bot.question import MAX_QUESTION_CHARS
from bot.settings import WecomSettings

CHANNEL = "aibot"
# The platform gives up six minutes after the message.
_LONGEST_S = 340.0
# A stream may hold 20,480.
_MAX_BYTES = 18_000
_FIRST_WAIT_S = 1.0
# In a group whoever asks names the bot, which is no part of the question.
_NAMED = re.compile(r"^(?:@\S+\s+)+|(?:\s+@\S+)+$")

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class AiBot:
    """What the callbacks of an AI bot are served with; its receive_id is empty."""

    desk: Desk
    crypt: MessageCrypt

    @classmethod
    def of(cls, settings: WecomSettings, desk: Desk) -> "AiBot":
        """Return the bridge of a bot."""
        key = settings.bot_encoding_aes_key.get_secret_value()
        return cls(desk, MessageCrypt(settings.bot_token.get_secret_value(), key, ""))

    @property
    def wording(self) -> Wording:
        """What is told, in Markdown and in one message."""
        return self.desk.wording.on(CHANNEL, max_bytes=_MAX_BYTES)

    async def verify(self, request: Request) -> Response:
        """Answer the check of the address with what it sealed."""
        return PlainTextResponse(callbacks.echo(self.crypt, callbacks.Query.of(request)))

    async def receive(self, request: Request) -> Response:
        """Answer a message, or a question for how far its stream is."""
        query = callbacks.Query.of(request)
        query.require_fresh(self.desk.clock(), self.desk.settings.window_s)
        envelope = _object(await callbacks.body_of(request))
        sealed = callbacks.opened(self.crypt, query, str(envelope.get("encrypt", "")))
        reply = await self._reply(_object(sealed.encode()))
        if reply is None:
            return PlainTextResponse("")
        encrypted = self.crypt.encrypt(json.dumps(reply, ensure_ascii=False))
        return JSONResponse(
            {
                "encrypt": encrypted,
                "msgsignature": self.crypt.sign(query.timestamp, query.nonce, encrypted),
                "timestamp": int(query.timestamp),
                "nonce": query.nonce,
            }
        )

    async def _reply(self, fields: Fields) -> Fields | None:
        kind = fields.get("msgtype")
        if kind == "stream":
            return await self._refreshed(_inner(fields, "stream", "id"), _sender(fields))
        if kind == "event":
            entered = _inner(fields, "event", "eventtype") == "enter_chat"
            told = {"content": self.wording.greeting()}
            return {"msgtype": "text", "text": told} if entered else None
        return await self._begun(fields)

    async def _begun(self, fields: Fields) -> Fields:
        kind = str(fields.get("msgtype", ""))
        message_id, user = str(fields.get("msgid", "")), _sender(fields)
        if not message_id or not user:
            raise BodyRefused("fields")
        desk, told = self.desk, self.wording.told
        text = _text(fields, kind)
        key = desk.sealer.pseudonym(CHANNEL, user, message_id)
        if not text or len(text) > MAX_QUESTION_CHARS:
            return _stream(key, told("too_long" if text else "only_text"), is_finished=True)
        arrival = Arrival(
            key=key,
            channel=CHANNEL,
            user=desk.sealer.pseudonym(CHANNEL, user),
            address=desk.sealer.seal(user),
            question=desk.sealer.seal(text),
        )
        job = await desk.arrive(arrival, push_from=None)
        if job is None:
            return _stream(key, told("too_fast"), is_finished=True)
        if (await desk.wait(job, until=desk.clock() + _FIRST_WAIT_S)).is_done:
            job = await desk.read(jobs.find, key)
        return await self._so_far(key, job)

    async def _refreshed(self, key: str, user: str) -> Fields:
        job = await self.desk.read(jobs.find, key)
        # A stream is shown only to who asked for it.
        is_own = job is not None and job.user == self.desk.sealer.pseudonym(CHANNEL, user)
        return await self._so_far(key, job if is_own else None)

    async def _so_far(self, key: str, job: Job | None) -> Fields:
        told = self.wording.told
        if job is None:
            return _stream(key, told("failed"), is_finished=True)
        if not job.is_done:
            is_late = self.desk.clock() - job.created_at > _LONGEST_S
            text = told("still_late" if is_late else "page_looking", token=job.token)
            return _stream(key, text, is_finished=is_late)
        # A finished stream may be asked for again: its reply was lost.
        await self.desk.take(job.key, Path.PASSIVE, by=key)
        (text,) = self.wording.of(job, limit=1)
        return _stream(key, text, is_finished=True)


def _stream(key: str, content: str, *, is_finished: bool) -> Fields:
    stream = {"id": key, "finish": is_finished, "content": content}
    return {"msgtype": "stream", "stream": stream}


def _object(body: bytes) -> Fields:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BodyRefused("json") from error
    if not isinstance(found, dict):
        raise BodyRefused("json")
    return found


def _text(fields: Fields, kind: str) -> str:
    """Return what a message says in words: as text, as recognised speech, or beside pictures."""
    if kind in ("text", "voice"):
        text = _inner(fields, kind, "content")
    elif kind == "mixed" and isinstance(mixed := fields.get(kind), dict):
        items = mixed.get("msg_item")
        parts = [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
        text = " ".join(_inner(one, "text", "content") for one in parts).strip()
    else:
        text = ""
    return _NAMED.sub("", text.strip()) if fields.get("chattype") == "group" else text.strip()


def _inner(fields: Fields, name: str, inner: str) -> str:
    found = fields.get(name)
    return str(found.get(inner, "")) if isinstance(found, dict) else ""


def _sender(fields: Fields) -> str:
    return _inner(fields, "from", "userid")
