"""Titles of a document and of its parts: lines in, title blocks out."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from corpus.structure.blocks import Block, BlockKind
from corpus.structure.lines import Line, body_start
from corpus.structure.masthead import is_dateline, masthead_lines, names_organs
from corpus.structure.numbering import is_bare
from corpus.text.normalization import normalize_spans

_MAX_TITLE_LINES = 6
# Titles longer than other bare lines: 某局关于印发《…》的通知 on one line, and what Markdown marks.
_OFFICIAL_TITLE = re.compile(
    r"[^。；！？，：]{4,60}关于[^。；！？]{4,100}的?"
    r"(?:通知|意见|公告|通告|函|批复|决定|报告|方案|办法|答复|复函|指南|规定|通报|纪要|请示)"
)
# What opens a booklet or a plan is no part of its name.
_OPENING = re.compile("(?:编印|编制|编写)?说明$|前言$|引言$|序言?$|概述$")
_ON_ONE_LINE = re.compile(r"[^。；！？，：]{2,100}")


def title_end(lines: Sequence[Line]) -> int:
    """Return how many lines the title takes: bare or dated ones before the first sentence."""
    head = masthead_lines(lines[: 2 * _MAX_TITLE_LINES])
    end = 0
    for at, line in enumerate(lines[: _MAX_TITLE_LINES + len(head)]):
        if line.is_debris or line.is_date or at in head:
            continue
        if not (_is_bare(line) or (not end and _is_headline(lines, at))):
            break
        if line.numbering or line.is_row or _is_issuer_below(lines, at, head):
            break
        if end and _OPENING.match(line.clean):
            break
        # A smaller heading of Markdown or of a page opens the text, but below the issuer's name.
        above = lines[end - 1] if end else None
        is_smaller = above is not None and _depth(line) > _depth(above) > 0
        if is_smaller and above and not names_organs(above.clean):
            break
        end = at + 1
    if end in (0, len(lines)):
        return 0
    while end < len(lines) and (lines[end].is_date or end in head):
        end += 1
    return end


def _depth(line: Line) -> int:
    return len(line.raw) - len(line.raw.lstrip("#"))


def _is_bare(line: Line) -> bool:
    if _OFFICIAL_TITLE.fullmatch(line.clean) or (
        line.is_marked and _ON_ONE_LINE.fullmatch(line.clean)
    ):
        return True
    return is_bare(line.clean.replace("，", "") if line.is_marked else line.clean)


def _is_headline(lines: Sequence[Line], at: int) -> bool:
    """Whether a line with a colon inside is a title, as a dateline follows: 商丘：跑出加速度."""
    clean = lines[at].clean
    is_dated = at + 1 < len(lines) and is_dateline(lines[at + 1].clean)
    return is_dated and not clean.endswith("：") and is_bare(re.sub("[：，！？]", "", clean))


def _is_issuer_below(lines: Sequence[Line], at: int, head: frozenset[int]) -> bool:
    """Whether a line names who issued the text whose title stands above it, and a date follows."""
    above = [
        line
        for number, line in enumerate(lines[:at])
        if number not in head and not (line.is_debris or line.is_date)
    ]
    has_title = bool(above) and not all(names_organs(line.clean) for line in above)
    is_last = at + 1 < len(lines) and (lines[at + 1].is_date or lines[at + 1].is_debris)
    return has_title and is_last and names_organs(lines[at].clean)


def title_blocks(source: str, lines: Sequence[Line]) -> list[Block]:
    """Return the title in order among the masthead, dates and debris around it.

    It is one block, or several where a number stands between letterhead and title.
    """
    blocks: list[Block] = []
    head = masthead_lines(lines)
    apart = [line.is_debris or line.is_date or at in head for at, line in enumerate(lines)]
    for is_apart, run in groupby(zip(apart, lines, strict=True), key=itemgetter(0)):
        run_lines = [line for _, line in run]
        if not is_apart:
            spans = [line.span for line in run_lines]
            blocks.append(Block(BlockKind.TITLE, normalize_spans(source, spans), (), 0))
            continue
        for line in run_lines:
            kind = BlockKind.DEBRIS if line.is_debris else BlockKind.DATELINE
            blocks.append(Block(kind, normalize_spans(source, [line.span]), (), 0))
    return blocks


def part_title(
    source: str, lines: Sequence[Line], path: tuple[str, ...], part: int
) -> Iterator[Block]:
    """Yield the lines that label and name a part."""
    for line in lines:
        yield Block(BlockKind.TITLE, normalize_spans(source, [line.span]), path, part)


def head_title(source: str) -> str:
    """Return the title in a Markdown head of dates; empty without one."""
    for line in source[: body_start(source)].splitlines():
        if line.startswith("#"):
            return line.lstrip("# ").strip()
    return ""
