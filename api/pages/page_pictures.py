"""Pictures of pages, drawn when asked for and kept while there is room: a document in, WebP out."""

from collections import OrderedDict
from pathlib import Path
from threading import Lock

from api.errors import NoPagePicture
from corpus import Document, DocumentUnreadable, PictureBusy, has_page_pictures, page_picture

MAX_BYTES = 16 * 1024 * 1024
PATIENCE_S = 5.0


class PagePictures:
    """The pictures last asked for; one is drawn at a time, so that questions keep a core."""

    def __init__(self, *, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock = Lock()

    def picture(self, document: Document, number: int, original: Path | None) -> bytes:
        """Return the picture of a page of a document, drawn from the file that it came in.

        Raises:
            NoPagePicture: there is none.
            PictureBusy: it cannot be drawn just now.
        """
        if original is None or not has_pictures(document, original):
            raise NoPagePicture
        if not 1 <= number <= len(document.page_starts):
            raise NoPagePicture
        key = (document.sha256, number)
        if not self._lock.acquire(timeout=PATIENCE_S):
            raise PictureBusy
        try:
            if key not in self._kept:
                self._keep(key, _drawn(original, number))
            self._kept.move_to_end(key)
            return self._kept[key]
        finally:
            self._lock.release()

    def _keep(self, key: tuple[str, int], drawn: bytes) -> None:
        self._kept[key] = drawn
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > self._max_bytes:
            self._kept.popitem(last=False)


def _drawn(original: Path, number: int) -> bytes:
    try:
        return page_picture(original, number)
    except DocumentUnreadable as error:
        raise NoPagePicture from error


def has_pictures(document: Document, original: Path | None) -> bool:
    """Return whether a document's pages can be looked at: not where its file lay in an archive."""
    name = document.metadata.file_name or ""
    return (
        original is not None
        and bool(document.page_starts)
        and original.name == name
        and has_page_pictures(name)
    )
