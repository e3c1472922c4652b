"""What a run folder keeps, line by line: records of questions, source texts, the config."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, JsonValue

from bot.answer import Answer
from bot.question import Mode
from corpus import Span


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hit(_Kept):
    """A hit of the search: a span `[start, end)` of a document, best rank 1."""

    rank: int
    document_id: str
    chunk_id: str
    start: int
    end: int


class Predicted(_Kept):
    """The evidence that an answer would begin with: a span `[start, end)` of a document.

    `chance` is the probability that it answers, as the product models it.
    """

    chance: float
    document_id: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The span of the document's source text."""
        return Span(self.start, self.end)


class Record(_Kept):
    """What came of one question: an answer, or the error that it ended in."""

    id: str
    answer: Answer | None = None
    error: str | None = None
    hits: tuple[Hit, ...] = ()
    predicted: Predicted | None = None
    latency_ms: float | None = None


class SourceText(_Kept):
    """The source text of one document as the store gave it."""

    id: str
    sha256: str
    text: str


class GoldRef(_Kept):
    """A gold file as it was when the run began."""

    path: str
    sha256: str


class RunConfig(_Kept):
    """What a run was made with. `settings` holds no secrets."""

    name: str
    started: datetime
    gold: tuple[GoldRef, ...]
    categories: tuple[str, ...] = ()
    limit: int | None = None
    mode: Mode = "extractive"
    settings: dict[str, JsonValue]
    corpus_fingerprint: str
    git_commit: str | None
    python: str
    cpu_count: int | None
    load_average: tuple[float, float, float]
