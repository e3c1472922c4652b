"""Two documents as a page shows them: texts in, groups of rows and counts out."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.pages.comparison import Row, RowKind, compared
from api.pages.source_view import Paragraph, paragraphs
from corpus import DocumentRecord, Metadata, is_debris

_KEPT = (RowKind.SAME, RowKind.RENUMBERED)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows in a row that are all as they were, or all are not."""

    is_kept: bool
    rows: tuple[Row, ...]

    @property
    def renumbered(self) -> int:
        """How many of them have another number."""
        return sum(row.kind is RowKind.RENUMBERED for row in self.rows)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the older text, in the order of both."""

    groups: tuple[Group, ...]
    changed: int
    added: int
    removed: int


def comparison(old_text: str, new_text: str) -> Comparison:
    """Return what differs between two source texts, page numbers and portals' lines apart."""
    rows = compared(_of_the_document(old_text), _of_the_document(new_text))
    counts = Counter(row.kind for row in rows)
    return Comparison(
        tuple(_groups(rows)),
        changed=counts[RowKind.CHANGED],
        added=counts[RowKind.ADDED],
        removed=counts[RowKind.REMOVED],
    )


def _of_the_document(source_text: str) -> list[Paragraph]:
    return [line for line in paragraphs(source_text) if not is_debris(line.text)]


def are_versions(
    old: str, new: str, records_of: Callable[[Sequence[str]], Sequence[DocumentRecord]]
) -> bool:
    """Return whether a document came to be another by one succession or several.

    Either may be one of several copies, of which the links name only the first.
    """
    later = _followed(old, records_of, lambda metadata: metadata.superseded_by)
    earlier = _followed(new, records_of, lambda metadata: metadata.supersedes)
    return old != new and bool(later & earlier)


def _followed(
    start: str,
    records_of: Callable[[Sequence[str]], Sequence[DocumentRecord]],
    link: Callable[[Metadata], str | None],
) -> set[str]:
    seen: set[str] = set()
    at: str | None = start
    while at and at not in seen:
        seen.add(at)
        at = next((link(record.metadata) for record in records_of([at])), None)
    return seen


def _groups(rows: Sequence[Row]) -> list[Group]:
    return [
        Group(is_kept, tuple(group)) for is_kept, group in groupby(rows, lambda r: r.kind in _KEPT)
    ]
