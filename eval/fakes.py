"""Doubles of what a run touches, beside those of the bot: a store of one document."""

from corpus import Chunk, Document, DocumentRecord, Metadata, OffsetMap, Span
from retrieval import Passage, SearchHit, SearchResult


class OneDocument:
    """A store of one document that is also found, whole, for every question."""

    def __init__(self, document_id: str, text: str) -> None:
        self._document = Document(document_id, "sha", text, Metadata(title="报告"))
        self.searched: list[str] = []

    def records(self) -> list[DocumentRecord]:
        """Return the record of the document."""
        document = self._document
        return [
            DocumentRecord(
                id=document.id,
                sha256=document.sha256,
                metadata=document.metadata,
                chunk_count=1,
                chars=len(document.source_text),
                revision="1",
            )
        ]

    def document(self, document_id: str) -> Document | None:
        """Return the document if it is the one."""
        return self._document if document_id == self._document.id else None

    def fingerprint(self) -> str:
        """Return the hash of the document."""
        return self._document.sha256

    def search(self, text: str, *, limit: int) -> SearchResult:
        """Return the document as one hit, if the limit admits any."""
        self.searched.append(text)
        whole = self._document.source_text
        chunk = Chunk("c1", self._document.id, 0, whole, Span(0, len(whole)), OffsetMap(()))
        hit = SearchHit(Passage(chunk, self._document.metadata, 1.0, 1), ())
        return SearchResult(1, (hit,)[:limit], {})
