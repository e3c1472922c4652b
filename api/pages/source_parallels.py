"""Where else a document states the same (此事另见): stored links in, links by paragraph out."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pages.source_view import Paragraph
from corpus import Agreement, Chunk, Parallel

MAX_OF_A_PARAGRAPH = 4
_MAX_STEP_CHARS = 40  # of a heading: enough to tell it from the others


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place that states the same.

    `differs` where its figures are others, `is_here` where it is in the same document.
    """

    title: str
    where: str
    href: str
    differs: bool
    is_here: bool


def elsewhere(
    parallels: Sequence[Parallel],
    chunks: Mapping[str, Chunk],
    titles: Mapping[str, str],
    lines: Sequence[Paragraph],
) -> dict[int, list[Elsewhere]]:
    """Return the places by the start of the paragraph they belong to, what differs first.

    Args:
        parallels: links of the document's statements.
        chunks: the chunks of both ends by id.
        titles: titles of documents by id.
        lines: the paragraphs of the document, in order.
    """
    starts = [line.start for line in lines]
    found: dict[int, dict[str, Elsewhere]] = defaultdict(dict)
    for link in sorted(parallels, key=lambda one: one.agreement is not Agreement.DIFFER):
        own, other = chunks.get(link.own.chunk_id), chunks.get(link.other.chunk_id)
        if own is None or other is None or not starts:
            continue
        start = own.offsets.source_span(link.own.start, link.own.end).start
        span = other.offsets.source_span(link.other.start, link.other.end)
        href = f"/documents/{other.document_id}#s{span.start}-{span.end}"
        place = Elsewhere(
            titles.get(other.document_id, other.document_id),
            " › ".join(map(_short, other.section)),
            href,
            link.agreement is Agreement.DIFFER,
            other.document_id == own.document_id,
        )
        found[starts[max(bisect_right(starts, start) - 1, 0)]].setdefault(href, place)
    return {start: list(places.values())[:MAX_OF_A_PARAGRAPH] for start, places in found.items()}


def _short(step: str) -> str:
    return step if len(step) <= _MAX_STEP_CHARS else f"{step[:_MAX_STEP_CHARS]}…"
