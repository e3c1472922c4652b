"""What a vector index should hold of each chunk: chunks in; digests, texts to embed, entries out.

Vectors are of sentences, in a large corpus of whole chunks.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus import Chunk, Metadata
from retrieval.filters import Traits, traits
from retrieval.keyword_index import indexed_texts
from retrieval.manifest import VectorUnit
from retrieval.vector_entry import VectorEntry
from retrieval.vectors.sentence_texts import chunk_text, sentence_texts
from retrieval.words.segmentation import Segmenter, dictionary_hash


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chunk as the index should hold it; its sentences are drawn only when it must go in."""

    chunk: Chunk
    metadata: Metadata
    digest: str
    traits: Traits


class ChunkContents:
    """Tells of chunks what the index should hold."""

    def __init__(self, *, unit: VectorUnit, segmenter: Segmenter | None = None) -> None:
        """Take a segmenter where the index searches words too."""
        self._unit = unit
        self._segmenter = segmenter

    def wanted(self, chunks: Iterable[tuple[Chunk, Metadata]]) -> Iterator[Wanted]:
        """Yield chunks, given with what is known of their documents, each as it should be held."""
        for chunk, metadata in chunks:
            found = traits(chunk, metadata)
            # Of the text, not its sentences: to split all of a large corpus takes minutes.
            content = f"{chunk.text}\0{found!r}{self._words_content(chunk, metadata)}"
            if self._unit == "chunk":
                content = f"{metadata.title}\0{content}"
            digest = hashlib.sha256(content.encode()).hexdigest()[:24]
            yield Wanted(chunk, metadata, digest, found)

    def texts(self, item: Wanted) -> list[str]:
        """Return the texts of a chunk that each have a vector."""
        if self._unit == "sentence":
            return sentence_texts(item.chunk)
        return [chunk_text(item.chunk, item.metadata.title)]

    def entries(self, item: Wanted, texts: Sequence[str]) -> Iterator[VectorEntry]:
        """Yield what is kept beside the vector of each text."""
        chunk = item.chunk
        for n in range(len(texts)):
            words = "" if n else self._words_of(chunk, item.metadata)
            yield VectorEntry(chunk.id, n, chunk.document_id, item.digest, item.traits, words)

    def _words_of(self, chunk: Chunk, metadata: Metadata) -> str:
        if self._segmenter is None:
            return ""
        searched = " ".join(indexed_texts(chunk, metadata).values())
        return " ".join(self._segmenter.search_words(searched))

    def _words_content(self, chunk: Chunk, metadata: Metadata) -> str:
        """Return what a chunk's words depend on beside its text."""
        if self._segmenter is None:
            return ""
        return "\0".join(("", dictionary_hash(), *indexed_texts(chunk, metadata).values()))
