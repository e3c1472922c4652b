"""Doubles of what handlers touch: they answer from a script and remember what they were asked."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from api.errors import NotReady
from api.readiness import (
    IndexPart,
    ModelPart,
    PlainPart,
    Readiness,
    ReadinessParts,
    ServicePart,
    VectorPart,
)
from api.uploads import BeingRead, FileOutcome, FileStatus, ReceivedFile, Unread
from bot.feedback import Rating
from bot.next_questions import Cited
from bot.question import Question
from corpus import Chunk, Document, DocumentRecord, Parallel, SourceDefect
from retrieval import Passage, Scope, SearchHit, SearchResult


@dataclass(frozen=True)
class MemoryStore:
    """Holds one document with its chunks, and others that have none."""

    held: Document
    held_chunks: Sequence[Chunk]
    defects: Sequence[SourceDefect] = ()
    parallels: Sequence[Parallel] = ()
    others: Sequence[Document] = ()

    def document(self, document_id: str, /) -> Document | None:
        """Return the document under its id."""
        return next((one for one in (self.held, *self.others) if one.id == document_id), None)

    def state(self) -> str:
        """Return the hash of the document."""
        return self.held.sha256

    def record_page(self, *, limit: int, offset: int) -> list[DocumentRecord]:
        """Return a page of the one document."""
        return [self._record(self.held)][offset : offset + limit]

    def records_of(self, ids: Sequence[str], /) -> list[DocumentRecord]:
        """Return the documents under their ids."""
        found = (self.document(id_) for id_ in ids)
        return [self._record(one) for one in found if one]

    def document_count(self) -> int:
        """Count the one document."""
        return 1

    def listed(
        self, _: Mapping[str, str], /, *, words: Sequence[str], day: date, limit: int, offset: int
    ) -> tuple[int, list[DocumentRecord]]:
        """Return a page of the one document, whatever is chosen."""
        assert day
        fitting = (
            [self._record(self.held)] if all(w in self.held.metadata.title for w in words) else []
        )
        return len(fitting), fitting[offset : offset + limit]

    def listed_counts(self, day: date, /) -> dict[str, dict[str, int]]:
        """Count the one document."""
        validity = self.held.metadata.validity_on(day).value
        return {"region": dict.fromkeys(self.regions(), 1), "validity": {validity: 1}}

    def regions(self) -> list[str]:
        """Return the document's region."""
        return [self.held.metadata.region] if self.held.metadata.region else []

    def _record(self, one: Document) -> DocumentRecord:
        n_chunks = len(self.chunks_of(one.id))
        return DocumentRecord(one.id, one.sha256, one.metadata, n_chunks, len(one.source_text), "1")

    def chunks_of(self, document_id: str, /) -> Sequence[Chunk]:
        """Return the document's chunks under its id."""
        return self.held_chunks if document_id == self.held.id else ()

    def chunks(self, ids: Sequence[str], /) -> list[Chunk]:
        """Return the chunks with these ids."""
        return [chunk for chunk in self.held_chunks if chunk.id in ids]

    def defects_of(self, document_id: str, start: int, end: int, /) -> list[SourceDefect]:
        """Return the defects in the span."""
        return [
            one
            for one in self.defects
            if one.document_id == document_id and start <= one.start and one.end <= end
        ]

    def parallels_in(self, document_id: str, /) -> Sequence[Parallel]:
        """Return the document's links."""
        return [one for one in self.parallels if one.own.document_id == document_id]


@dataclass
class ScriptedSearcher:
    """Finds its passages, each marked at its first character, whatever is looked for."""

    passages: Sequence[Passage]
    note: str | None = None
    asked: list[tuple[str, Scope | None]] = field(default_factory=list)

    def search(
        self, text: str, *, scope: Scope | None = None, limit: int = 20, offset: int = 0
    ) -> SearchResult:
        """Return a page of the script."""
        self.asked.append((text, scope))
        page = self.passages[offset : offset + limit]
        hits = tuple(SearchHit(p, ((0, 1),)) for p in page)
        return SearchResult(len(self.passages), hits, {}, self.note)


@dataclass
class ScriptedLibrary:
    """Takes every file that was received as it came, under its name, and removes what it took."""

    folder: Path
    document_ids: set[str] = field(default_factory=set)
    being_read: BeingRead | None = None

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """Make a folder that is gone afterwards."""
        with TemporaryDirectory(dir=self.folder) as folder:
            yield Path(folder)

    def take_in(self, files: Sequence[ReceivedFile]) -> list[FileOutcome]:
        """Return each as added or failed."""
        return [self._outcome(file) for file in files]

    def remove(self, document_id: str) -> bool:
        """Forget a name; return whether it was there."""
        is_known = document_id in self.document_ids
        self.document_ids.discard(document_id)
        return is_known

    def original(self, document: Document) -> Path | None:
        """Return the document's file, or one named for it, in its folder."""
        path = self.folder / (document.metadata.file_name or f"{document.id}.txt")
        return path if path.is_file() else None

    def _outcome(self, file: ReceivedFile) -> FileOutcome:
        if file.path is None:
            unread = (Unread(file.name, file.reason or ""),)
            return FileOutcome(file.name, FileStatus.FAILED, unread=unread, refusal=file.refusal)
        self.document_ids.add(file.name)
        return FileOutcome(file.name, FileStatus.ADDED, (file.name,))


@dataclass
class RememberedFeedback:
    """Remembers what was said."""

    said: list[tuple[str, Rating, str | None]] = field(default_factory=list)

    def keep(self, answer_id: str, rating: Rating, comment: str | None, /) -> None:
        """Remember it."""
        self.said.append((answer_id, rating, comment))


@dataclass
class ScriptedFollowUps:
    """Suggests what it is told to, and remembers after what."""

    suggestions: tuple[str, ...]
    asked: list[tuple[Question, Sequence[Cited]]] = field(default_factory=list)

    def after(self, question: Question, cited: Sequence[Cited], /) -> tuple[str, ...]:
        """Return the suggestions."""
        self.asked.append((question, cited))
        return self.suggestions


@dataclass
class SteadyPreparation:
    """Is as ready as it is told to be."""

    is_up: bool = True
    is_whole: bool = True
    is_started: bool = False

    def start(self) -> None:
        """Note the start."""
        self.is_started = True

    def stop(self) -> None:
        """Note the end."""
        self.is_started = False

    def require_answers(self) -> None:
        """Raise `NotReady` while it is told not to be up."""
        if not self.is_up:
            raise NotReady

    def readiness(self) -> Readiness:
        """Return a state of one chunk."""
        words, vectors = int(self.is_up), int(self.is_whole)
        whole = "ready" if self.is_whole else "degraded"
        return Readiness(
            status=whole if self.is_up else "starting",
            parts=ReadinessParts(
                database=PlainPart(ready=True),
                keyword=IndexPart(ready=self.is_up, indexed=words, total=1),
                vector=VectorPart(ready=self.is_whole, indexed=vectors, total=1, configured=True),
                model=ModelPart(ready=False, configured=False),
                embedding=ServicePart(ready=False, configured=False),
                rerank=ServicePart(ready=False, configured=False),
            ),
        )
