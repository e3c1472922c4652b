"""Two versions of one document: lines of both in, rows of what stands beside what out.

Lines are matched where they say the same, whatever the number of their article; between those,
where they are alike enough to be one provision in other words. What is left was taken out or added.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from api.pages.source_view import Paragraph
from corpus import CHINESE_NUMERAL_CHARS, INLINE_TAG

# Below it, two provisions have only the words of their trade in common.
MIN_LIKENESS = 0.4
# Characters in common that are too few to mean anything (a shared 的 or 2) belong to the change.
MIN_COMMON_CHARS = 3
# Beyond these, in lines and in characters of one side by the other, nothing is looked into.
MAX_LINE_PAIRS = 200_000
MAX_CHAR_PAIRS = 1_000_000
_MARKS = re.compile(rf"\*\*|^\s*#{{1,6}}\s+|{INLINE_TAG.pattern}", re.IGNORECASE)
# A figure is read as a whole: 30 and 20 have no 0 in common.
_TOKEN = re.compile(rf"\d[\d.,]*|[{CHINESE_NUMERAL_CHARS}]+|.", re.DOTALL)
_NUMBER = re.compile(
    r"^第[\s\d〇零一二三四五六七八九十百千]+([条章节编])(?:之[一二三四五六七八九十]+)?"
)


class RowKind(StrEnum):
    """What became of a line; `renumbered` has only another number."""

    SAME = "same"
    RENUMBERED = "renumbered"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a line; `is_changed` where the other version has others."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A line of one version, as it is read, and its span in the source.

    `article` is the number of the article that it goes on with, None where it begins one.
    """

    start: int
    end: int
    runs: tuple[Run, ...]
    article: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the older version, of the newer one, or of both."""

    kind: RowKind
    old: Side | None
    new: Side | None


@dataclass(frozen=True, slots=True)
class _Line:
    paragraph: Paragraph
    text: str
    said: str
    pairs: frozenset[str]
    article: str | None


def compared(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Row]:
    """Return the rows in the order of the texts, what was taken out before what was added."""
    left, right = _lines(old), _lines(new)
    matcher = SequenceMatcher(None, [x.said for x in left], [x.said for x in right], autojunk=False)
    rows: list[Row] = []
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            rows.extend(map(_kept, left[i:i_end], right[j:j_end]))
        else:
            rows.extend(_between(left[i:i_end], right[j:j_end]))
    return rows


def _lines(paragraphs: Sequence[Paragraph]) -> list[_Line]:
    found: list[_Line] = []
    article: str | None = None
    for paragraph in paragraphs:
        text = _MARKS.sub("", paragraph.text).strip()
        number = _NUMBER.match(text)
        said = _packed(_NUMBER.sub("", text)) or text
        pairs = frozenset(map("".join, pairwise(said)))
        found.append(_Line(paragraph, text, said, pairs, None if number else article))
        if number:
            article = number[0] if number[1] == "条" else None
    return found


def _kept(old: _Line, new: _Line) -> Row:
    kind = RowKind.SAME if _packed(old.text) == _packed(new.text) else RowKind.RENUMBERED
    return Row(kind, _whole(old, is_changed=False), _whole(new, is_changed=False))


def _between(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[Row]:
    """Yield the rows of lines between two that both versions have."""
    i = j = 0
    for next_i, next_j in [*_likest(old, new), (len(old), len(new))]:
        for line in old[i:next_i]:
            yield Row(RowKind.REMOVED, _whole(line, is_changed=True), None)
        for line in new[j:next_j]:
            yield Row(RowKind.ADDED, None, _whole(line, is_changed=True))
        if next_i < len(old):
            yield _changed(old[next_i], new[next_j])
        i, j = next_i + 1, next_j + 1


def _likest(old: Sequence[_Line], new: Sequence[_Line]) -> list[tuple[int, int]]:
    """Return the pairs, in order and without crossing, that are most alike together."""
    if len(old) * len(new) > MAX_LINE_PAIRS:
        return []
    alike = [[_likeness(one, other) for other in new] for one in old]
    # best[i][j]: how much of old[i:] and new[j:] can be paired.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _likeness(one: _Line, other: _Line) -> float:
    """Return the share of their character pairs that both have (Dice), 0 where it is too small."""
    both = len(one.pairs) + len(other.pairs)
    share = 2 * len(one.pairs & other.pairs) / both if both else 0.0
    return share if share >= MIN_LIKENESS else 0.0


def _changed(old: _Line, new: _Line) -> Row:
    if len(old.text) * len(new.text) > MAX_CHAR_PAIRS:
        return Row(RowKind.CHANGED, _whole(old, is_changed=True), _whole(new, is_changed=True))
    one, other = _TOKEN.findall(old.text), _TOKEN.findall(new.text)
    left: list[Run] = []
    right: list[Run] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, added = "".join(one[i:i_end]), "".join(other[j:j_end])
        is_edge = i == 0 or i_end == len(one)
        is_kept = tag == "equal" and (len(gone) >= MIN_COMMON_CHARS or is_edge)
        left.append(Run(gone, not is_kept))
        right.append(Run(added, not is_kept))
    return Row(RowKind.CHANGED, _side(old, left), _side(new, right))


def _whole(line: _Line, *, is_changed: bool) -> Side:
    return _side(line, [Run(line.text, is_changed)])


def _side(line: _Line, runs: Sequence[Run]) -> Side:
    """Return a side with neighbours of one sort as one run."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].is_changed == run.is_changed:
            joined[-1] = Run(joined[-1].text + run.text, run.is_changed)
        elif run.text:
            joined.append(run)
    start = line.paragraph.start
    end = start + len(line.paragraph.text)
    return Side(start, end, tuple(joined), line.article)


def _packed(text: str) -> str:
    return re.sub(r"\s+", "", text)
