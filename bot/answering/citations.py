"""Evidence to citations: verified spans of the source text as it was received.

A citation is made in one place, here, and only if its quote bears the text that was written from
it (`corpus.text.quoting`): what the map of offsets cannot vouch for is not cited.
"""

from collections.abc import Callable
from datetime import date

from bot.answer import Citation
from corpus import Document, quoted_span, section_of
from retrieval import Passage

DocumentLookup = Callable[[str], Document | None]


class CitationMaker:
    """Makes citations from clean ranges of passages."""

    def __init__(self, document: DocumentLookup, *, today: Callable[[], date]) -> None:
        self._document = document
        self._today = today

    def cite(self, passage: Passage, start: int, end: int, *, index: int) -> Citation | None:
        """Cite the clean range `[start, end)` of a passage; None if the source does not bear it."""
        document = self._document(passage.chunk.document_id)
        if document is None:
            return None
        chunk = passage.chunk
        span = quoted_span(document.source_text, chunk.text, chunk.offsets, start, end)
        if span is None:
            return None
        metadata = passage.metadata
        return Citation(
            index=index,
            document_id=document.id,
            title=metadata.title,
            issuer=passage.chunk.issuer or metadata.issuer,
            region=metadata.region,
            published=metadata.published,
            validity=metadata.validity_on(self._today()),
            section=section_of(passage.chunk, start, end),
            quote=document.source_text[span.start : span.end],
            start=span.start,
            end=span.end,
            page=document.page_at(span.start),
            href=f"/documents/{document.id}#s{span.start}-{span.end}",
        )
