"""What stands before the first chapter or article of a law: lines in, title and front matter out.

Such as the order that promulgates it (国务院令第722号), the title, and the note of when it was
passed and amended, in brackets below the title. None of it heads the text below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.law_titles import law_kind
from corpus.regions.finding import region_named
from corpus.structure.blocks import Block, BlockKind
from corpus.structure.lines import Line, LineRole
from corpus.structure.masthead import names_organs
from corpus.structure.numbering import LEGAL_STYLES, is_bare
from corpus.structure.paragraphs import paragraphs_of
from corpus.text.normalization import normalize_spans

_NATION = "中华人民共和国"
_LONGEST_TITLE = 60
# A note of when it was passed is no name, though it may end as one.
_NOTE = re.compile(r"\d{4}年\d{1,2}月")


@dataclass(frozen=True, slots=True)
class LawFront:
    """The lines before the first chapter or article, and those among them that are the title."""

    lines: tuple[Line, ...]
    title: tuple[Line, ...]


def front_of(lines: Sequence[Line]) -> LawFront | None:
    """Return the front matter of a law, None where the text is no law or shows no title."""
    if not any(line.role is LineRole.ARTICLE for line in lines):
        return None
    end = next(at for at, line in enumerate(lines) if _opens_body(line))
    title = _title(lines[:end])
    # Without a title above the text, one may stand in a Markdown head, which is no line.
    return LawFront(tuple(lines[:end]), title) if title or not end else None


def front_blocks(source: str, front: LawFront) -> list[Block]:
    """Return what stands above the title, the title as one block, and what stands below it."""
    lines = list(front.lines)
    at = lines.index(front.title[0]) if front.title else 0
    below = lines[at + len(front.title) :]
    blocks = list(_plain_blocks(source, lines[:at]))
    if front.title:
        spans = [line.span for line in front.title]
        blocks.append(Block(BlockKind.TITLE, normalize_spans(source, spans), (), 0))
    return [*blocks, *_plain_blocks(source, below)]


def _plain_blocks(source: str, lines: Sequence[Line]) -> Iterator[Block]:
    for paragraph in (one for run in _notes(lines) for one in paragraphs_of(run)):
        kind = BlockKind.DEBRIS if paragraph.is_debris else BlockKind.PARAGRAPH
        yield Block(kind, normalize_spans(source, paragraph.spans), (), 0)


def _notes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield runs of lines, each note of a day on which something was enacted on its own."""
    run: list[Line] = []
    for line in lines:
        if run and _NOTE.match(line.clean.lstrip("（(")):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _opens_body(line: Line) -> bool:
    return line.numbering is not None and line.numbering.style in LEGAL_STYLES


def _title(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the last line that is the name of a law, with a line above that begins the name."""
    for at in range(len(lines) - 1, -1, -1):
        if _names_a_law(lines[at]):
            above = lines[at - 1] if at else None
            begins_above = above is not None and _begins_a_name(above, lines[at])
            return tuple(lines[at - begins_above : at + 1])
    return ()


def _names_a_law(line: Line) -> bool:
    clean = line.clean
    is_name = len(clean) <= _LONGEST_TITLE and is_bare(clean) and not _NOTE.search(clean)
    return is_name and not line.is_debris and law_kind(clean) is not None


def _begins_a_name(line: Line, below: Line) -> bool:
    is_office = names_organs(line.clean) and below.clean.startswith("关于")
    return is_office or line.clean == _NATION or region_named(line.clean) is not None
