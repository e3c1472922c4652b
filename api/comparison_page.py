"""Two documents as a page shows them: texts in, groups of rows and counts out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from api.comparison import Row, RowKind, compared
from api.source_view import paragraphs
from corpus import DocumentRecord

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
    """Return what differs between two source texts."""
    rows = compared(paragraphs(old_text), paragraphs(new_text))
    counts = Counter(row.kind for row in rows)
    return Comparison(
        tuple(_groups(rows)),
        changed=counts[RowKind.CHANGED],
        added=counts[RowKind.ADDED],
        removed=counts[RowKind.REMOVED],
    )


def are_versions(old: str, new: str, records: Sequence[DocumentRecord]) -> bool:
    """Return whether a document came to be another by one succession or several."""
    after = {record.id: record.metadata.superseded_by for record in records}
    after |= {
        record.metadata.supersedes: record.id for record in records if record.metadata.supersedes
    }
    seen: set[str] = set()
    at: str | None = old
    while at and at not in seen:
        seen.add(at)
        at = after.get(at)
    return new in seen - {old}


def _groups(rows: Sequence[Row]) -> list[Group]:
    return [
        Group(is_kept, tuple(group)) for is_kept, group in groupby(rows, lambda r: r.kind in _KEPT)
    ]
