"""Which paragraphs open a section, and how sections nest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.structure.numbering import LEGAL_STYLES, RANKS, Style, is_bare
from corpus.structure.paragraphs import ITEM_LEAD, Paragraph

_MAX_TITLE_CHARS = 60
_MAX_LINE_TITLE_CHARS = 120
_STOP = re.compile("[。；！？]")
_ANSWERS = re.compile(r"答\s*[：:]|A\d*\s*[：:]")
_HAN = re.compile("[\u4e00-\u9fff]")


_CLOSING = re.compile("下一步，|下步，|虽然|总之|综上|目前，我们虽然|再次感谢")
# How a letter or notice ends: 此复, 特此通告.
_FORMULA = re.compile("特此|此复|此致|感谢|以上")
_ROWS = (Style.CHINESE_BRACKETED, Style.ARABIC, Style.ARABIC_BRACKETED)


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
        rank = RANKS.get(heading.style)
        for at, open_ in enumerate(self._open):
            open_rank = RANKS.get(open_.style, -1)
            if open_.style is heading.style or (rank is not None and open_rank >= rank):
                del self._open[at:]
                break
        self._open.append(heading)

    def leave(self, style: Style) -> None:
        """Close the section of an item before its next sibling, which is no heading of its own."""
        if style not in (*_ROWS, Style.CHINESE):
            return
        for at, open_ in enumerate(self._open):
            if open_.style is style:
                del self._open[at:]
                return

    def close_before(self, paragraph: Paragraph, rest: Sequence[Paragraph]) -> None:
        """Close all sections at a signature, the last of a row where a closing paragraph follows.

        `下一步，…` behind the last of （一） to （五） speaks of all of them; where （六） is still
        to come, it belongs to （五）.
        """
        if paragraph.is_signature:
            self._open.clear()
        if not _CLOSING.match(paragraph.clean):
            return
        for at, open_ in enumerate(self._open):
            if open_.style in _ROWS and not _sibling_follows(open_.style, rest):
                del self._open[at:]
                return


def heading_of(
    paragraph: Paragraph,
    following: Paragraph | None,
    *,
    before: Paragraph | None = None,
    in_article: bool,
    above_table: bool = False,
) -> Heading | None:
    """Return the heading that a paragraph is or begins with, or None.

    Args:
        paragraph: the paragraph in question.
        following: the next one of the same part.
        before: the one before it in the same part.
        in_article: whether it stands inside an article of a law, where lists are no sections.
        above_table: whether a table follows it.
    """
    text = paragraph.clean
    numbering = paragraph.lines[0].numbering
    if paragraph.is_signature:
        return None
    if _is_asked(paragraph, following):
        return Heading(Style.LABELLED, text, is_run_in=False)
    if numbering is None:
        return None if in_article else _unnumbered(paragraph, following, above_table=above_table)
    if (in_article and numbering.style not in LEGAL_STYLES) or not _HAN.search(text):
        return None
    if numbering.style is Style.ARTICLE:
        return Heading(Style.ARTICLE, numbering.mark, is_run_in=True)
    stop = _STOP.search(text)
    if numbering.style in LEGAL_STYLES and (stop is not None or "，" in text):
        return None
    if stop is None:
        return _line_title(paragraph, numbering.style, before, following)
    if not text[stop.end() :].strip("”’）"):
        title = text[: stop.start()]
        return _sentence_title(paragraph, numbering.style, title, before, following)
    return _run_in_title(paragraph, numbering.style, stop)


def _line_title(
    paragraph: Paragraph, style: Style, before: Paragraph | None, following: Paragraph | None
) -> Heading | None:
    """The title in a numbered line that ends without a full stop."""
    text = paragraph.clean
    if text.endswith("，") or _is_list_item(paragraph, before, following):
        return None
    title = text.rstrip("：")
    title = title if len(title) <= _MAX_LINE_TITLE_CHARS else _short(title)
    return Heading(style, title, is_run_in=False)


def _sentence_title(
    paragraph: Paragraph,
    style: Style,
    title: str,
    before: Paragraph | None,
    following: Paragraph | None,
) -> Heading | None:
    """The title in a numbered line that is one sentence."""
    if _ends_list(paragraph, before) or _is_list_item(paragraph, before, None):
        return None
    if _heads_a_body(paragraph, following) and len(title) <= _MAX_LINE_TITLE_CHARS:
        return Heading(style, title, is_run_in=False)
    return None


def _run_in_title(paragraph: Paragraph, style: Style, stop: re.Match[str]) -> Heading | None:
    """The title in the first sentence of a numbered paragraph, up to its stop."""
    if style is Style.LABELLED and not paragraph.lines[0].raw.startswith("**"):
        return None
    # 2.受理：材料齐全的，当场受理；不齐全的，一次性告知。 is one sentence, and no title of another.
    if stop[0] == "；":
        return None
    return Heading(style, _short(paragraph.clean[: stop.start()]), is_run_in=True)


def _is_asked(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether it is a question that the next paragraph answers: 问3：…？ above 答：…."""
    if following is None or not _ANSWERS.match(following.clean):
        return False
    text = paragraph.clean
    return text.endswith(("？", "?")) and len(text) <= _MAX_LINE_TITLE_CHARS


