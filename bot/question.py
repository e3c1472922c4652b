"""What is asked: the question with its conversation and default place."""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["auto", "extractive", "model"]

MAX_QUESTION_CHARS = 1000
MAX_TURNS = 20


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation, oldest first."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked. `region` is a default place, overridden by a place in the text."""

    text: str
    history: tuple[Turn, ...] = ()
    session_id: str | None = None
    region: str | None = None
    mode: Mode = "auto"
