"""First step of reading: paths in, whole documents and recorded failures out.

One bad file never stops the others; what could not be read is told with its reason.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from corpus.catalog import EMPTY_CATALOG, Catalog
from corpus.document import Document, Metadata
from corpus.errors import DocumentUnreadable
from corpus.folders import LoadFailure, files_in
from corpus.formats import (
    MAX_FILE_BYTES,
    RawDefect,
    RawDocument,
    is_one_text,
    is_supported,
    read_file,
    watching_pages,
)
from corpus.metadata.document_metadata import read_metadata
from corpus.structure.document_structure import structure_of

_UNSAFE_IN_ID = re.compile(r"[\s/\\?#%]+")


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its id, not yet taken apart: enough to tell whether it has changed.

    `path` leads to the file; for a member of an archive it goes on into the archive.
    """

    id: str
    path: Path
    raw: RawDocument

    @property
    def sha256(self) -> str:
        """Hash of the bytes as received."""
        return self.raw.sha256

    def document(self, catalog: Catalog = EMPTY_CATALOG) -> Document:
        """Return the whole document.

        Raises:
            CatalogInvalid: the catalog names a part that the text does not have.
        """
        structure = structure_of(self.raw.text)
        main_end = structure.parts[0].span.end if structure.parts else None
        metadata = self.raw.metadata or read_metadata(
            self.raw.text, structure.title, self.path.name, main_end=main_end
        )
        metadata = replace(metadata, file_name=self._file_name(metadata))
        # Who issues the document issues its main text, and an annex that names nobody.
        issuer = metadata.issuer
        parts = tuple(
            replace(one, issuer=(one.issuer or issuer) if one.label else (issuer or one.issuer))
            for one in structure.parts
        )
        document = Document(
            self.id, self.sha256, self.raw.text, metadata, parts, self.raw.page_starts
        )
        return catalog.corrected(document)

    def _file_name(self, metadata: Metadata) -> str:
        """Return the name as received; of a member, from the name of its archive on."""
        if self.raw.name is None:
            return metadata.file_name or self.path.name
        depth = len(PurePosixPath(self.raw.name).parts)
        return "/".join(self.path.parts[-depth - 1 :])


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that is known already; it was not read beyond its hash."""

    id: str
    path: Path


# Called with the name of a file, how many of its pages are read, and of how many.
OnPage = Callable[[str, int, int], None]
# Whether a document of this id is known with this hash of its file.
IsKnown = Callable[[str, str], bool]


def load_paths(
    paths: Iterable[Path], catalog: Catalog = EMPTY_CATALOG
) -> Iterator[Document | LoadFailure]:
    """Yield the documents of files and folders, in sorted order, and what failed among them."""
    for source in load_sources(paths):
        if isinstance(source, Source):
            yield source.document(catalog)
        elif isinstance(source, LoadFailure):
            yield source


def load_sources(
    paths: Iterable[Path], *, is_known: IsKnown | None = None, on_page: OnPage | None = None
) -> Iterator[Source | Unchanged | LoadFailure]:
    """Yield the texts of files and folders, in sorted order, and what failed among them.

    Args:
        paths: files and folders.
        is_known: asked before a file of one text is taken apart, as OCR of a scan takes minutes.
        on_page: called after each page of a file that has pages.
    """
    owners: dict[str, str] = {}
    for path in files_in(paths):
        if isinstance(path, LoadFailure):
            yield path
            continue
        try:
            data = _bytes(path)
            if is_known and is_one_text(path.name):
                id_ = _file_id(path, owners)
                if is_known(id_, hashlib.sha256(data).hexdigest()):
                    yield Unchanged(id_, path)
                    continue
            for raw in _read(path, data, on_page):
                yield _source(path, raw, owners)
        except DocumentUnreadable as error:
            yield LoadFailure(str(path), str(error))
        except OSError as error:
            yield LoadFailure(str(path), f"无法读取：{error.strerror or error}")


def _read(path: Path, data: bytes, on_page: OnPage | None) -> Iterator[RawDocument | RawDefect]:
    with watching_pages(partial(on_page, path.name) if on_page else None):
        yield from read_file(path.name, data)


def _source(
    path: Path, raw: RawDocument | RawDefect, owners: dict[str, str]
) -> Source | LoadFailure:
    path = path / raw.name if raw.name else path
    if isinstance(raw, RawDefect):
        return LoadFailure(str(path), raw.reason)
    # PostgreSQL holds no NUL; one character for one keeps every offset.
    raw = replace(raw, text=raw.text.replace("\0", "\ufffd"))
    if raw.id is not None:
        return Source(raw.id, path, raw)
    id_ = _file_id(path, owners)
    if raw.part is not None and raw.part > 1:
        id_ = f"{id_}-{raw.part}"
    return Source(id_, path, raw)


def _file_id(path: Path, owners: dict[str, str]) -> str:
    id_ = _UNSAFE_IN_ID.sub("_", path.stem)
    if owners.setdefault(id_, str(path)) == str(path):
        return id_
    return f"{id_}-{hashlib.sha256(str(path).encode()).hexdigest()[:8]}"


def _bytes(path: Path) -> bytes:
    """Return what a file holds; nothing of one that no reader takes or that is too large."""
    if not is_supported(path.name):
        return b""
    if path.stat().st_size > MAX_FILE_BYTES:
        raise DocumentUnreadable(f"文件太大，上限是 {MAX_FILE_BYTES // 1024 // 1024} MB")
    return path.read_bytes()
