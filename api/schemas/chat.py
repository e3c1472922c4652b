"""Shapes of a question, of a streamed piece and of an error; the answer is `bot.answer.Answer`."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from api.schemas.choices import Mode
from bot.question import MAX_QUESTION_CHARS, MAX_TURNS, Question
from bot.question import Turn as QuestionTurn

# A turn holds a question or one short answer; ten times an answer leaves room.
MAX_TURN_CHARS = 4000
MAX_NAME_CHARS = 100
# As wide as the column that keeps it.
MAX_SESSION_CHARS = 64


def says_something(value: str) -> str:
    """Return a text as it is, unless it is blank."""
    if not value.strip():
        raise PydanticCustomError("blank", "blank")
    return value


class Turn(BaseModel):
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=MAX_TURN_CHARS)


class ChatRequest(BaseModel):
    """A question with its conversation."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "公司没有欠债，怎么走简易注销？"}]}
    )

    question: Annotated[str, AfterValidator(says_something)] = Field(
        min_length=1, max_length=MAX_QUESTION_CHARS
    )
    session_id: str | None = Field(default=None, max_length=MAX_SESSION_CHARS)
    history: list[Turn] = Field(default_factory=list, max_length=MAX_TURNS)
    region: str | None = Field(
        default=None, max_length=MAX_NAME_CHARS, description="默认地区；问题里写明的地区优先"
    )
    mode: Mode = "auto"
    stream: bool = Field(default=False, description="true 时以 text/event-stream 回答")

    def to_question(self) -> Question:
        """Return the value that the assistant takes."""
        return Question(
            text=self.question,
            history=tuple(QuestionTurn(turn.role, turn.content) for turn in self.history),
            session_id=self.session_id,
            region=self.region or None,
            mode=self.mode,
        )


class ErrorDetail(BaseModel):
    """What went wrong: a code for programs, a Chinese sentence for people."""

    code: str
    message: str
    request_id: str


class ErrorBody(BaseModel):
    """The body of every error."""

    error: ErrorDetail


class StreamText(BaseModel):
    """What is being done now (event `status`), or a checked piece to append (event `delta`)."""

    text: str
