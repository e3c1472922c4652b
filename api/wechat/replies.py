"""The five-second rule: a message in, its passive reply out, or nothing and a push later.

Every attempt at a message meets the same stored job. One path takes the answer: passive here,
push by the desk, fetch by 回复 1 here, or the answer page.
"""

import asyncio
import logging
from dataclasses import dataclass, replace

from api.messaging import jobs, people
from api.messaging.choosing import is_choice
from api.messaging.commands import asks_for_people, is_fetching
from api.messaging.counters import count
from api.messaging.desk import Desk
from api.messaging.job import Arrival, Job, Path
from api.messaging.people import Person
from api.messaging.rendering import Wording
from api.messaging.steps import Taken
from api.messaging.waiters import IsGone
from api.wechat.messages import Incoming, Kind
from bot.question import MAX_QUESTION_CHARS

log = logging.getLogger(__name__)

# The platform cuts at five seconds; what is still open then gets no reply that counts.
_CUT_S = 6.0
# By then something is replied even if the database stalls.
_REPLY_BY_S = 4.7
# However late the loop is, a message has this long to be stored.
_LEAST_S = 1.5
# An attempt this long after the message was written is the last, whatever we saw before: it is
# answered at once with what there is, as nothing comes after it but a fault shown to the asker.
_LAST_ATTEMPT_S = 8.0
# The platform makes no attempt so late: what is told of the time is wrong.
_NO_ATTEMPT_S = 60.0
_ATTEMPTS = 3
# A push waits until the platform's attempts are over, should this process die before it gives up.
_ATTEMPTS_S = 15.0
_HOLD_CHECK_S = 0.2


@dataclass(frozen=True, slots=True)
class _Later:
    """No reply now: the platform cuts and tries again. The text is for one that does not cut."""

    text: str


