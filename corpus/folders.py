"""Files of folders: paths in, each regular file once and what cannot be reached out."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.catalog import CATALOG_NAME


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """A file, or a piece of one, that could not be read; `reason` is a Chinese sentence."""

    path: str
    reason: str


def files_in(paths: Iterable[Path]) -> Iterator[Path | LoadFailure]:
    """Yield each regular file once, folders in sorted order; links in a circle end."""
    seen: set[str] = set()
    for path in paths:
        if not path.exists():
            yield LoadFailure(str(path), "文件或文件夹不存在")
            continue
        yield from _walk(path, seen)


def _walk(path: Path, seen: set[str]) -> Iterator[Path | LoadFailure]:
    try:
        real = str(path.resolve())
        if real in seen:
            return
        seen.add(real)
        if path.is_dir():
            yield from _within(path, real, seen)
        elif path.is_file():
            yield path
        else:
            yield LoadFailure(str(path), "不是普通文件")
    except (OSError, RuntimeError) as error:
        yield LoadFailure(str(path), f"无法读取：{error}")


def _within(folder: Path, real: str, seen: set[str]) -> Iterator[Path | LoadFailure]:
    """Yield what a folder holds; only its links are followed, as asking the disk costs time."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name.startswith(".") or entry.name == CATALOG_NAME:
            continue
        if not entry.is_file(follow_symlinks=False):
            yield from _walk(folder / entry.name, seen)
        elif (inside := f"{real}/{entry.name}") not in seen:
            seen.add(inside)
            yield folder / entry.name
