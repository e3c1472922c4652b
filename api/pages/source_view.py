"""A document's source text laid out for reading: paragraphs that know their offset, an outline."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus import Chunk, Part, without_comments

# HTML parsers drop or alter these; one character stands in for one, so that offsets hold.
_ALTERED_BY_PARSERS = {0: "\N{REPLACEMENT CHARACTER}", 13: " "}

# Short enough to be laid out at once, long enough that a long report has few of them.
BLOCK_CHARS = 1_500

# A line of print has about so many characters; what is shorter stands alone for a reason.
_MIN_CUT_CHARS = 25
_CUT = re.compile(r"[\w，、,]\**\s*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the source; `text` starts at code point `start`.

    `goes_on` says that the next line goes on with its sentence, which a page break cut.
    """

    start: int
    text: str
    is_heading: bool
    goes_on: bool = False

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table: cells set apart by tabs."""
        return "\t" in self.text.strip()


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A part or heading; `anchor` is the start of the paragraph it begins in."""

    depth: int
    title: str
    anchor: int


def paragraphs(source_text: str) -> list[Paragraph]:
    """Return the lines that show something, in order; comments show nothing."""
    found: list[Paragraph] = []
    start = 0
    for line in without_comments(source_text).split("\n"):
        if line.strip():
            text = line.translate(_ALTERED_BY_PARSERS)
            found.append(Paragraph(start, text, re.match(r"\s*#{1,6}\s", line) is not None))
        start += len(line) + 1
    for at, (one, following) in enumerate(pairwise(found)):
        found[at] = replace(one, goes_on=_is_cut(one, following))
    return found


def _is_cut(line: Paragraph, following: Paragraph) -> bool:
    """Return whether a line ends in the middle of a sentence: titles and cells are shorter."""
    is_prose = len(line.text) >= _MIN_CUT_CHARS and "\t" not in line.text
    is_between = line.is_heading or following.is_heading or following.text[:1].isspace()
    return is_prose and not is_between and _CUT.search(line.text) is not None


def blocks(lines: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Return the lines in runs of about a screen or two, which a browser lays out when they near.

    A run closes before the line that would make it too long, so only a single line can be longer.
    """
    found: list[list[Paragraph]] = []
    chars = 0
    for line in lines:
        if not found or chars + len(line.text) > BLOCK_CHARS:
            found.append([])
            chars = 0
        found[-1].append(line)
        chars += len(line.text)
    return found


def page_marks(page_starts: Sequence[int], lines: Sequence[Paragraph]) -> dict[int, list[int]]:
    """Return the pages, counted from 1, by the start of the first paragraph that begins on them.

    A page on which none begins stands with the one after it.
    """
    starts = [line.start for line in lines]
    found: dict[int, list[int]] = defaultdict(list)
    for number, page_start in enumerate(page_starts, start=1):
        index = min(bisect_left(starts, page_start), len(starts) - 1)
        if index >= 0:
            found[starts[index]].append(number)
    return dict(found)


def outline(
    parts: Sequence[Part], chunks: Sequence[Chunk], lines: Sequence[Paragraph]
) -> list[OutlineEntry]:
    """Return the parts and the upper headings under them, in the order of the text."""
    starts = [line.start for line in lines]
    entries = [(part.span.start, 0, _part_title(part)) for part in parts]
    entries += _headings(parts, chunks)
    return [
        OutlineEntry(depth, title, _paragraph_start(starts, start))
        for start, depth, title in sorted(entries, key=lambda entry: entry[:2])
    ]


def _part_title(part: Part) -> str:
    return f"{part.label} {part.title}" if part.label else part.title


def _headings(parts: Sequence[Part], chunks: Sequence[Chunk]) -> list[tuple[int, int, str]]:
    """Return `(start, depth, title)` of each heading where it first occurs in its part."""
    found: list[tuple[int, int, str]] = []
    seen: set[tuple[int, tuple[str, ...]]] = set()
    part_starts = [part.span.start for part in parts]
    for chunk in chunks:
        index = bisect_right(part_starts, chunk.span.start) - 1
        part = parts[index] if index >= 0 else None
        for depth, path in _paths(chunk.section, part):
            if (index, path) not in seen:
                seen.add((index, path))
                found.append((chunk.span.start, depth, path[-1]))
    return found


def _paths(section: tuple[str, ...], part: Part | None) -> list[tuple[int, tuple[str, ...]]]:
    """Return each upper heading of a section as `(depth, path)`, the step naming the part left out.

    An annex shows one level: with two, the outline of twenty annexes would be too long to read.
    """
    if part and section and section[0].endswith(part.title):
        section = section[1:]
    levels = 1 if part and part.label else 2
    return [
        (length - 1 + (part is not None), section[:length])
        for length in range(1, min(levels, len(section)) + 1)
    ]


def _paragraph_start(starts: Sequence[int], offset: int) -> int:
    index = bisect_right(starts, offset) - 1
    return starts[max(index, 0)] if starts else 0
