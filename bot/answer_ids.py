"""Ids of answers, which nobody else can make up: a random token and its seal.

So that what is said of an answer is said of one that was given, without keeping every answer. The
key lies in the database: all processes over it know each other's answers, after a restart too.
"""

import base64
import hashlib
import hmac
import logging
import secrets

from sqlalchemy import Engine, LargeBinary, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from corpus import create_missing

logger = logging.getLogger(__name__)

_TOKEN_BYTES, _SEAL_BYTES, _KEY_BYTES = 12, 12, 32  # multiples of 3: no padding in base64
_SEAL_CHARS = _SEAL_BYTES * 4 // 3


class _Base(DeclarativeBase):
    pass


class _KeyRow(_Base):
    __tablename__ = "answer_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary)


class AnswerIds:
    """Makes ids, and knows its own."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def new(self) -> str:
        """Return an unguessable id."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        return token + self._seal(token)

    def is_ours(self, answer_id: str) -> bool:
        """Whether an id was made with this key."""
        token, seal = answer_id[:-_SEAL_CHARS], answer_id[-_SEAL_CHARS:]
        return hmac.compare_digest(self._seal(token).encode(), seal.encode())

    def _seal(self, token: str) -> str:
        digest = hmac.new(self._key, token.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:_SEAL_BYTES]).decode()


def stored_key(engine: Engine) -> bytes:
    """Return the key in the database, made with the first start; a new one where none is kept."""
    new = secrets.token_bytes(_KEY_BYTES)
    try:
        with engine.begin() as connection:
            create_missing(_Base.metadata, connection)
        return _read(engine) or _kept(engine, new)
    except SQLAlchemyError as error:
        logger.warning("answer key is not kept", extra={"reason": type(error).__name__})
        return new


def _kept(engine: Engine, key: bytes) -> bytes:
    try:
        with Session(engine) as session, session.begin():
            session.add(_KeyRow(id=1, key=key))
    except IntegrityError:  # another process was first
        return _read(engine) or key
    return key


def _read(engine: Engine) -> bytes | None:
    with Session(engine) as session:
        return session.scalar(select(_KeyRow.key))
