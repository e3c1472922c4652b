"""Doubles shipped beside the contracts, for tests of what stands on the bot."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence

from bot.answer import Answer
from bot.contracts import Brief, CitationEvent, DeltaEvent, DoneEvent, Event, StatusEvent
from bot.evidence.judging import Finding
from bot.grounding.groundedness import Claim
from bot.question import Question
from prompts import Prompt


class ScriptedAssistant:
    """Gives one answer to every question, or raises it; by a table, the answer to each text.

    `asked` holds what it was asked.
    """

    def __init__(self, result: Answer | Exception | Mapping[str, Answer]) -> None:
        self.result = result
        self.asked: list[Question] = []

    def searched_for(self, question: Question) -> str:
        """Return all that was asked, as a question that leans on its history is searched for."""
        earlier = [turn.content for turn in question.history if turn.role == "user"]
        return "".join([*earlier, question.text])

    def findings(self, question: Question) -> list[Finding]:
        """Return nothing: the answers come from a script."""
        del question
        return []

    async def answer(self, question: Question) -> Answer:
        """Return the answer of the script."""
        self.asked.append(question)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result if isinstance(self.result, Answer) else self.result[question.text]

    async def stream(self, question: Question) -> AsyncIterator[Event]:
        """Yield the answer of the script in events."""
        yield StatusEvent("正在查找资料…")
        answer = await self.answer(question)
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
