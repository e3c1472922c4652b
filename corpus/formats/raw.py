"""What a reader of a format gives back: texts, and defects that stop only themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from corpus.document import Metadata
from corpus.errors import DocumentUnreadable


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A text as received, or as its format shows it.

    `id` and `metadata` are set where the format itself carries them. `name` is the path of a
    member inside an archive. `part` counts from 1 where a long table is cut into documents.
    """

    text: str
    sha256: str
    id: str | None = None
    metadata: Metadata | None = None
    name: str | None = None
    part: int | None = None
    # Where in the text each page begins; empty where the format has no pages.
    page_starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RawDefect:
    """A piece of a file that could not be read; `reason` is a Chinese sentence.

    `name` is the path of the member inside an archive that it speaks of.
    """

    reason: str
    name: str | None = None


class Reader(Protocol):
    """Reads the bytes of one file."""

    def __call__(self, data: bytes) -> Iterator[RawDocument | RawDefect]:
        """Yield what the file holds, in order.

        Raises:
            DocumentUnreadable: nothing of the file, or nothing more of it, can be read.
        """
        ...


@contextmanager
def damage_told_as(reason: str) -> Iterator[None]:
    """Turn whatever a library raises over bytes that anybody may have sent into one failure.

    Raises:
        DocumentUnreadable: with `reason`, or as raised inside.
    """
    try:
        yield
    except DocumentUnreadable:
        raise
    # Parsers of third parties meet hostile bytes with errors of every class (KeyError,
    # struct.error, RecursionError). All mean the same here: the file is damaged.
    except Exception as error:
        raise DocumentUnreadable(reason) from error