@dataclass(slots=True)
class Replies:
    """Replies of one channel. `may_push` falls when the platform says that it may not."""

    desk: Desk
    channel: str
    may_push: bool
    placeholder_at: int
    reply_by_s: float = _REPLY_BY_S
    cut_s: float = _CUT_S

    @property
    def wording(self) -> Wording:
        """What is told, as this channel shows it."""
        return self.desk.wording.on(self.channel)

    def key(self, message: Incoming) -> str:
        """Return under which key a message's job is stored."""
        return self.desk.sealer.pseudonym(self.channel, message.sender, message.id)

    async def to(self, message: Incoming, *, arrived: float, is_gone: IsGone) -> str | None:
        """Return the text to reply with; None: no reply.

        Args:
            message: what came.
            arrived: when the callback arrived.
            is_gone: whether the platform has cut the connection.
        """
        reply = await self._in_time(message, arrived, is_gone)
        if not isinstance(reply, _Later):
            return reply
        await self._hold(arrived + self.cut_s, is_gone)
        return reply.text

    async def _in_time(
        self, message: Incoming, arrived: float, is_gone: IsGone
    ) -> str | _Later | None:
        """Return the reply; if all fails, none that would end the attempts at a lost message."""
        left_s = arrived + self.reply_by_s - self._lost_s() - self.desk.clock()
        try:
            async with asyncio.timeout(left_s):
                return await self._reply(message, arrived, is_gone)
        except TimeoutError:
            count("late", self.channel)
            log.warning("message not replied to in time")
        # A fault of ours must not become one that the platform shows: it may pass by the next try.
        except Exception as error:
            count("failed_callback", self.channel)
            log.exception("message not replied to", extra={"reason": type(error).__name__})
        busy = self.wording.told("busy")
        return busy if _is_last(message) else _Later(busy)

    async def _reply(
        self, message: Incoming, arrived: float, is_gone: IsGone
    ) -> str | _Later | None:
        told = self.wording.told
        if message.kind is Kind.LEFT:
            await self.desk.forget(self._user(message))
            return None
        if await is_gone():
            await self._keep(message, arrived)
            return None
        if message.kind is Kind.QUESTION:
            return await self._to_words(message, arrived, is_gone)
        fixed = {Kind.UNHEARD: "not_heard", Kind.UNREADABLE: "only_text"}
        if message.kind in fixed:
            return told(fixed[message.kind])
        if message.kind is Kind.ENTERED and not await self._is_new(message):
            return None
        greeted = (Kind.FOLLOWED, Kind.ENTERED)
        return self.wording.greeting() if message.kind in greeted else None

    async def _keep(self, message: Incoming, arrived: float) -> None:
        """Keep a question that nobody listens for any more, if no further attempt at it comes.

        It waited too long here: its asker was shown a fault, and may still be pushed the answer,
        or ask for it.
        """
        comes_again = 0 <= message.age_s <= _LAST_ATTEMPT_S
        words = message.kind is Kind.QUESTION and not comes_again
        if not words or is_fetching(message.text) or asks_for_people(message.text):
            return
        if len(message.text) <= MAX_QUESTION_CHARS:
            await self._arrived(message, arrived)

    async def _is_new(self, message: Incoming) -> bool:
        """Whether nothing is known of who opens the chat, as happens many times a day."""
        user, nobody = self._user(message), Person()
        if await self.desk.read(people.find, user) != nobody:
            return False
        await self.desk.write(people.keep, user, replace(nobody, at=self.desk.clock()))
        return True

    async def _to_words(
        self, message: Incoming, arrived: float, is_gone: IsGone
    ) -> str | _Later | None:
        told = self.wording.told
        if asks_for_people(message.text):
            return told("human")
        if is_fetching(message.text):
            key, user = self.key(message), self._user(message)
            if not await is_choice(self.desk, key=key, user=user, text=message.text):
                return await self._fetched(message, arrived, is_gone)
        if len(message.text) > MAX_QUESTION_CHARS:
            return told("too_long")
        return await self._answered(message, arrived, is_gone)

    async def _answered(
        self, message: Incoming, arrived: float, is_gone: IsGone
    ) -> str | _Later | None:
        desk = self.desk
        job = await self._arrived(message, arrived)
        if job is None:
            return self.wording.told("too_fast")
        is_last = _is_last(message) or _was_last(job, arrived)
        waited = await desk.wait(job, until=self._until(arrived, is_last), is_gone=is_gone)
        if waited.taken is not None:
            return self._passive(waited.taken)
        if waited.is_done:
            # Who is no longer connected gets it from the next attempt, the push or the fetch.
            taken = None if await is_gone() else await desk.take(job.key, Path.PASSIVE, by=job.key)
            return self._passive(taken) if taken is not None else None
        looking = self.wording.told("looking", token=job.token)
        if self.may_push:
            await desk.write(jobs.push_at, job.key, desk.clock())
            # A tap on the menu opens the pushes for a minute only; then it is fetched.
            return looking if message.is_menu else None
        # One attempt fewer is left to be lost by a machine that has no time.
        may_wait = job.attempts < self.placeholder_at and not is_last
        may_wait = may_wait and not desk.lateness.is_strained
        return _Later(looking) if may_wait else looking

    def _passive(self, taken: Taken) -> str:
        # Nothing that may fail or take long comes after an answer was taken.
        note = self.wording.told("others") if taken.has_other else ""
        (bubble,) = self.wording.of(taken.job, limit=1, note=note)
        return bubble

    async def _fetched(self, message: Incoming, arrived: float, is_gone: IsGone) -> str | None:
        desk, key, user = self.desk, self.key(message), self._user(message)
        since = arrived - desk.settings.fetch_s
        job = await desk.read(jobs.waiting, user, since=since, fetched_by=key)
        if job is None:
            return await self._nothing_to_fetch(user, arrived)
        until = self._until(arrived, _is_last(message))
        if not (await desk.wait(job, until=until)).is_done:
            return self.wording.told("still_looking", token=job.token)
        if await is_gone():
            return None
        if (taken := await desk.take(job.key, Path.FETCH, by=key)) is None:
            return await self._nothing_to_fetch(user, arrived)
        (bubble,) = self.wording.of(taken.job, limit=1)
        return bubble

    async def _nothing_to_fetch(self, user: str, now: float) -> str:
        desk = self.desk
        last = await desk.read(jobs.newest, user, since=now - desk.settings.fetch_s)
        if last is None:
            return self.wording.told("no_waiting")
        return self.wording.told("last_answer", token=last.token)

    def _until(self, arrived: float, is_last: bool) -> float:
        # Whoever wants the last attempt to wait has said so.
        is_hurried = is_last and self.placeholder_at < _ATTEMPTS
        return arrived + (0 if is_hurried else self.desk.settings.wait_s - self._lost_s())

    def _lost_s(self) -> float:
        """How much of the five seconds waits for us, unseen: before a callback is begun, and after.

        What is left is enough to store the message and to say that its answer is being looked for.
        """
        return max(min(self.desk.lateness.lost_s, self.reply_by_s - _LEAST_S), 0)

    async def _arrived(self, message: Incoming, arrived: float) -> Job | None:
        push_from = arrived + _ATTEMPTS_S if self.may_push else None
        return await self.desk.arrive(self._arrival(message), push_from=push_from)

    async def _hold(self, until: float, is_gone: IsGone) -> None:
        # The server tells of a cut connection only when it is asked.
        while self.desk.clock() < until and not await is_gone():  # noqa: ASYNC110
            await asyncio.sleep(_HOLD_CHECK_S)

    def _arrival(self, message: Incoming) -> Arrival:
        seal = self.desk.sealer.seal
        return Arrival(
            key=self.key(message),
            channel=self.channel,
            user=self._user(message),
            address=seal(message.sender),
            question=seal(message.text),
        )

    def _user(self, message: Incoming) -> str:
        return self.desk.sealer.pseudonym(self.channel, message.sender)


def _is_last(message: Incoming) -> bool:
    return _LAST_ATTEMPT_S < message.age_s < _NO_ATTEMPT_S


def _was_last(job: Job, arrived: float) -> bool:
    return job.attempts >= _ATTEMPTS or arrived - job.created_at > _LAST_ATTEMPT_S
