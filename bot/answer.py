"""What is answered, in the fields and names of the HTTP contract.

`ANSWER.dump_python(answer, mode="json")` gives the `/api/chat` object, so that the API, the
command line and the eval never disagree about it.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import TypeAdapter

from corpus import Validity


class Status(StrEnum):
    """How the question was met."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    INSUFFICIENT = "insufficient"
    CLARIFY = "clarify"
    OUT_OF_SCOPE = "out_of_scope"
    REFUSED = "refused"


class NoticeKind(StrEnum):
    """What a notice warns of."""

    CONFLICT = "conflict"
    AS_OF = "as_of"
    JURISDICTION = "jurisdiction"
    VALIDITY = "validity"
    SOURCE_DEFECT = "source_defect"
    GAP = "gap"
    AI_GENERATED = "ai_generated"
    DEGRADED = "degraded"


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of a source that supports the answer: `quote == source_text[start:end]`."""

    index: int
    document_id: str
    title: str
    issuer: str | None
    region: str | None
    published: date | None
    validity: Validity
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    page: int | None
    href: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the asker should know beside the answer; `citations` are citation indexes."""

    kind: NoticeKind
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question back, with options drawn from the sources."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent."""

    total: float
    retrieve: float
    write: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. `answer` is Markdown with `[n]` behind each sentence that states something.

    `citations` are numbered from 1 in order of first use; `related` are the nearest passages when
    nothing answers, numbered on their own.
    """

    id: str
    session_id: str
    status: Status
    answer: str
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    related: tuple[Citation, ...] = ()
    clarify: Clarification | None = None
    follow_ups: tuple[str, ...] = ()
    mode: Literal["extractive", "model"] = "extractive"
    model: str | None = None
    generated: bool = False
    timings_ms: Timings = field(default_factory=lambda: Timings(0, 0, 0))


ANSWER = TypeAdapter(Answer)
