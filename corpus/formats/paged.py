"""The last step of every format with pages: pages in, one document and its defects out."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.errors import DocumentUnreadable
from corpus.formats.layout import Page, read_pages
from corpus.formats.raw import RawDefect, RawDocument


@dataclass
class PageDefects:
    """Collects pages that could not be read, in order."""

    _runs: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, number: int, reason: str) -> None:
        """Note a page, counted from 1, with the Chinese clause that says why."""
        if self._runs and self._runs[-1][1:] == (number - 1, reason):
            self._runs[-1] = (self._runs[-1][0], number, reason)
        else:
            self._runs.append((number, number, reason))

    def reasons(self) -> list[str]:
        """Return one sentence for each run of pages with the same trouble."""
        return [
            f"第 {first}{f'–{last}' if last > first else ''} 页{reason}"
            for first, last, reason in self._runs
        ]


def paged_document(
    data: bytes, pages: Iterable[Page], defects: PageDefects, *, nothing: str
) -> Iterator[RawDocument | RawDefect]:
    """Yield the text of the pages, then what could not be read of them.

    Args:
        data: the file.
        pages: its pages in order, an empty one for each that could not be read.
        defects: filled while the pages are read.
        nothing: what to say where no page holds any text.

    Raises:
        DocumentUnreadable: no page holds any text.
    """
    if not data.strip():
        raise DocumentUnreadable("文件是空的")
    paged = read_pages(pages)
    reasons = defects.reasons()
    if not paged.text.strip():
        raise DocumentUnreadable("；".join(reasons) if reasons else nothing)
    yield RawDocument(paged.text, _fingerprint(data, reasons), page_starts=paged.page_starts)
    yield from map(RawDefect, reasons)


def _fingerprint(data: bytes, reasons: Iterable[str]) -> str:
    """Return the hash of the file, another one where pages are missing: it is then read again."""
    digest = hashlib.sha256(data)
    for reason in reasons:
        digest.update(reason.encode())
    return digest.hexdigest()
