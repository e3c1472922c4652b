"""A question in, its answer out: with the person's place, session and offered options."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from api.errors import NotReady
from api.messaging.people import Person
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
    clock: Callable[[], float]

    async def answer(self, person: Person, text: str) -> tuple[Answer, Person]:
        """Answer a person's question; return also what is to be remembered of the person."""
        is_fresh = self.clock() - person.at < SESSION_S
        chosen = _chosen(text, person.options) if is_fresh else None
        region = _place(chosen) or person.region
        session_id = person.session_id if is_fresh else None
        asked = Question(chosen or text, session_id=session_id, region=region)
        answer = await self.assistant.answer(asked)
        options = answer.clarify.options if answer.clarify is not None else ()
        return answer, Person(region, answer.session_id, options, at=self.clock())

    def is_ready(self) -> bool:
        """Return whether the product can answer."""
        try:
            self.require_answers()
        except NotReady:
            return False
        return True

    async def until_ready(self) -> None:
        """Wait until the product can answer."""
        while not self.is_ready():  # noqa: ASYNC110  # it tells nobody when it is
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
