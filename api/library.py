"""Documents that an administrator adds and removes while the server runs.

The originals are kept as they came under `uploads` in the data directory, so that they can be read
anew. A file takes its place there before it is read and gives it back if nothing of it can be.
"""

import hashlib
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from api.uploads import BeingRead, FileOutcome, FileStatus, ReceivedFile, Refusal, Unread
from bot.assembly import BUNDLED_DOCUMENTS, Product
from corpus import Document, DocumentRecord, IngestReport, LoadFailure, remove_documents
from corpus.formats import is_one_text

UPLOADS = "uploads"
# Hidden, so that whoever reads the folder anew passes it over.
INCOMING = ".incoming-"


class Library:
    """The documents of one product; one change at a time."""

    def __init__(self, product: Product, *, on_change: Callable[[], None]) -> None:
        """Take a product and who is told after the words of a change are indexed."""
        self._product = product
        self._on_change = on_change
        self._folder = product.settings.data_dir / UPLOADS
        self._lock = threading.Lock()
        self.being_read: BeingRead | None = None

    @contextmanager
    def incoming(self) -> Iterator[Path]:
        """Make a folder for the files of one upload, which is gone afterwards."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=INCOMING, dir=self._folder) as folder:
            yield Path(folder)

    def take_in(self, files: Sequence[ReceivedFile]) -> list[FileOutcome]:
        """Read files in and return what became of each; words of them can be searched then.

        Raises:
            StoreUnavailable: the store cannot be written.
            IndexBusy: another process goes on writing the index; it takes up the change.
        """
        with self._lock:
            try:
                return [self._told(file, at, len(files)) for at, file in enumerate(files, 1)]
            finally:
                self.being_read = None
                # What one file fails with must not keep those before it from being found.
                self._index()

    def remove(self, document_id: str) -> bool:
        """Remove a document, and its original once nothing of it is left; False if unknown."""
        with self._lock:
            store = self._product.store
            known = store.records_of([document_id])
            if not known:
                return False
            remove_documents([document_id], store)
            original = self._folder / (name := _received_as(known[0]))
            if name and not store.received_as(name) and original.is_file():
                original.unlink()
            self._index()
            return True

    def original(self, document: Document) -> Path | None:
        """Return the file that a document came in, uploaded or bundled; None where it is not kept.

        A bundled file stands for a document only while the document is what is in it.
        """
        name = _received_as(document)
        if not name or Path(name).name != name:
            return None
        if (uploaded := self._folder / name).is_file():
            return uploaded
        bundled = BUNDLED_DOCUMENTS / name
        is_same = bundled.is_file() and _digest(bundled) == document.sha256
        return bundled if is_same else None

    def _index(self) -> None:
        self._product.indexer.sync_keywords()
        self._on_change()

    def _told(self, file: ReceivedFile, at: int, of: int) -> FileOutcome:
        self.being_read = BeingRead(file.name, at, of)
        return self._taken_in(file)

    def _on_page(self, _: str, done: int, total: int) -> None:
        if self.being_read:
            self.being_read = replace(self.being_read, pages_done=done, pages=total)

    def _taken_in(self, file: ReceivedFile) -> FileOutcome:
        if file.path is None:
            unread = (Unread(file.name, file.reason or ""),)
            return FileOutcome(file.name, FileStatus.FAILED, unread=unread, refusal=file.refusal)
        records = self._product.store.received_as(file.name)
        if known := _known_as_it_is(file.name, file.path, records):
            return FileOutcome(file.name, FileStatus.UNCHANGED, (known.id,))
        with self._placed(file.name, file.path) as place:
            was_here = place.was_here
            report = self._product.ingest(
                [place.path], owner_of=partial(self._other, file.name), on_page=self._on_page
            )
            place.is_kept = bool(_read(report))
        if was_here and place.is_kept:
            self._drop_former_parts(records, report)
        return _outcome(file.name, report)

    def _other(self, name: str, document_id: str) -> str | None:
        """Return the other file that a document is of, None for a new one or one of this file."""
        for record in self._product.store.records_of([document_id]):
            return file if (file := _received_as(record)) != name else None
        return None

    @contextmanager
    def _placed(self, name: str, path: Path) -> Iterator["_Place"]:
        """Put a file where originals are kept; the former one comes back unless it is kept."""
        target, former = self._folder / name, path.with_name("former")
        place = _Place(target, was_here=target.exists())
        if place.was_here:
            shutil.move(target, former)
        shutil.move(path, target)
        try:
            yield place
        finally:
            if not place.is_kept:
                target.unlink(missing_ok=True)
                if place.was_here:
                    shutil.move(former, target)

    def _drop_former_parts(self, before: Sequence[DocumentRecord], report: IngestReport) -> None:
        """Remove what the former file of a name held and the new one does not."""
        if report.failed:
            return
        kept = set(_read(report))
        gone = [each.id for each in before if each.id not in kept]
        remove_documents(gone, self._product.store)


class _Place:
    def __init__(self, path: Path, *, was_here: bool) -> None:
        self.path = path
        self.was_here = was_here
        self.is_kept = False


def _received_as(record: DocumentRecord | Document) -> str:
    """Return the name of the file that a document came in, of a member that of its archive."""
    return (record.metadata.file_name or "").partition("/")[0]


def _known_as_it_is(
    name: str, path: Path, records: Sequence[DocumentRecord]
) -> DocumentRecord | None:
    """Return which of a file's documents is that of its one text just so, whoever read it in."""
    if not is_one_text(name):
        return None
    digest = _digest(path)
    return next((each for each in records if each.sha256 == digest), None)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(report: IngestReport) -> tuple[str, ...]:
    return (*report.added, *report.replaced, *report.unchanged)


def _outcome(name: str, report: IngestReport) -> FileOutcome:
    unread = tuple(_unread(name, failure) for failure in report.failed)
    by_status = (
        (FileStatus.ADDED, report.added),
        (FileStatus.REPLACED, report.replaced),
        (FileStatus.UNCHANGED, report.unchanged),
    )
    status = next((status for status, ids in by_status if ids), FileStatus.FAILED)
    refusal = Refusal.UNREADABLE if status is FileStatus.FAILED else None
    return FileOutcome(name, status, _read(report), unread, refusal)


def _unread(name: str, failure: LoadFailure) -> Unread:
    """Name what failed from the uploaded file on; where it lies concerns nobody outside."""
    parts = Path(failure.path).parts
    inner = parts[parts.index(name) :] if name in parts else (name,)
    return Unread("/".join(inner), failure.reason)
