"""The catalog beside a folder of documents: what cannot be read off the files themselves."""

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.document import Document, Level, Part
from corpus.errors import CatalogInvalid
from corpus.structure.annexes import squeeze

CATALOG_NAME = "catalog.toml"


class PartEntry(BaseModel):
    """A part of a document, named by its title as the text gives it, blanks apart."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=1)
    issuer: str = Field(min_length=1)


class DocumentEntry(BaseModel):
    """What is known of one file; a field left out stays as read off the text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str = Field(min_length=1)
    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    level: Level | None = None
    published: date | None = None
    doc_no: str | None = None
    kind: str | None = None
    effective_from: date | None = None
    repealed_on: date | None = None
    superseded_by: str | None = None
    url: str | None = None
    file_name: str | None = None
    parts: tuple[PartEntry, ...] = ()

    @property
    def document_id(self) -> str:
        """The id of the document that the entry is about."""
        return Path(self.file).stem


class _CatalogFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: tuple[DocumentEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """Entries by document id."""

    entries: dict[str, DocumentEntry] = field(default_factory=dict)

    def corrected(self, document: Document) -> Document:
        """Return the document with what its entry says.

        Raises:
            CatalogInvalid: the entry names a part that the text does not have.
        """
        entry = self.entries.get(document.id)
        if entry is None:
            return document
        known = entry.model_dump(exclude={"file", "parts"}, exclude_none=True)
        metadata = replace(document.metadata, **known)
        return replace(document, metadata=metadata, parts=_corrected_parts(document, entry))

    def fingerprint(self, document_id: str) -> str:
        """Return a hash of what the catalog says of a document."""
        entry = self.entries.get(document_id)
        text = entry.model_dump_json() if entry else ""
        return hashlib.sha256(text.encode()).hexdigest()[:16]


EMPTY_CATALOG = Catalog()


def load_catalog(path: Path) -> Catalog:
    """Read a catalog file; the files that it names stand beside it.

    Raises:
        CatalogInvalid: it cannot be read, names unknown fields or files, or one file twice.
    """
    try:
        parsed = _CatalogFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise CatalogInvalid(f"目录文件 {path.name!r} 无法使用：{error}") from error
    entries: dict[str, DocumentEntry] = {}
    for entry in parsed.documents:
        if not (path.parent / entry.file).is_file():
            raise CatalogInvalid(f"目录文件 {path.name!r} 提到的 {entry.file!r} 不存在")
        if entry.document_id in entries:
            raise CatalogInvalid(f"目录文件 {path.name!r} 两次提到 {entry.file!r}")
        entries[entry.document_id] = entry
    return Catalog(entries)


def catalog_beside(paths: Iterable[Path]) -> Catalog:
    """Read the catalogs that lie in the folders of files, or in the folders themselves.

    Raises:
        CatalogInvalid: one of them cannot be used.
    """
    entries: dict[str, DocumentEntry] = {}
    for folder in dict.fromkeys(path if path.is_dir() else path.parent for path in paths):
        if (folder / CATALOG_NAME).is_file():
            entries |= load_catalog(folder / CATALOG_NAME).entries
    return Catalog(entries)


def _corrected_parts(document: Document, entry: DocumentEntry) -> tuple[Part, ...]:
    issuers = {squeeze(part.title): part.issuer for part in entry.parts}
    unknown = issuers.keys() - {squeeze(part.title) for part in document.parts}
    if unknown:
        raise CatalogInvalid(f"{entry.file!r} 中没有标题为 {sorted(unknown)[0]!r} 的部分")
    return tuple(
        replace(part, issuer=issuers.get(squeeze(part.title), part.issuer))
        for part in document.parts
    )