def _unnumbered(
    paragraph: Paragraph, following: Paragraph | None, *, above_table: bool
) -> Heading | None:
    text = paragraph.clean
    if ITEM_LEAD.match(text) or len(text) > _MAX_TITLE_CHARS or paragraph.lines[0].is_date:
        return None
    if following.is_debris if following else not above_table:
        return None
    if (paragraph.is_marked and is_bare(text)) or (paragraph.is_bold and not _STOP.search(text)):
        return Heading(Style.UNNUMBERED, text.rstrip("：:"), is_run_in=False)
    if paragraph.is_bare_title:
        return Heading(Style.UNNUMBERED, text, is_run_in=False)
    return None


def _sibling_follows(style: Style, rest: Sequence[Paragraph]) -> bool:
    """Whether the next heading at this level or above is of this level."""
    for paragraph in rest:
        numbering = paragraph.lines[0].numbering
        if numbering and RANKS.get(numbering.style, -1) >= 0:
            if numbering.style is style:
                return True
            if RANKS[numbering.style] < RANKS[style]:
                return False
    return False


def _heads_a_body(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Tell a numbered sentence that heads a section from one that is an item of a list."""
    if paragraph.is_marked or paragraph.is_bold or _heads_lower(paragraph, following):
        return True
    return following is not None and not (
        following.lines[0].numbering
        or following.lines[0].is_date
        or following.is_debris
        or following.is_signature
        or _FORMULA.match(following.clean)
    )


def _heads_lower(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether what follows is numbered below it: 三、加强用地保障。 above （一）."""
    own, lower = _style(paragraph), _style(following)
    if own is None or lower is None:
        return False
    return RANKS.get(own, len(RANKS)) < RANKS.get(lower, -1)


def _is_list_item(
    paragraph: Paragraph, before: Paragraph | None, following: Paragraph | None
) -> bool:
    """Whether a numbered line has a sibling right above or below it, with no text in between."""
    style = _style(paragraph)
    if style not in _ROWS or paragraph.is_marked or paragraph.is_bold:
        return False
    is_behind_item = _style(before) is style and before is not None and not _holds_text(before)
    return _style(following) is style or is_behind_item


def _ends_list(paragraph: Paragraph, before: Paragraph | None) -> bool:
    """Whether a numbered sentence is the last of a list whose items end in ；."""
    is_sibling = before is not None and _style(before) is _style(paragraph)
    return is_sibling and before is not None and before.clean.endswith("；")


def _holds_text(paragraph: Paragraph) -> bool:
    """Whether a paragraph goes on behind its title, as 1.申请。申请人到窗口提出申请。 does."""
    stop = _STOP.search(paragraph.clean)
    return stop is not None and stop.end() < len(paragraph.clean)


def _style(paragraph: Paragraph | None) -> Style | None:
    numbering = paragraph.lines[0].numbering if paragraph else None
    return numbering.style if numbering else None


def _short(title: str) -> str:
    """Return the title, or its first clause where it is a whole long sentence."""
    if len(title) <= _MAX_TITLE_CHARS:
        return title
    clause = re.split("[，：、]", title[3:])[0]
    return (title[:3] + clause)[:_MAX_TITLE_CHARS]
