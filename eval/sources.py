"""Source texts of the documents, and where the gold quotes stand in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus import Span
from eval.folding import Folded, folded_with_origins
from eval.gold import EvidenceGroup


@dataclass(frozen=True, slots=True)
class Place:
    """A span of one document's source text."""

    document_id: str
    span: Span

    def overlaps(self, other: "Place") -> bool:
        """Return whether the two share at least one character."""
        return (
            self.document_id == other.document_id
            and self.span.start < other.span.end
            and other.span.start < self.span.end
        )

    def covers(self, other: "Place") -> bool:
        """Return whether the other lies wholly within this one."""
        return (
            self.document_id == other.document_id
            and self.span.start <= other.span.start
            and other.span.end <= self.span.end
        )


class Sources:
    """Source texts by document id; each is folded once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the texts as received, by document id."""
        self._texts = dict(texts)
        self._folded: dict[str, Folded] = {}

    def text(self, document_id: str) -> str | None:
        """Return the source text of a document, None when it is unknown."""
        return self._texts.get(document_id)

    def ids(self) -> list[str]:
        """Return the ids of all documents."""
        return list(self._texts)

    def knows(self, doc: str) -> bool:
        """Return whether some document's id begins with `doc`."""
        return any(document_id.startswith(doc) for document_id in self._texts)

    def places(self, doc: str, quote: str) -> list[Place]:
        """Return every place of a quote in the documents whose id begins with `doc`."""
        return [
            Place(document_id, span)
            for document_id in self._texts
            if document_id.startswith(doc)
            for span in self._fold(document_id).spans(quote)
        ]

    def group_places(self, group: EvidenceGroup) -> list[Place]:
        """Return every place of every quote that would satisfy an evidence group."""
        return [place for quote in group.any for place in self.places(quote.doc, quote.quote)]

    def mention(self, words: str) -> bool:
        """Return whether some document holds the words, numbers not cut."""
        return any(self._fold(document_id).contains(words) for document_id in self._texts)

    def _fold(self, document_id: str) -> Folded:
        if document_id not in self._folded:
            self._folded[document_id] = folded_with_origins(self._texts[document_id])
        return self._folded[document_id]
