"""What a vector index should hold of each chunk: chunks in; digests, texts to embed, entries out.

Vectors are of sentences, in a large corpus of whole chunks.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus import Chunk, Metadata
from retrieval.filters import Traits, traits
from retrieval.keyword_index import indexed_texts
from retrieval.manifest import VectorUnit
from retrieval.segmentation import Segmenter, dictionary_hash
from retrieval.sentence_texts import chunk_text, sentence_texts
from retrieval.vector_entry import VectorEntry


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chunk as the index should hold it; its sentences are drawn only when it must go in."""

    chunk: Chunk
    digest: str
    traits: Traits


class ChunkContents:
    """Tells of chunks what the index should hold; `metadata` is their documents', by id."""

    def __init__(
        self,
        metadata: Mapping[str, Metadata],
        *,
        unit: VectorUnit,
        segmenter: Segmenter | None = None,
    ) -> None:
        """Take a segmenter where the index searches words too."""
        self._metadata = metadata
        self._unit = unit
        self._segmenter = segmenter

    def wanted(self, chunks: Iterable[Chunk]) -> Iterator[Wanted]:
        """Yield the chunks whose documents are known, each as it should be held."""
        for chunk in chunks:
            metadata = self._metadata.get(chunk.document_id)
            if metadata is not None:
                found = traits(chunk, metadata)
                # Of the text, not its sentences: to split all of a large corpus takes minutes.
                content = f"{chunk.text}\0{found!r}{self._words_content(chunk)}"
                if self._unit == "chunk":
                    content = f"{metadata.title}\0{content}"
                digest = hashlib.sha256(content.encode()).hexdigest()[:24]
                yield Wanted(chunk, digest, found)

    def texts(self, chunk: Chunk) -> list[str]:
        """Return the texts of a chunk that each have a vector."""
        if self._unit == "sentence":
            return sentence_texts(chunk)
        return [chunk_text(chunk, self._metadata[chunk.document_id].title)]

    def entries(self, item: Wanted, texts: Sequence[str]) -> Iterator[VectorEntry]:
        """Yield what is kept beside the vector of each text."""
        chunk = item.chunk
        for n in range(len(texts)):
            words = "" if n else self._words_of(chunk)
            yield VectorEntry(chunk.id, n, chunk.document_id, item.digest, item.traits, words)

    def _words_of(self, chunk: Chunk) -> str:
        if self._segmenter is None:
            return ""
        searched = " ".join(self._searched(chunk))
        return " ".join(self._segmenter.search_words(searched))

    def _words_content(self, chunk: Chunk) -> str:
        """Return what a chunk's words depend on beside its text."""
        if self._segmenter is None:
            return ""
        return "\0".join(("", dictionary_hash(), *self._searched(chunk)))

    def _searched(self, chunk: Chunk) -> Iterable[str]:
        return indexed_texts(chunk, self._metadata[chunk.document_id]).values()
