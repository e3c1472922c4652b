"""Shapes of what may be asked next: a question with what its answer cites in, questions out."""

from pydantic import BaseModel, Field

from api.schemas.chat import MAX_NAME_CHARS, MAX_SESSION_CHARS
from bot.next_questions import Cited
from bot.question import MAX_QUESTION_CHARS, Question

MAX_CITATIONS = 20
MAX_ID_CHARS = 500


class CitedSpan(BaseModel):
    """A citation of the answer, by its place in the source."""

    document_id: str = Field(max_length=MAX_ID_CHARS)
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class FollowUpRequest(BaseModel):
    """What was asked, and what its answer cites."""

    question: str = Field(min_length=1, max_length=MAX_QUESTION_CHARS)
    session_id: str | None = Field(default=None, max_length=MAX_SESSION_CHARS)
    region: str | None = Field(default=None, max_length=MAX_NAME_CHARS)
    citations: list[CitedSpan] = Field(max_length=MAX_CITATIONS)

    def to_question(self) -> Question:
        """Return the question as the product takes it."""
        return Question(
            self.question, session_id=self.session_id, region=self.region, mode="extractive"
        )

    def to_cited(self) -> list[Cited]:
        """Return the spans as the product takes them."""
        return [Cited(one.document_id, one.start, one.end) for one in self.citations]


class FollowUps(BaseModel):
    """Questions to ask next, nearest first."""

    follow_ups: tuple[str, ...] = ()
