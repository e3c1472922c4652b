"""Paragraphs healed of page and line breaks: lines in, paragraphs out.

A line that does not end a sentence goes on in the next one, unless that one begins something new.
Page numbers and photo captions in between do not stop a sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.document import Span
from corpus.lines import Line, ends_sentence
from corpus.numbering import is_bare

_PAIRS = {"（": "）", "《": "》", "〈": "〉", "“": "”", "「": "」", "【": "】"}
_UNMARKED_HEADING_CHARS = 40
_ITEM_LEAD = re.compile("[一二三四五六七八九十]{1,2}是")


@dataclass
class Paragraph:
    """Lines that belong together, and what they are."""

    lines: list[Line] = field(default_factory=list)
    is_caption: bool = False
    is_debris: bool = False
    is_bare_title: bool = False

    @property
    def clean(self) -> str:
        """The normalised text; exact only where no rule reaches across a line break."""
        return "".join(line.clean for line in self.lines)

    @property
    def spans(self) -> list[Span]:
        """Where its lines stand in the source."""
        return [line.span for line in self.lines]

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.is_bold for line in self.lines)

    @property
    def is_marked(self) -> bool:
        """Whether Markdown calls it a heading."""
        return self.lines[0].is_marked

    @property
    def is_open(self) -> bool:
        """Whether its last sentence is unfinished."""
        text = self.clean
        return not (
            self.is_caption or self.is_bare_title or ends_sentence(text)
            or self.lines[-1].is_date or self._is_title()
        )  # fmt: skip

    def _is_title(self) -> bool:
        """Whether a numbered or marked line without a full stop is whole, not cut."""
        text = self.clean
        if not is_balanced(text) or re.search("[。；！？]", text):
            return False
        last = self.lines[-1]
        if last.is_marked or self.is_bold:
            return not _ITEM_LEAD.match(text)
        return self.lines[0].numbering is not None and len(text) <= _UNMARKED_HEADING_CHARS


def is_balanced(text: str) -> bool:
    """Return whether each bracket and quotation mark that opens also closes."""
    return all(text.count(left) == text.count(right) for left, right in _PAIRS.items())


def paragraphs_of(lines: Sequence[Line], *, bare_titles: bool = False) -> list[Paragraph]:
    """Return the paragraphs in order of their first lines.

    Args:
        lines: lines of one part, without tables.
        bare_titles: whether short lines without punctuation are titles in this document.
    """
    captions = _caption_lines(lines)
    found: list[Paragraph] = []
    current: Paragraph | None = None
    for at, line in enumerate(lines):
        if at in captions:
            found.append(Paragraph([line], is_caption=True))
        elif line.is_debris:
            found.append(Paragraph([line], is_debris=True))
        elif current is not None and current.is_open and not _begins_anew(line):
            current.lines.append(line)
        else:
            following = lines[at + 1] if at + 1 < len(lines) else None
            is_title = bare_titles and _is_bare_title(line, following)
            current = Paragraph([line], is_bare_title=is_title)
            found.append(current)
    return found


def _is_bare_title(line: Line, following: Line | None) -> bool:
    is_plain = is_bare(line.clean) and not line.numbering and not line.is_date
    return is_plain and following is not None and len(following.clean) > len(line.clean)


def _begins_anew(line: Line) -> bool:
    return (
        line.numbering is not None or line.is_indented or line.is_date
        or line.clean.startswith("附件：") or line.raw.lstrip().startswith(("- ", "——"))
    )  # fmt: skip


_MAX_CAPTION_CHARS = 80


def _caption_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Find credit lines, and the short sentence above each that is its caption."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if line.is_credit:
            found.add(at)
            above = lines[at - 1] if at else None
            if above and above.ends_sentence and len(above.clean) <= _MAX_CAPTION_CHARS:
                found.add(at - 1)
    return frozenset(found)
