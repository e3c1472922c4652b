"""Contracts of the product: what writes an answer, and what happens while it is written."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.answer import Answer, Citation
from bot.grounding.groundedness import Claim
from bot.question import Turn
from prompts import Prompt
from retrieval import Outage


@dataclass(frozen=True, slots=True)
class Fact:
    """A point ready to be told: its text and the indexes of its citations (from 1).

    `source` is the place or issuer, set where the answer sets several side by side; `origin` are
    the place and issuer of what is cited, whatever the answer tells of them. `lead` goes before the
    text, a yes or no or what part of a procedure it tells, `tail` behind it, who says so and as of
    when. `columns` names the columns of a table's row. `is_head` says that it introduces the facts
    behind it, which are counted without it.
    """

    text: str
    citations: tuple[int, ...]
    source: str | None = None
    origin: str = ""
    lead: str = ""
    tail: str = ""
    columns: str = ""
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """What a writer is given. `quotes[i]` is the clean text of citation i + 1."""

    question: str
    facts: tuple[Fact, ...]
    quotes: tuple[str, ...] = ()


class Writer(Protocol):
    """Writes the sentences of an answer from facts, each yielded when it may be shown.

    What is yielded is not taken back, so a writer that could be wrong checks each sentence first.
    """

    def write(self, brief: Brief) -> AsyncGenerator[Claim, None]:
        """Yield the claims in order."""
        ...


class ChatModel(Protocol):
    """A language model that answers a prompt piece by piece."""

    @property
    def name(self) -> str:
        """What the model is called."""
        ...

    def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """Yield the text as it comes.

        Raises:
            ModelUnavailable: the endpoint is away, refuses, or answers something else.
        """
        ...


class Memory(Protocol):
    """Remembers what was said in each session."""

    def turns(self, session_id: str) -> tuple[Turn, ...]:
        """Return the last turns of a session, oldest first; none for an unknown session."""
        ...

    def keep(self, session_id: str, question: str, answer: str) -> None:
        """Add a question and its answer to a session."""
        ...


class Outages(Protocol):
    """Tells which parts of searching are away."""

    def current(self) -> Sequence[Outage]:
        """Return what a question asked now goes without."""
        ...


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """What the product is doing now, in Chinese."""

    text: str
    kind: Literal["status"] = "status"


@dataclass(frozen=True, slots=True)
class CitationEvent:
    """A citation that the text to come refers to."""

    citation: Citation
    kind: Literal["citation"] = "citation"


@dataclass(frozen=True, slots=True)
class DeltaEvent:
    """A checked sentence: nothing is streamed that the checks could still take back."""

    text: str
    kind: Literal["delta"] = "delta"


@dataclass(frozen=True, slots=True)
class DoneEvent:
    """The whole answer; the last event."""

    answer: Answer
    kind: Literal["done"] = "done"


Event = StatusEvent | CitationEvent | DeltaEvent | DoneEvent
