"""Chunks in, words in the index out: what is done to one index between opening and commit."""

import tantivy

from corpus import Chunk, Metadata
from retrieval.filters import NUMBERS, traits
from retrieval.keyword_index.schema import indexed_texts, labels_of
from retrieval.words.segmentation import Segmenter


class KeywordWriter:
    """Removes and adds the chunks of whole documents."""

    def __init__(self, writer: tantivy.IndexWriter, segmenter: Segmenter) -> None:
        self._writer = writer
        self._segmenter = segmenter

    def remove(self, document_id: str) -> None:
        """Remove all chunks of a document; nothing happens if there are none."""
        self._writer.delete_documents_by_term("document", document_id)

    def add(self, chunk: Chunk, metadata: Metadata) -> None:
        """Add a chunk of a document."""
        entry = tantivy.Document()
        entry.add_text("id", chunk.id)
        entry.add_text("document", chunk.document_id)
        for name, text in indexed_texts(chunk, metadata).items():
            entry.add_text(name, " ".join(self._segmenter.search_words(text)))
        for name, values in labels_of(chunk, metadata).items():
            for value in values:
                entry.add_text(name, value)
        trait = traits(chunk, metadata)
        for name in NUMBERS:
            entry.add_unsigned(name, getattr(trait, name))
        self._writer.add_document(entry)
