"""The vector index that is searched: opened from the current generation, replaced, let go of.

A generation's manifest is written last, and a change in place writes it anew, so that other
processes notice either by its stamp alone.

    data_dir/index/vector/    generations of the vector index
"""

from pathlib import Path

from corpus.store.corpus_store import CorpusStore
from retrieval.contracts import SentenceIndex
from retrieval.errors import IndexUnavailable
from retrieval.generations import Generations, Stamp
from retrieval.indexes import Indexes
from retrieval.manifest import (
    VectorManifest,
    VectorSettings,
    read_vector_manifest,
    write_manifest,
)
from retrieval.vectors.opening import VectorOpener
from retrieval.vectors.sync import unit_of


class OpenVectors:
    """Puts the current generation's index into `indexes`; whoever calls takes turns."""

    def __init__(
        self,
        store: CorpusStore,
        indexes: Indexes,
        generations: Generations,
        *,
        opener: VectorOpener | None,
        is_on_server: bool,
    ) -> None:
        """Take no opener where nothing is embedded: then nothing is ever opened."""
        self.is_on_server = is_on_server
        self._store = store
        self._indexes = indexes
        self._generations = generations
        self._opener = opener
        self._stamp: Stamp | None = None

    @property
    def folder(self) -> Path | None:
        """Where the vectors lie that are open; None for those of a server, which others change."""
        return self.own(self._stamp.folder) if self._stamp else None

    @property
    def settings(self) -> VectorSettings | None:
        """What the open index was built with."""
        return read_vector_manifest(self._stamp.folder).settings if self._stamp else None

    def settings_now(self) -> VectorSettings:
        """Return what an index built now would depend on.

        Raises:
            EmbeddingUnavailable: the endpoint has not told yet what its vectors are.
        """
        return self._needed_opener().settings()

    def check(self) -> Path | None:
        """Return the folder of an index that can be used; nothing is opened.

        Raises:
            IndexStale: the index was built with other settings.
        """
        folder = self._generations.current()
        if folder is None or self._opener is None:
            return None
        return folder if self._opener.fits(folder) else None

    def open(self) -> None:
        """Open the index if it is complete and not open yet; it takes a second or two.

        A server that was away is connected to anew: it may come back with less than it had.

        Raises:
            IndexStale: the index was built with other settings.
            IndexUnavailable: the server does not answer, or the index is damaged.
            EmbeddingUnavailable: the embedding endpoint has not told yet what its vectors are.
        """
        if self._indexes.vector is not None and self._indexes.vector.availability.reason:
            self._indexes.vector_loss = self._indexes.vector.availability.reason
            self.close()
        stamp, opened = self._generations.stamp(), self._stamp
        if stamp is None or stamp == opened or (folder := self.check()) is None:
            return
        if opened is not None and opened.folder == folder:
            # Chroma sees what another process put there only once it was let go of.
            self.close()
        self._put_in_place(self._opened(folder), stamp)

    def begin(self) -> tuple[SentenceIndex, Path]:
        """Return an empty index in a generation of its own, and that generation's folder.

        Raises:
            IndexUnavailable: the server does not answer.
        """
        folder = self._generations.begin()
        return self._opened(folder), folder

    def replace(self, index: SentenceIndex, folder: Path, manifest: VectorManifest) -> None:
        """Put an index that is complete in the place of the former, here and on disk."""
        write_manifest(folder, manifest)
        # The former lets go of its files first, or it could write to what is being dropped.
        self._put_in_place(index, None)
        self._generations.publish(folder)
        self._stamp = self._generations.stamp()

    def note_change(self, manifest: VectorManifest) -> None:
        """Write the manifest of the open index anew, so that other processes notice a change."""
        if self._stamp is not None:
            write_manifest(self._stamp.folder, manifest)
            self._stamp = self._generations.stamp()

    def close(self) -> None:
        """Let go of the index's files."""
        index, self._indexes.vector, self._stamp = self._indexes.vector, None, None
        if index is not None:
            index.close()

    def discard(self) -> None:
        """Let go of the index and drop all generations."""
        self.close()
        self._generations.discard()

    def own(self, folder: Path) -> Path | None:
        """Return a folder if the vectors are in it; a server's may be changed by others."""
        return None if self.is_on_server else folder

    def _opened(self, folder: Path) -> SentenceIndex:
        try:
            index = self._needed_opener().opened(folder)
        except IndexUnavailable as error:
            self._indexes.vector_loss = str(error)
            raise
        self._indexes.vector_loss = None
        return index

    def _needed_opener(self) -> VectorOpener:
        if self._opener is None:
            raise AssertionError("a vector index needs an embedder")
        return self._opener

    def _put_in_place(self, index: SentenceIndex, stamp: Stamp | None) -> None:
        former, self._indexes.vector = self._indexes.vector, index
        self._indexes.vector_unit = unit_of(self._store)
        self._stamp = stamp
        if former is not None:
            former.close()
