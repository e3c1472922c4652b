"""The values that the corpus is made of: documents, their parts and sections, chunks and spans.

Offsets everywhere are code points, half-open `[start, end)`. A *source* offset counts in the text
as received; a *clean* offset counts in the normalised text of one chunk. `OffsetMap` leads from
the second to the first.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


class Level(StrEnum):
    """Rank of the issuing government (层级)."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class Validity(StrEnum):
    """Whether a document can be relied on as current (有效性)."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


# Since when a document is no longer in force where it is only stated that it is not.
END_UNDATED = date.min


@dataclass(frozen=True, slots=True)
class Span:
    """A range `[start, end)` of a document's source text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each character of a clean text stood in the source.

    Runs of `(clean_start, source_start, length)`, ordered and without overlap in the clean text;
    within a run the two texts have the same number of characters. A clean character in no run was
    added by normalisation (such as the newline between two paragraphs). A clean character that
    stands for several source characters (`〈` for `&lt;`) has two runs that start at it, the first
    on the first of them, the second on the last.
    """

    runs: tuple[tuple[int, int, int], ...]

    def source_span(self, start: int, end: int) -> Span:
        """Return the smallest source span that holds the clean range `[start, end)`.

        Raises:
            ValueError: the range is empty or holds no character that came from the source.
        """
        pieces = list(self._overlaps(start, end))
        if not pieces:
            raise ValueError(f"clean range {start}:{end} has no source")
        return Span(min(low for low, _ in pieces), max(high for _, high in pieces))

    def pieces(self, start: int, end: int) -> list[Span]:
        """Return the source of the clean range `[start, end)`, run by run, in its clean order."""
        return [Span(low, high) for low, high in self._overlaps(start, end)]

    def _overlaps(self, start: int, end: int) -> list[tuple[int, int]]:
        first = max(bisect_right(self.runs, start, key=lambda run: run[0]) - 1, 0)
        while first and self.runs[first - 1][0] == self.runs[first][0]:
            first -= 1
        found: list[tuple[int, int]] = []
        for clean_start, source_start, length in self.runs[first:]:
            if clean_start >= end:
                break
            low, high = max(start, clean_start), min(end, clean_start + length)
            if low < high:
                found.append((source_start + low - clean_start, source_start + high - clean_start))
        return found


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document beside its text; None where it is not known.

    `superseded_by`, `supersedes` and `repealed_by` are ids of documents: the next and the former
    version, and the document that repealed this one by name. `repeals` are the titles and numbers
    (文号) that it repeals. `valid_until` is the last day of the term (有效期) that it sets itself.
    `repealed_on` is `END_UNDATED` where a source states that the document is over, but not since
    when: it was in force on no day that is known.
    """

    title: str
    issuer: str | None = None
    region: str | None = None
    level: Level | None = None
    published: date | None = None
    doc_no: str | None = None
    kind: str | None = None
    effective_from: date | None = None
    repealed_on: date | None = None
    superseded_by: str | None = None
    url: str | None = None
    file_name: str | None = None
    supersedes: str | None = None
    repealed_by: str | None = None
    repeals: tuple[str, ...] = ()
    valid_until: date | None = None

    def validity_on(self, day: date) -> Validity:
        """Return the document's validity on a day; UNKNOWN unless dates or kind decide it."""
        if self.repealed_on is not None and day >= self.repealed_on:
            return Validity.AMENDED if self.superseded_by else Validity.REPEALED
        if self.effective_from is not None and day >= self.effective_from:
            return Validity.IN_FORCE
        return Validity.UNKNOWN

    @property
    def ended_on(self) -> date | None:
        """The first day on which it is no longer in force, where that is known."""
        return None if self.repealed_on == END_UNDATED else self.repealed_on

    def is_over_on(self, day: date) -> bool:
        """Return whether the document was repealed or superseded by a day."""
        return self.validity_on(day) in (Validity.REPEALED, Validity.AMENDED)

    def has_lapsed_on(self, day: date) -> bool:
        """Return whether its own term (有效期) ran out by a day, before anything else ended it."""
        last = self.valid_until
        return last is not None and last < day and self.repealed_on == last + timedelta(days=1)

    def has_expired_on(self, day: date) -> bool:
        """Return whether it is over by a day, yet not known to be repealed (废止) by anything.

        Its own term ran out, or a source only states that it no longer holds (失效).
        """
        is_over = self.validity_on(day) is Validity.REPEALED and self.repealed_by is None
        return is_over and (self.ended_on is None or self.has_lapsed_on(day))

    def in_force_on(self, day: date) -> bool:
        """Return whether the document was in force on a day."""
        return self.validity_on(day) is Validity.IN_FORCE


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document with an issuer of its own: the main text or one annex (附件)."""

    title: str
    span: Span
    label: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in an article (条) of a law that begins at the clean offset `start` of a chunk.

    `paragraph` counts the 款 from 1, None where the article has but one; `item` is the mark of the
    项 as written, such as （三）.
    """

    start: int
    article: str
    paragraph: int | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """The stored and indexed unit: clean text with a map back to the source.

    `section` is the path of headings from the part down, outermost first, without the document's
    own title. `issuer` is the part's issuer where it has one, else the document's. `context` is
    what a reader needs to understand the text alone, such as the header of a table's column.
    `provisions` are the places in an article that its text runs through, in order.
    """

    id: str
    document_id: str
    ordinal: int
    text: str
    span: Span
    offsets: OffsetMap
    section: tuple[str, ...] = ()
    issuer: str | None = None
    context: str | None = None
    provisions: tuple[Provision, ...] = ()

    @property
    def article(self) -> str | None:
        """The number of the article that the text belongs to, such as 第三十三条."""
        return self.provisions[0].article if self.provisions else None


@dataclass(frozen=True, slots=True)
class Document:
    """A policy file as received, with what was read off it.

    `page_starts` are the source offsets at which its pages begin; empty where it has no pages.
    """

    id: str
    sha256: str
    source_text: str
    metadata: Metadata
    parts: tuple[Part, ...] = field(default_factory=tuple)
    page_starts: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """Return the page, counted from 1, that holds a source offset; None without pages."""
        return max(bisect_right(self.page_starts, offset), 1) if self.page_starts else None
