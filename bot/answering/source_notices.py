"""What the sources themselves get wrong or contradict: citations in, notices out.

A defect of a cited figure is told beside it, a rival figure with a citation of its own, numbered
after those of the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Citation, Notice, NoticeKind
from bot.answering.citations import CitationMaker
from bot.answering.conflicts import Conflict, Side, Sources, find_conflicts
from bot.answering.resolving import Resolved
from bot.answering.wording import written_day
from corpus import SourceDefect
from prompts import message
from retrieval import Passage

# More than these would bury the answer.
_MAX_OF_A_KIND = 3


@dataclass(frozen=True, slots=True)
class Warned:
    """Notices about the sources, and the citations that they add to those of the answer."""

    notices: tuple[Notice, ...] = ()
    citations: tuple[Citation, ...] = ()


def checked_against_sources(resolved: Resolved, sources: Sources, maker: CitationMaker) -> Warned:
    """Return the notices of conflicts and of source defects, conflicts first."""
    warned = _conflicts(resolved, sources, maker)
    return Warned((*warned.notices, *_defects(resolved.citations, sources)), warned.citations)


def _conflicts(resolved: Resolved, sources: Sources, maker: CitationMaker) -> Warned:
    # One disagreement is told once, though both sides are cited or one stands in several copies.
    notices: dict[frozenset[str], Notice] = {}
    added: dict[Side, Citation] = {}
    for source, citation in zip(resolved.sources, resolved.citations, strict=True):
        for conflict in find_conflicts(source, sources):
            other = conflict.other
            figures = frozenset((conflict.cited.figure, other.figure))
            if figures in notices or len(notices) == _MAX_OF_A_KIND:
                continue
            rival = _cited_already(other, resolved) or added.get(other)
            if rival is None:
                index = len(resolved.citations) + len(added) + 1
                rival = _cite(other, maker, index=index)
                if rival is None:
                    continue
                added[other] = rival
            indexes = (citation.index, rival.index)
            notices[figures] = Notice(NoticeKind.CONFLICT, _conflict_text(conflict), indexes)
    return Warned(tuple(notices.values()), tuple(added.values()))


def _cited_already(side: Side, resolved: Resolved) -> Citation | None:
    for source, citation in zip(resolved.sources, resolved.citations, strict=True):
        is_there = source.passage.chunk.id == side.chunk.id
        if is_there and source.start < side.end and side.start < source.end:
            return citation
    return None


def _cite(side: Side, maker: CitationMaker, *, index: int) -> Citation | None:
    passage = Passage(side.chunk, side.metadata, score=0.0, rank=1)
    return maker.cite(passage, side.start, side.end, index=index)


def _conflict_text(conflict: Conflict) -> str:
    return message("conflict.text").format(
        cited=_side_text(conflict.cited), other=_side_text(conflict.other)
    )


def _side_text(side: Side) -> str:
    published = ""
    if side.metadata.published is not None:
        published = message("conflict.published").format(date=written_day(side.metadata.published))
    return message("conflict.side").format(
        issuer=side.issuer, published=published, figure=side.figure
    )


def _defects(citations: Sequence[Citation], sources: Sources) -> list[Notice]:
    """Tell each defect once, with every citation that covers it."""
    covered: dict[SourceDefect, list[int]] = {}
    for citation in citations:
        for defect in sources.defects_of(citation.document_id, citation.start, citation.end):
            covered.setdefault(defect, []).append(citation.index)
    notices = [
        Notice(NoticeKind.SOURCE_DEFECT, _defect_text(defect), tuple(indexes))
        for defect, indexes in covered.items()
    ]
    return notices[:_MAX_OF_A_KIND]


def _defect_text(defect: SourceDefect) -> str:
    if defect.likely is None:
        return message("source_defect.unknown").format(text=defect.text, reason=defect.reason)
    return message("source_defect.text").format(
        text=defect.text, likely=defect.likely, reason=defect.reason
    )
