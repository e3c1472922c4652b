"""A question in, its answer out: with the person's place, session and offered options."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from unicodedata import normalize

from api.errors import NotReady
from api.messaging.people import Person
from api.messaging.rendering import LETTERS
from bot.answer import Answer
from bot.question import Question
from corpus import find_regions, region_named

_MARKS = ".。、，,！!？? "
# 我在鹤壁 is a reply to 您在哪个市？; what is longer is a question that names a place.
_MAX_REPLY_CHARS = 10
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
        now = self.clock()
        chosen = _chosen(text, person.open_options(now))
        # Who answers with a place, or says nothing but one, asks for that place from now on.
        region = _place(chosen) or _place(text) or person.region
        session_id = person.session_id if person.is_talking(now) else None
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
    wanted = normalize("NFKC", text).strip(_MARKS).upper()
    for number, (letter, option) in enumerate(zip(LETTERS, options, strict=False), start=1):
        if wanted in (letter, str(number), option.upper()):
            return option
    if len(wanted) > _MAX_REPLY_CHARS:
        return None
    named = {mention.region for mention in find_regions(wanted)}
    meant = [option for option in options if region_named(option) in named]
    return meant[0] if len(meant) == 1 else None


def _place(text: str | None) -> str | None:
    # Words that are also short forms of places (公安) are none unless they were offered.
    if not text or not find_regions(text):
        return None
    region = region_named(text.strip(_MARKS))
    return region.name if region is not None else None
