"""A document's source text laid out for reading: paragraphs that know their offset, an outline."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Chunk, Part

# HTML parsers drop or alter these; one character stands in for one, so that offsets hold.
_ALTERED_BY_PARSERS = {0: "\N{REPLACEMENT CHARACTER}", 13: " "}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the source; `text` starts at code point `start`."""

    start: int
    text: str
    is_heading: bool


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A part or heading; `anchor` is the start of the paragraph it begins in."""

    depth: int
    title: str
    anchor: int


def paragraphs(source_text: str) -> list[Paragraph]:
    """Return the lines that show something, in order."""
    found: list[Paragraph] = []
    start = 0
    for line in source_text.split("\n"):
        if line.strip():
            text = line.translate(_ALTERED_BY_PARSERS)
            found.append(Paragraph(start, text, re.match(r"\s*#{1,6}\s", line) is not None))
        start += len(line) + 1
    return found


def outline(
    parts: Sequence[Part], chunks: Sequence[Chunk], lines: Sequence[Paragraph]
) -> list[OutlineEntry]:
    """Return parts and the sections of the first two depths, in the order of the text."""
    starts = [line.start for line in lines]
    entries = [(part.span.start, 0, _part_title(part)) for part in parts]
    entries += _headings(chunks, nested=bool(parts))
    return [
        OutlineEntry(depth, title, _paragraph_start(starts, start))
        for start, depth, title in sorted(entries, key=lambda entry: entry[:2])
    ]


def _part_title(part: Part) -> str:
    return f"{part.label} {part.title}" if part.label else part.title


def _headings(chunks: Sequence[Chunk], *, nested: bool) -> list[tuple[int, int, str]]:
    """Return each section where it first occurs; under parts the first step names the part."""
    found: list[tuple[int, int, str]] = []
    seen: set[tuple[str, ...]] = set()
    for chunk in chunks:
        path = chunk.section[:2]
        for length in range(1 + nested, len(path) + 1):
            if path[:length] not in seen:
                seen.add(path[:length])
                found.append((chunk.span.start, length - 1, path[length - 1]))
    return found


def _paragraph_start(starts: Sequence[int], offset: int) -> int:
    index = bisect_right(starts, offset) - 1
    return starts[max(index, 0)] if starts else 0
