"""Tables that go on over pages: rows of pages in, whole rows out."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.formats.layout.wrapping import join_wrapped
from corpus.structure.lines import ends_sentence

# A cell with at least this much is prose, and unfinished where it does not end as a sentence.
_MIN_PROSE_CHARS = 12


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of a table with the page that it begins on."""

    cells: tuple[str, ...]
    page: int


def with_rows(
    table: Sequence[PageRow], page: int, rows: Sequence[tuple[str, ...]]
) -> list[PageRow]:
    """Add the rows of the next page to a table.

    A header that is repeated is left out; a row that the page break cut is made whole.
    """
    joined = list(table)
    fresh = list(rows)
    if not joined:
        return [PageRow(row, page) for row in fresh]
    if fresh and fresh[0] == joined[0].cells:
        del fresh[0]
    if fresh and _is_cut(joined[-1].cells, fresh[0]):
        cells = tuple(map(join_wrapped, joined[-1].cells, fresh.pop(0)))
        joined[-1] = PageRow(cells, joined[-1].page)
    return [*joined, *(PageRow(row, page) for row in fresh)]


def _is_cut(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row without a first cell goes on with sentences of the row above it."""
    if below[0]:
        return False
    # Where a group of rows shares its first cell, a whole row has none either.
    if not above[0] and sum(map(bool, below)) >= sum(map(bool, above)):
        return False
    pairs = [(upper, lower) for upper, lower in zip(above, below, strict=True) if lower]
    return all(upper for upper, _ in pairs) and any(
        len(upper) >= _MIN_PROSE_CHARS and not ends_sentence(upper) for upper, _ in pairs
    )
