"""Evidence to citations: verified spans of the source text as it was received.

A citation is made in one place, here, and only if its quote, normalised, is the text that was
written from it: what the map of offsets cannot vouch for is not cited.
"""

import unicodedata
from collections.abc import Callable
from datetime import date

from bot.answer import Citation
from corpus import Document, Span, normalize, section_of
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
        span = _trimmed(document.source_text, passage.chunk.offsets.source_span(start, end))
        quote = document.source_text[span.start : span.end]
        if folded(normalize(quote).text) != folded(passage.chunk.text[start:end]):
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
            quote=quote,
            start=span.start,
            end=span.end,
            page=document.page_at(span.start),
            href=f"/documents/{document.id}#s{span.start}-{span.end}",
        )


def folded(text: str) -> str:
    """Fold a text for comparison: NFKC, without white space and `*`."""
    return "".join(unicodedata.normalize("NFKC", text).replace("*", "").split())


def _trimmed(source: str, span: Span) -> Span:
    # A damaged map may lead past the end; what is left then fails the check of its text.
    start, end = span.start, min(span.end, len(source))
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return Span(start, end)
