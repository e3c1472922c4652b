"""Which paragraphs open a section, and how sections nest."""

import re
from dataclasses import dataclass, field

from corpus.numbering import LEGAL_STYLES, RANKS, Style, is_bare
from corpus.paragraphs import Paragraph

_MAX_TITLE_CHARS = 60
_MAX_LINE_TITLE_CHARS = 120
_STOP = re.compile("[。；！？]")
_ITEM_LEAD = re.compile("[一二三四五六七八九十]{1,2}是")


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section; `is_run_in` when its paragraph goes on with the section's text."""

    style: Style
    title: str
    is_run_in: bool


@dataclass
class HeadingPath:
    """The headings above the place where reading stands, outermost first."""

    _open: list[Heading] = field(default_factory=list)

    @property
    def titles(self) -> tuple[str, ...]:
        """The path as stored with a chunk."""
        return tuple(heading.title for heading in self._open)

    @property
    def is_in_article(self) -> bool:
        """Whether reading stands inside an article (条) of a law."""
        return any(heading.style is Style.ARTICLE for heading in self._open)

    def enter(self, heading: Heading) -> None:
        """Close what the heading ends and open it."""
        styles = [open_.style for open_ in self._open]
        if heading.style in styles:
            del self._open[styles.index(heading.style) :]
        elif heading.style in RANKS:
            while self._open and RANKS.get(self._open[-1].style, -1) >= RANKS[heading.style]:
                self._open.pop()
            # A new chapter or 一、 also ends what unnumbered headings opened beneath its like.
            if heading.style in LEGAL_STYLES | {Style.CHINESE}:
                ranks = [RANKS.get(open_.style) for open_ in self._open]
                for at, rank in enumerate(ranks):
                    if rank is not None and rank >= RANKS[heading.style]:
                        del self._open[at:]
                        break
        self._open.append(heading)

    def clear(self) -> None:
        """Close everything, at the start of a part."""
        self._open.clear()


def heading_of(
    paragraph: Paragraph, following: Paragraph | None, *, in_article: bool
) -> Heading | None:
    """Return the heading that a paragraph is or begins with, or None.

    Args:
        paragraph: the paragraph in question.
        following: the next one of the same part.
        in_article: whether it stands inside an article of a law, where lists are no sections.
    """
    text = paragraph.clean
    numbering = paragraph.lines[0].numbering
    if numbering is None:
        return None if in_article else _unnumbered(paragraph, following)
    if in_article and numbering.style not in LEGAL_STYLES:
        return None
    if numbering.style is Style.ARTICLE:
        return Heading(Style.ARTICLE, numbering.mark, is_run_in=True)
    stop = _STOP.search(text)
    if stop is None:
        is_title = len(text) <= _MAX_LINE_TITLE_CHARS and not text.endswith("，")
        return Heading(numbering.style, text.rstrip("：:"), is_run_in=False) if is_title else None
    title, rest = text[: stop.start()], text[stop.end() :]
    if not rest.strip("”’）"):
        if _heads_a_body(paragraph, following) and len(title) <= _MAX_LINE_TITLE_CHARS:
            return Heading(numbering.style, title, is_run_in=False)
        return None
    if numbering.style is Style.LABELLED and not paragraph.is_bold:
        return None
    return Heading(numbering.style, _short(title), is_run_in=True)


def _unnumbered(paragraph: Paragraph, following: Paragraph | None) -> Heading | None:
    text = paragraph.clean
    if _ITEM_LEAD.match(text) or len(text) > _MAX_TITLE_CHARS or paragraph.lines[0].is_date:
        return None
    if following is None or following.is_debris:
        return None
    if (paragraph.is_marked and is_bare(text)) or (paragraph.is_bold and not _STOP.search(text)):
        return Heading(Style.UNNUMBERED, text.rstrip("：:"), is_run_in=False)
    if paragraph.is_bare_title:
        return Heading(Style.UNNUMBERED, text, is_run_in=False)
    return None


def _heads_a_body(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Tell a numbered sentence that heads a section from one that is an item of a list."""
    if paragraph.is_marked or paragraph.is_bold:
        return True
    return following is not None and not (
        following.lines[0].numbering or following.lines[0].is_date or following.is_debris
    )


def _short(title: str) -> str:
    """Return the title, or its first clause where it is a whole long sentence."""
    if len(title) <= _MAX_TITLE_CHARS:
        return title
    clause = re.split("[，：、]", title[3:])[0]
    return (title[:3] + clause)[:_MAX_TITLE_CHARS]
