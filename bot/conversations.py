"""Sessions: what was asked and answered before, in SQL, so that a follow-up can lean on it.

Session ids are unguessable and never listed. A read-only store does not stop an answer: what
cannot be kept is lost with a warning, as the design states.
"""

import logging
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import DateTime, Engine, String, Text, delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from bot.question import MAX_TURNS, Turn
from corpus import create_missing

logger = logging.getLogger(__name__)

_ID_BYTES = 18


class _Base(DeclarativeBase):
    pass


class _TurnRow(_Base):
    __tablename__ = "turns"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    session_id: Mapped[str] = mapped_column(String(64), index=True)
    role: Mapped[str] = mapped_column(String(16))
    content: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Conversations:
    """The stored turns of all sessions."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        try:
            with engine.begin() as connection:
                create_missing(_Base.metadata, connection)
        except SQLAlchemyError as error:
            logger.warning("conversations are not kept", extra={"reason": type(error).__name__})

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def turns(self, session_id: str) -> tuple[Turn, ...]:
        """Return the last turns of a session, oldest first; none for an unknown session."""
        newest = (
            select(_TurnRow)
            .where(_TurnRow.session_id == session_id)
            .order_by(_TurnRow.id.desc())
            .limit(MAX_TURNS)
        )
        try:
            with Session(self._engine) as session:
                rows = list(session.scalars(newest))
        except SQLAlchemyError as error:
            logger.warning("session not read", extra={"reason": type(error).__name__})
            return ()
        return tuple(
            Turn("user" if row.role == "user" else "assistant", row.content)
            for row in reversed(rows)
        )

    def keep(self, session_id: str, question: str, answer: str) -> None:
        """Add a question and its answer to a session."""
        now = datetime.now(UTC)
        try:
            with Session(self._engine) as session, session.begin():
                for role, told in (("user", question), ("assistant", answer)):
                    content = told.replace("\0", "")  # PostgreSQL holds none
                    session.add(_TurnRow(session_id=session_id, role=role, content=content, at=now))
        except SQLAlchemyError as error:
            logger.warning("turn not kept", extra={"reason": type(error).__name__})

    def forget(self, session_ids: Sequence[str]) -> None:
        """Delete the turns of sessions."""
        try:
            with Session(self._engine) as session, session.begin():
                session.execute(delete(_TurnRow).where(_TurnRow.session_id.in_(session_ids)))
        except SQLAlchemyError as error:
            logger.warning("sessions not forgotten", extra={"reason": type(error).__name__})


def new_id() -> str:
    """Return an unguessable identifier for a session or an answer."""
    return secrets.token_urlsafe(_ID_BYTES)
