"""What an index was built with: written last, compared at every opening.

The keyword index's manifest also holds the terms it was segmented with and what it knows of each
document, so that the next build touches changed documents only.
"""

from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from retrieval.atomic_files import write_atomically
from retrieval.errors import IndexStale

MANIFEST = "manifest.json"
REBUILD_COMMAND = "zhengce ingest --rebuild"

VectorUnit = Literal["sentence", "chunk"]  # what one vector is of


class _Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


M = TypeVar("M", bound=_Manifest)


class KeywordSettings(_Manifest):
    """What the keyword index depends on beside the documents."""

    schema_version: int
    dictionary: str


class KeywordManifest(_Manifest):
    """`documents` holds the digest of every indexed document by id.

    `changed` counts those that came, went or changed since the terms were drawn.
    """

    settings: KeywordSettings
    terms: tuple[str, ...]
    documents: dict[str, str]
    changed: int = 0


class VectorSettings(_Manifest):
    """What the vector index depends on beside the documents."""

    schema_version: int
    model: str
    dimensions: int
    text_version: int
    unit: VectorUnit = "sentence"

    def in_form_of(self, other: "VectorSettings") -> "VectorSettings":
        """Return these settings with the versions of another: what is left is the operator's."""
        versions = {
            "schema_version": other.schema_version,
            "text_version": other.text_version,
            "unit": other.unit,
        }
        return self.model_copy(update=versions)


class VectorManifest(_Manifest):
    """The manifest of a vector index that was completed once."""

    settings: VectorSettings


def write_manifest(folder: Path, manifest: KeywordManifest | VectorManifest) -> None:
    """Write a manifest in one step."""
    write_atomically(folder / MANIFEST, manifest.model_dump_json().encode())


def read_keyword_manifest(folder: Path) -> KeywordManifest:
    """Read a keyword manifest.

    Raises:
        IndexStale: it is missing or of another version's form.
    """
    return _read(folder, KeywordManifest)


def read_vector_manifest(folder: Path) -> VectorManifest:
    """Read a vector manifest.

    Raises:
        IndexStale: it is missing or of another version's form.
    """
    return _read(folder, VectorManifest)


def require_same(
    built: KeywordSettings | VectorSettings, wanted: KeywordSettings | VectorSettings
) -> None:
    """Refuse an index that was built with other settings.

    Raises:
        IndexStale: naming the first setting that differs, both values, and what to run.
    """
    now = wanted.model_dump()
    for name, value in built.model_dump().items():
        if value != now[name]:
            raise IndexStale(
                f"索引建立时 {name} 为 {value!r}，现在的设置是 {now[name]!r}；"
                f"请运行 {REBUILD_COMMAND} 重建索引。"
            )


def _read(folder: Path, form: type[M]) -> M:
    try:
        return form.model_validate_json((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, ValidationError) as error:
        raise IndexStale(
            f"索引 {folder.name!r} 的清单缺失或属于其他版本；请运行 {REBUILD_COMMAND} 重建索引。"
        ) from error
