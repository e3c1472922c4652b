"""What a reader of a format gives back: texts, and defects that stop only themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from corpus.document import Metadata


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A text as received. `id` and `metadata` are set where the format itself carries them."""

    text: str
    sha256: str
    id: str | None = None
    metadata: Metadata | None = None
    # Where in the text each page begins; empty where the format has no pages.
    page_starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RawDefect:
    """A piece of a file that could not be read; `reason` is a Chinese sentence."""

    reason: str


class Reader(Protocol):
    """Reads the bytes of one file."""

    def __call__(self, data: bytes) -> Iterator[RawDocument | RawDefect]:
        """Yield what the file holds, in order.

        Raises:
            DocumentUnreadable: nothing of the file can be read.
        """
        ...
