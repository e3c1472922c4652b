"""Values of an upload: a file as received, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Refusal(StrEnum):
    """Why a file was not taken."""

    TOO_LARGE = "file_too_large"
    UNSUPPORTED = "unsupported_format"
    UNREADABLE = "document_unreadable"


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file of an upload: where it lies, or why it was refused, as a Chinese sentence."""

    name: str
    path: Path | None
    refusal: Refusal | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BeingRead:
    """Which file of an upload is being read, and how far; `pages` is 0 while it is not known."""

    name: str
    file: int
    files: int
    pages_done: int = 0
    pages: int = 0


class FileStatus(StrEnum):
    """What became of a file; of an archive, the first of these that holds for what is in it."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, or a piece of one, that could not be read, and why, as a Chinese sentence."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file; `refusal` is set where nothing of it was taken."""

    name: str
    status: FileStatus
    document_ids: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    refusal: Refusal | None = None
