"""What askers said of answers, in SQL: a rating and a reason an answer, the last one holds."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import DateTime, Engine, String, Text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bot.errors import AnswerUnknown, FeedbackNotKept
from corpus import create_missing

Rating = Literal["up", "down"]


class _Base(DeclarativeBase):
    pass


class _FeedbackRow(_Base):
    __tablename__ = "feedback"

    answer_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    rating: Mapped[str] = mapped_column(String(8))
    comment: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class FeedbackLog:
    """The stored feedback. The table is made with the first that is kept."""

    def __init__(self, engine: Engine, *, is_known: Callable[[str], bool]) -> None:
        """Take the database, and what tells which ids are of answers that were given."""
        self._engine = engine
        self._is_known = is_known

    def keep(self, answer_id: str, rating: Rating, comment: str | None) -> None:
        """Keep what was said of an answer.

        Raises:
            AnswerUnknown: no answer with this id was given.
            FeedbackNotKept: the database cannot be written.
        """
        if not self._is_known(answer_id):
            raise AnswerUnknown(f"没有给出过编号为 {answer_id!r} 的回答")
        told = comment.replace("\0", "").strip() if comment else None  # PostgreSQL holds no NUL
        row = _FeedbackRow(
            answer_id=answer_id, rating=rating, comment=told or None, at=datetime.now(UTC)
        )
        try:
            with self._engine.begin() as connection:
                create_missing(_Base.metadata, connection)
            with Session(self._engine) as session, session.begin():
                session.merge(row)
        except (SQLAlchemyError, UnicodeEncodeError) as error:
            raise FeedbackNotKept(f"评价没有存下：{type(error).__name__}") from error

    def of(self, answer_id: str) -> tuple[Rating, str | None] | None:
        """Return the rating of an answer with its reason; None where nobody said anything."""
        with self._engine.begin() as connection:
            create_missing(_Base.metadata, connection)
        with Session(self._engine) as session:
            row = session.get(_FeedbackRow, answer_id)
            if row is None:
                return None
            return ("up" if row.rating == "up" else "down"), row.comment

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
