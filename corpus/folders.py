"""Files of folders: paths in, each regular file once and what cannot be reached out."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.catalog import CATALOG_NAME


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """A file, or a piece of one, that could not be read; `reason` is a Chinese sentence."""

    path: str
    reason: str


def files_in(paths: Iterable[Path]) -> Iterator[Path | LoadFailure]:
    """Yield each regular file once, folders in sorted order; links in a circle end.

    Of the files of a folder nothing is kept but that the folder was gone through.
    """
    seen = _Seen()
    for path in paths:
        if not path.exists():
            yield LoadFailure(str(path), "文件或文件夹不存在")
            continue
        yield from _walk(path, seen)


@dataclass(slots=True)
class _Seen:
    """Folders gone through, and by folder the files that were come upon by themselves; no links."""

    folders: set[Path] = field(default_factory=set)
    names: dict[Path, set[str]] = field(default_factory=dict)

    def holds(self, file: Path) -> bool:
        """Whether a file without links was come upon by itself."""
        return file.name in self.names.get(file.parent, ())

    def add(self, file: Path) -> None:
        """Keep a file that was come upon by itself."""
        self.names.setdefault(file.parent, set()).add(file.name)

    def is_of_folder(self, file: Path) -> bool:
        """Whether a file without links is yielded with those of its folder."""
        return file.parent in self.folders and _is_wanted(file.name)


def _walk(path: Path, seen: _Seen) -> Iterator[Path | LoadFailure]:
    try:
        real = path.resolve()
        if path.is_dir():
            if real not in seen.folders:
                seen.folders.add(real)
                yield from _within(path, real, seen)
        elif not path.is_file():
            yield LoadFailure(str(path), "不是普通文件")
        elif not (seen.holds(real) or seen.is_of_folder(real)):
            seen.add(real)
            yield path
    except (OSError, RuntimeError) as error:
        yield LoadFailure(str(path), f"无法读取：{error}")


def _within(folder: Path, real: Path, seen: _Seen) -> Iterator[Path | LoadFailure]:
    """Yield what a folder holds; only its links are followed, as asking the disk costs time."""
    with os.scandir(folder) as entries:
        found = sorted(
            (entry.name, entry.is_file(follow_symlinks=False))
            for entry in entries
            if _is_wanted(entry.name)
        )
    # Those that were come upon before the folder was.
    known = frozenset(seen.names.get(real, ()))
    for name, is_regular in found:
        if not is_regular:
            yield from _walk(folder / name, seen)
        elif name not in known:
            yield folder / name


def _is_wanted(name: str) -> bool:
    # ~$ is what Word and WPS keep beside a file that is open.
    return not name.startswith((".", "~$")) and name != CATALOG_NAME
