"""Shapes of what administrators see: what became of each file, and how far the indexes are."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Literal, Self

from pydantic import BaseModel, Field

from api.readiness import IndexPart, Readiness, VectorPart
from api.uploads import BeingRead, FileOutcome, FileStatus


class UnreadPiece(BaseModel):
    """A file, or a member of an archive, that could not be read, and why."""

    name: str
    reason: str


class UploadedFile(BaseModel):
    """What became of one file. `documents` holds the ids of what is in it."""

    name: str
    status: FileStatus
    documents: list[str]
    failures: list[UnreadPiece]

    @classmethod
    def of(cls, outcome: FileOutcome) -> Self:
        """Return the shape of an outcome."""
        failures = [UnreadPiece(name=one.name, reason=one.reason) for one in outcome.unread]
        return cls(
            name=outcome.name,
            status=outcome.status,
            documents=list(outcome.document_ids),
            failures=failures,
        )


class IndexProgress(BaseModel):
    """How far the indexes are now, in chunks; `href` tells it again at any time."""

    href: Literal["/readyz"] = "/readyz"
    keyword: IndexPart
    vector: VectorPart

    @classmethod
    def of(cls, readiness: Readiness) -> Self:
        """Return the two indexes' parts."""
        return cls(keyword=readiness.parts.keyword, vector=readiness.parts.vector)


class UploadResult(BaseModel):
    """What became of an upload: searchable by words now, by meaning when `progress` says so."""

    files: list[UploadedFile]
    progress: IndexProgress

    @classmethod
    def of(cls, outcomes: Sequence[FileOutcome], readiness: Readiness) -> Self:
        """Return the shape of an upload's outcomes."""
        files = [UploadedFile.of(outcome) for outcome in outcomes]
        return cls(files=files, progress=IndexProgress.of(readiness))


class FileBeingRead(BaseModel):
    """A file of the upload that is running: the n-th of its files, and pages read of its pages."""

    name: str
    file: int
    files: int
    pages_done: int
    pages: int = Field(description="0：没有页，或还不知道")


class UploadProgress(BaseModel):
    """How far the running upload is; `reading` is null where none is running."""

    reading: FileBeingRead | None

    @classmethod
    def of(cls, being_read: BeingRead | None) -> Self:
        """Return the shape of what is being read."""
        if being_read is None:
            return cls(reading=None)
        return cls(reading=FileBeingRead(**asdict(being_read)))


class RemovalResult(BaseModel):
    """A document that is no longer there; its vectors are gone when `progress` says so."""

    removed: str
    progress: IndexProgress
