"""Doubles shipped beside the contracts, for tests of what stands on the bot."""

from collections.abc import AsyncGenerator, AsyncIterator, Sequence

from bot.answer import Answer
from bot.contracts import Brief, CitationEvent, DeltaEvent, DoneEvent, Event, StatusEvent
from bot.groundedness import Claim
from bot.question import Question
from prompts import Prompt, example_questions


class ScriptedAssistant:
    """Gives the answers of a list in turn and fails when asked more."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._answers = list(answers)
        self.asked: list[Question] = []

    def examples(self) -> tuple[str, ...]:
        """Return the example questions of the product."""
        return example_questions()

    async def answer(self, question: Question) -> Answer:
        """Return the next answer."""
        self.asked.append(question)
        if not self._answers:
            raise AssertionError(f"asked more than scripted: {question.text!r}")
        return self._answers.pop(0)

    async def stream(self, question: Question) -> AsyncIterator[Event]:
        """Return the events of the next answer."""
        answer = await self.answer(question)
        yield StatusEvent("正在查找资料…")
        for citation in answer.citations:
            yield CitationEvent(citation)
        yield DeltaEvent(answer.answer)
        yield DoneEvent(answer)


class ScriptedWriter:
    """Writes the claims of a list in turn, whatever the facts."""

    def __init__(self, drafts: Sequence[Sequence[Claim]]) -> None:
        self._drafts = [list(draft) for draft in drafts]

    async def write(self, brief: Brief) -> AsyncGenerator[Claim, None]:
        """Yield the claims of the next draft."""
        if not self._drafts:
            raise AssertionError(f"written more than scripted: {brief.question!r}")
        for claim in self._drafts.pop(0):
            yield claim


class ScriptedModel:
    """A chat model that says the pieces of a list in turn, or raises what stands among them."""

    def __init__(self, drafts: Sequence[Sequence[str | Exception]], *, name: str = "脚本") -> None:
        self.name = name
        self._drafts = [list(draft) for draft in drafts]
        self.prompts: list[Prompt] = []

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """Yield the pieces of the next draft."""
        self.prompts.append(prompt)
        if not self._drafts:
            raise AssertionError("asked more than scripted")
        for piece in self._drafts.pop(0):
            if isinstance(piece, Exception):
                raise piece
            yield piece
