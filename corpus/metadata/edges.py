"""First and last lines of a document, where it says of itself who made it and when.

A source as received in, clean lines out: of the head each fact on a line of its own, of the tail
those that sign the main text.
"""

import re

from corpus.metadata.issuers import offices_apart
from corpus.structure.lines import body_start
from corpus.structure.masthead import is_doc_no, names_organs
from corpus.text.normalization import normalize
from corpus.text.written_dates import LONE_DATE

# The first lines of a head are what stands right around the title.
HEAD_LINES = 6
_HEAD_CHARS = 400
_TAIL_CHARS = 300
# 来源：某局　发布时间：2024-11-08
_NEXT_FACT = re.compile(
    r"[\s\u3000]+(?=(?:来源|文号|发文字号|发布(?:机构|机关|单位|时间|日期)|成文日期|作者|"
    r"(?:浏览|阅读|点击)(?:次数|量|数)?|字[号体])[：:])"
)
_WIDE_BLANK = re.compile(r"[ \t]{2,}|\u3000+")


def head_lines(source: str) -> list[str]:
    """Return the lines before the text of a document, clean."""
    head = source[: body_start(source)] or source[:_HEAD_CHARS]
    return [normalize(offices_apart(line)).text for line in _facts_apart(head) if line.strip()]


def tail_lines(source: str, main_end: int | None) -> list[str]:
    """Return the last lines of the main text, clean."""
    end = len(source) if main_end is None else main_end
    lines = source[max(end - _TAIL_CHARS, 0) : end].splitlines()
    return [clean for line in lines if (clean := normalize(offices_apart(line)).text)]


def _facts_apart(head: str) -> list[str]:
    """Return the lines of a head, each fact that a portal states side by side on its own."""
    lines = (stated for line in head.splitlines() for stated in _labelled(line))
    facts = (fact for line in lines for fact in _NEXT_FACT.split(line))
    return [piece for fact in facts for piece in _side_by_side(fact)]


def _side_by_side(line: str) -> list[str]:
    """Return number, office and date that a line sets side by side, or the line as it is."""
    pieces = _WIDE_BLANK.split(line.strip())
    clean = [normalize(piece).text for piece in pieces]
    offices = [names_organs(piece) for piece in clean]
    known = all(
        is_office or is_doc_no(piece) or LONE_DATE.match(piece)
        for is_office, piece in zip(offices, clean, strict=True)
    )
    return pieces if known and not all(offices) else [line]


def _labelled(line: str) -> list[str]:
    """Return the facts in the row of a table of facts: | 实施机关 | 周口市市场监督管理局 |."""
    if "\t" not in line and "|" not in line:
        return [line]
    cells = [cell.strip(" \u3000：:") for cell in re.split(r"[\t|]", line) if cell.strip()]
    if len(cells) in (2, 4):
        return ["：".join(pair) for pair in zip(cells[::2], cells[1::2], strict=True)]
    return ["；".join(cells)]  # of other rows no cell may run into the next
