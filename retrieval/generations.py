"""Folders of an index, one of them current: a new one is built beside it and then put in its place.

    root/CURRENT          the name of the current generation; replaced in one step
    root/20260101-…/      a generation: the index and its manifest, which is written last
    root/20260102-…/      one that is being built, or was left behind by a crash

Whoever is killed while building leaves CURRENT as it was, so that a half-built index never opens.
"""

import shutil
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from retrieval.atomic_files import write_atomically
from retrieval.manifest import MANIFEST

POINTER = "CURRENT"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The state of the current generation: another one, or a change in place, is another stamp."""

    folder: Path
    written_ns: int


class Generations:
    """The generations of one index under a root folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def current(self) -> Path | None:
        """Return the current generation's folder, or None if there is none."""
        try:
            name = (self._root / POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        folder = self._root / name
        return folder if name and folder.is_dir() else None

    def stamp(self) -> Stamp | None:
        """Return the state of the current generation, or None if there is none; opens no index."""
        folder = self.current()
        try:
            return Stamp(folder, (folder / MANIFEST).stat().st_mtime_ns) if folder else None
        except FileNotFoundError:  # dropped between the two looks
            return None

    def begin(self) -> Path:
        """Make the folder of a new generation, not yet current."""
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        folder = self._root / f"{stamp}-{uuid.uuid4().hex[:8]}"
        folder.mkdir(parents=True)
        return folder

    def publish(self, folder: Path) -> None:
        """Make a generation current and drop all others.

        A process that still reads an older one keeps its open files until it lets go of them.
        """
        write_atomically(self._root / POINTER, folder.name.encode())
        self._sweep(keep=folder)

    def discard(self) -> None:
        """Drop all generations."""
        (self._root / POINTER).unlink(missing_ok=True)
        self._sweep(keep=None)

    def _sweep(self, *, keep: Path | None) -> None:
        for folder in self._root.iterdir() if self._root.is_dir() else ():
            if folder.is_dir() and folder != keep:
                shutil.rmtree(folder, ignore_errors=True)
