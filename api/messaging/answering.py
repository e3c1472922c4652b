"""A stored question in, its answer out: with the person's place, session and offered options."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from api.errors import NotReady
from api.messaging.people import People, Person
from api.messaging.rendering import LETTERS
from bot.answer import Answer
from bot.question import Question
from corpus import region_named

# A conversation that rested this long is over.
SESSION_S = 1800.0
_READY_CHECK_S = 0.5


class Answerer(Protocol):
    """Answers questions."""

    async def answer(self, question: Question) -> Answer:
        """Return the whole answer."""
        ...


@dataclass(frozen=True, slots=True)
class PersonalAnswers:
    """Answers questions as this person's."""

    assistant: Answerer
    require_answers: Callable[[], None]
    people: People
    clock: Callable[[], float]

    async def answer(self, user: str, text: str) -> Answer:
        """Answer a question, once the product can, and remember what belongs to the person."""
        await self._until_ready()
        person = await asyncio.to_thread(self.people.find, user)
        is_fresh = self.clock() - person.at < SESSION_S
        chosen = _chosen(text, person.options) if is_fresh else None
        person = replace(person, region=_place(chosen) or person.region)
        session_id = person.session_id if is_fresh else None
        asked = Question(chosen or text, session_id=session_id, region=person.region)
        answer = await self.assistant.answer(asked)
        options = answer.clarify.options if answer.clarify is not None else ()
        kept = Person(person.region, answer.session_id, options, at=self.clock())
        await asyncio.to_thread(self.people.keep, user, kept)
        return answer

    async def _until_ready(self) -> None:
        while True:
            try:
                return self.require_answers()
            except NotReady:
                await asyncio.sleep(_READY_CHECK_S)


def _chosen(text: str, options: tuple[str, ...]) -> str | None:
    wanted = text.strip().strip(".。、").upper()
    for letter, option in zip(LETTERS, options, strict=False):
        if wanted in (letter, option.upper()):
            return option
    return None


def _place(chosen: str | None) -> str | None:
    region = region_named(chosen) if chosen else None
    return region.name if region is not None else None
