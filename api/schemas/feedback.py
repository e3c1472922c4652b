"""Shapes of what askers say about answers: a rating in, a receipt out."""

from typing import Literal

from pydantic import BaseModel, Field

from api.schemas.chat import MAX_SESSION_CHARS

MAX_COMMENT_CHARS = 1000


class FeedbackRequest(BaseModel):
    """Whether an answer helped, and why not."""

    answer_id: str = Field(min_length=1, max_length=MAX_SESSION_CHARS)
    rating: Literal["up", "down"]
    comment: str | None = Field(default=None, max_length=MAX_COMMENT_CHARS)


class FeedbackKept(BaseModel):
    """What was kept."""

    answer_id: str
    rating: Literal["up", "down"]
