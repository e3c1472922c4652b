"""Small contracts of what handlers touch: each has the few methods that this package calls."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Protocol

from api.readiness import Readiness
from api.uploads import BeingRead, FileOutcome, ReceivedFile
from bot.answer import Answer
from bot.contracts import Event
from bot.feedback import Rating
from bot.next_questions import Cited
from bot.question import Question
from corpus import Chunk, Document, DocumentRecord, Parallel, SourceDefect
from retrieval import Scope, SearchResult


class Assistant(Protocol):
    """Answers questions, at once or piece by piece."""

    async def answer(self, question: Question) -> Answer:
        """Return the whole answer."""
        ...

    def stream(self, question: Question) -> AsyncIterator[Event]:
        """Yield what is being done, then checked pieces, then the whole answer."""
        ...


class Store(Protocol):
    """Holds the documents and their chunks."""

    def document(self, document_id: str, /) -> Document | None:
        """Return a document with its text."""
        ...

    def record_page(self, *, limit: int, offset: int) -> Sequence[DocumentRecord]:
        """Return a page of the documents by id, without texts."""
        ...

    def records_of(self, ids: Sequence[str], /) -> Sequence[DocumentRecord]:
        """Return documents by their ids, without texts; unknown ones are skipped."""
        ...

    def document_count(self) -> int:
        """Return how many documents there are."""
        ...

    def listed(
        self,
        chosen: Mapping[str, str],
        /,
        *,
        words: Sequence[str],
        day: date,
        limit: int,
        offset: int,
    ) -> tuple[int, Sequence[DocumentRecord]]:
        """Return how many documents fit, and a page of them, the latest first."""
        ...

    def listed_counts(self, day: date, /) -> Mapping[str, Mapping[str, int]]:
        """Return how many documents have each value of each filter, the most frequent first."""
        ...

    def regions(self) -> Sequence[str]:
        """Return the regions that documents are of, sorted."""
        ...

    def state(self) -> str:
        """Return what changes whenever a document does."""
        ...

    def chunks_of(self, document_id: str, /) -> Sequence[Chunk]:
        """Return a document's chunks in order."""
        ...

    def chunks(self, ids: Sequence[str], /) -> Sequence[Chunk]:
        """Return chunks by their ids; unknown ones are skipped."""
        ...

    def defects_of(self, document_id: str, start: int, end: int, /) -> Sequence[SourceDefect]:
        """Return what is doubtful in a span of a document's source text, in order."""
        ...

    def parallels_in(self, document_id: str, /) -> Sequence[Parallel]:
        """Return where else is stated what a document states."""
        ...


class Searcher(Protocol):
    """Finds passages by words and filters."""

    def search(
        self, text: str, *, scope: Scope | None = None, limit: int = 20, offset: int = 0
    ) -> SearchResult:
        """Return one page of hits."""
        ...


class Feedback(Protocol):
    """Keeps what askers say of answers."""

    def keep(self, answer_id: str, rating: Rating, comment: str | None, /) -> None:
        """Keep a rating with its reason; the last one of an answer holds."""
        ...


class FollowUps(Protocol):
    """Finds what may be asked next."""

    def after(self, question: Question, cited: Sequence[Cited], /) -> Sequence[str]:
        """Return questions that the cited documents answer."""
        ...


class Preparation(Protocol):
    """Makes the product able to answer, behind the running server."""

    def start(self) -> None:
        """Begin, without waiting."""
        ...

    def stop(self) -> None:
        """End at the next step."""
        ...

    def require_answers(self) -> None:
        """Raise `NotReady` or `PreparationFailed` while questions cannot be answered."""
        ...

    def readiness(self) -> Readiness:
        """Return how far each part is."""
        ...


class Library(Protocol):
    """Changes which documents there are."""

    @property
    def being_read(self) -> BeingRead | None:
        """Which file of an upload is being read now, and how far."""
        ...

    def incoming(self) -> AbstractContextManager[Path]:
        """Make a folder for the files of one upload, which is gone afterwards."""
        ...

    def take_in(self, files: Sequence[ReceivedFile], /) -> Sequence[FileOutcome]:
        """Read files in and return what became of each; words of them can be searched then."""
        ...

    def remove(self, document_id: str, /) -> bool:
        """Remove a document; return whether there was one."""
        ...

    def original(self, document: Document, /) -> Path | None:
        """Return the file that a document came in, as received; None where it is not kept."""
        ...
