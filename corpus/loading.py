"""First step of reading: paths in, whole documents and recorded failures out.

One bad file never stops the others; what could not be read is told with its reason.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.catalog import CATALOG_NAME, EMPTY_CATALOG, Catalog
from corpus.document import Document
from corpus.errors import DocumentUnreadable
from corpus.formats import READERS, RawDefect, RawDocument
from corpus.metadata import read_metadata
from corpus.structure import structure_of

# A JSONL file of 60,000 articles has about 20 MB; ten times that still fits in memory.
MAX_FILE_BYTES = 200 * 1024 * 1024
# Files of these formats hold one document each and are slow to read, scans above all: whether one
# has changed is told by its bytes.
_SLOW_TO_READ = frozenset({".pdf", ".ofd", ".png", ".jpg", ".jpeg", ".tif", ".tiff"})
_UNSAFE_IN_ID = re.compile(r"[\s/\\?#%]+")


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """A file, or a piece of one, that could not be read; `reason` is a Chinese sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """A text with its id, not yet taken apart: enough to tell whether it has changed."""

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
        metadata = self.raw.metadata or read_metadata(
            self.raw.text, structure.title, self.path.name
        )
        metadata = replace(metadata, file_name=metadata.file_name or self.path.name)
        document = Document(
            self.id, self.sha256, self.raw.text, metadata, structure.parts, self.raw.page_starts
        )
        return catalog.corrected(document)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that is as it was when its document was stored; it was not read again."""

    id: str
    path: Path


# Whether a document is stored as it would be read from a file with this hash.
IsStored = Callable[[str, str], bool]


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
    paths: Iterable[Path], *, is_stored: IsStored | None = None
) -> Iterator[Source | Unchanged | LoadFailure]:
    """Yield the texts of files and folders, in sorted order, and what failed among them.

    Args:
        paths: files and folders.
        is_stored: asked before a file that is slow to read is read.
    """
    owners: dict[str, Path] = {}
    for path in _files(paths):
        if isinstance(path, LoadFailure):
            yield path
            continue
        try:
            if is_stored and (unchanged := _unchanged(path, owners, is_stored)):
                yield unchanged
                continue
            for raw in _read(path):
                yield _source(path, raw, owners)
        except DocumentUnreadable as error:
            yield LoadFailure(str(path), str(error))
        except OSError as error:
            yield LoadFailure(str(path), f"无法读取：{error.strerror or error}")


def _unchanged(path: Path, owners: dict[str, Path], is_stored: IsStored) -> Unchanged | None:
    if path.suffix.lower() not in _SLOW_TO_READ:
        return None
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    source = _source(path, RawDocument("", sha256), owners)
    if isinstance(source, Source) and is_stored(source.id, sha256):
        return Unchanged(source.id, path)
    return None


def _source(
    path: Path, raw: RawDocument | RawDefect, owners: dict[str, Path]
) -> Source | LoadFailure:
    if isinstance(raw, RawDefect):
        return LoadFailure(str(path), raw.reason)
    if raw.id is not None:
        return Source(raw.id, path, raw)
    id_ = _UNSAFE_IN_ID.sub("_", path.stem)
    if owners.setdefault(id_, path) != path:
        id_ = f"{id_}-{hashlib.sha256(str(path).encode()).hexdigest()[:8]}"
    return Source(id_, path, raw)


def _read(path: Path) -> Iterator[RawDocument | RawDefect]:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DocumentUnreadable(f"暂不支持 {path.suffix or '没有扩展名的'} 格式")
    if path.stat().st_size > MAX_FILE_BYTES:
        raise DocumentUnreadable(f"文件太大，上限是 {MAX_FILE_BYTES // 1024 // 1024} MB")
    return reader(path.read_bytes())


def _files(paths: Iterable[Path]) -> Iterator[Path | LoadFailure]:
    """Yield each regular file once, folders in sorted order; links in a circle end."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            yield LoadFailure(str(path), "文件或文件夹不存在")
            continue
        yield from _walk(path, seen)


def _walk(path: Path, seen: set[Path]) -> Iterator[Path | LoadFailure]:
    try:
        real = path.resolve()
        if real in seen:
            return
        seen.add(real)
        if path.is_dir():
            for child in sorted(path.iterdir()):
                if not child.name.startswith(".") and child.name != CATALOG_NAME:
                    yield from _walk(child, seen)
        elif path.is_file():
            yield path
        else:
            yield LoadFailure(str(path), "不是普通文件")
    except (OSError, RuntimeError) as error:
        yield LoadFailure(str(path), f"无法读取：{error}")
