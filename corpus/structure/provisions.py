"""Where in an article (条) a text stands, and how that is cited: 第三十三条第二款第（三）项.

A paragraph of an article is a 款, an item （一）… belongs to the 款 above it, and an article of one
paragraph has no 款 to cite. A chunk carries where its provisions begin; a span of it is cited as
the narrowest provision that holds all of it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import Chunk, Provision
from corpus.text.list_marks import MarkStyle, find_marks
from corpus.text.numerals import spell_numeral

# Enough for what items complete (…有下列情形之一的，由有关部门责令改正：), not for a paragraph.
MAX_LEAD_CHARS = 120
# No article has more; what follows is text behind the law that bears no heading of its own.
MAX_PARAGRAPH = 99
_SUB_ITEMS = (MarkStyle.NUMBER, MarkStyle.BRACKETED, MarkStyle.CIRCLED)
_FIRST_SENTENCE = re.compile("[^。：；]*[。：；]?")


@dataclass(frozen=True, slots=True)
class Place:
    """The provisions of one chunk of an article; `lead` is what a later chunk goes on from."""

    provisions: tuple[Provision, ...]
    lead: str | None


def places_of(
    article: str, lines: Mapping[int, str], chunks: Sequence[Sequence[tuple[int, int]]]
) -> list[Place]:
    """Return where in its article each chunk stands.

    Args:
        article: the article's number as written.
        lines: clean texts of its paragraphs and items by the number of their block.
        chunks: the pieces of each chunk, in order, as number of the block and length in characters;
            pieces of another block stand on a line of their own.
    """
    begins = dict(zip(lines, provisions_of(article, list(lines.values())), strict=True))
    found: list[Place] = []
    passed: Counter[int] = Counter()
    current: Provision | None = None
    for pieces in chunks:
        provisions: list[Provision] = []
        at, before = 0, None
        for number, length in pieces:
            at += before not in (None, number)
            low, high = passed[number], passed[number] + length
            opened = [each for each in begins.get(number, ()) if low <= each.start < high]
            if current is not None and (not opened or opened[0].start > low):
                provisions.append(replace(current, start=at))
            provisions += [replace(each, start=at + each.start - low) for each in opened]
            current = opened[-1] if opened else current
            passed[number], at, before = high, at + length, number
        found.append(
            Place(tuple(provisions), _lead(article, lines, begins, provisions) if found else None)
        )
    return found


def provisions_of(article: str, lines: Sequence[str]) -> list[list[Provision]]:
    """Return the provisions that begin in each paragraph or item of an article, in order."""
    found: list[list[Provision]] = []
    paragraph = item = 0
    for text in lines:
        marks = [mark for mark in find_marks(text) if mark.style is MarkStyle.SECTION]
        is_item = bool(found and marks) and marks[0].start == 0
        if found and _is_sub_item(text):
            found.append([])
        elif not is_item:
            paragraph, item = paragraph + 1, 0
            found.append([Provision(0, article, paragraph)])
        else:
            found.append([])
        for mark in marks:
            # At the start of a line it opens an item even if the source numbers it wrongly.
            if mark.number == item + 1 or (is_item and mark.start == 0):
                item = mark.number
                written = text[mark.start : mark.end]
                found[-1].append(Provision(mark.start, article, paragraph, written))
    if paragraph > 1:
        return found
    return [[replace(each, paragraph=None) for each in line] for line in found]


def _is_sub_item(text: str) -> bool:
    """Whether a line is a 目 (1. or 1）), which belongs to the 项 or 款 above it."""
    mark = next(iter(find_marks(text)), None)
    return mark is not None and mark.start == 0 and mark.style in _SUB_ITEMS


def provision_label(chunk: Chunk, start: int, end: int) -> str | None:
    """Return how the clean range `[start, end)` of a chunk is cited; None outside an article."""
    held = [provision for provision, low, high in _ranges(chunk) if low < end and start < high]
    if not held:
        return None
    if len({provision.paragraph for provision in held}) > 1:
        return held[0].article
    paragraph = held[0].paragraph
    is_cited = paragraph is not None and paragraph <= MAX_PARAGRAPH
    label = held[0].article + (f"第{spell_numeral(paragraph)}款" if paragraph and is_cited else "")
    if held[0].item is None:
        return label
    first, last = f"第{held[0].item}项", f"第{held[-1].item}项"
    return label + (first if first == last else f"{first}至{last}")


def section_of(chunk: Chunk, start: int, end: int) -> tuple[str, ...]:
    """Return the section path of a clean range, its article cited as narrowly as it can be."""
    label = provision_label(chunk, start, end)
    return (*chunk.section[:-1], label) if label and chunk.section else chunk.section


def _ranges(chunk: Chunk) -> Iterator[tuple[Provision, int, int]]:
    for n, provision in enumerate(chunk.provisions):
        following = chunk.provisions[n + 1 : n + 2]
        end = following[0].start if following else len(chunk.text)
        if end > provision.start:
            yield provision, provision.start, end


def _lead(
    article: str,
    lines: Mapping[int, str],
    begins: Mapping[int, Sequence[Provision]],
    provisions: Sequence[Provision],
) -> str:
    """Return the article's number with the start of the paragraph that a later chunk goes on from.

    An item goes on from its 款; a 款 of its own from the first, which tells the article's subject.
    """
    first = provisions[0]
    head = _first_sentence(next(iter(lines.values())))
    if first.item is not None:
        for number, opened in begins.items():
            if opened and opened[0].paragraph == first.paragraph and opened[0].item is None:
                inline = [each.start for each in opened if each.item is not None]
                head = lines[number][: inline[0] if inline else None]
    head = head[:MAX_LEAD_CHARS]
    return head if head.startswith(article) else f"{article} {head}"


def _first_sentence(text: str) -> str:
    match = _FIRST_SENTENCE.match(text)
    return match[0] if match else text
