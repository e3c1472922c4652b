"""Which lines of a law begin an article (条), and which are its table of contents (目录).

Lines in, the same lines with their roles out. A line alone does not tell: 第三十三条 may open an
article or go on with a sentence that cites one (依照本法│第三十三条 规定的程序). The numbers do:
articles count up, one by one. What is no law, with no line that opens an article, stays as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from corpus.document import Span
from corpus.structure.lines import Line, LineRole
from corpus.structure.numbering import LEGAL_STYLES, Style, is_bare
from corpus.text.numerals import parse_numeral

_NUMERAL = r"[一二三四五六七八九十百千零〇○\d]"
_INNER = f"{_NUMERAL}(?:[ \u3000]?{_NUMERAL})*"
# As received: with the marks of Markdown around it, blanks inside it, or nothing behind it.
_CANDIDATE = re.compile(
    rf"[\s#>]*(?:\*\*)?第[ \u3000]?(?P<number>{_INNER})[ \u3000]?条"
    rf"(?:之(?P<inserted>{_NUMERAL}+))?(?:\*\*)?(?P<gap>\s*)(?:\*\*)?(?P<rest>.*)",
    re.DOTALL,
)
# A lost line break left an article in the middle of a line: …。第十条 国家…
_INSIDE = re.compile(rf"(?<=[。；！？”）])\s*(?=第{_NUMERAL}+条(?:之{_NUMERAL}+)?[ \u3000]+\S)")
# How a sentence goes on behind an article that it cites; no article begins so.
_CITED = re.compile(
    rf"第?{_NUMERAL}+[款项]|[和及与或至到]第|[、，。；）》”的]|之?规定|所列|所称|所述|以及|中[规所的]"
    r"|修改为|改为"
)
# How the first article of a law begins, even where no blank sets it off.
_PURPOSE = re.compile("为|根据|依据|依照|按照|本")
_CONTENTS = re.compile(r"目[录次]")
# Dots and page number behind a heading in a table of contents.
_PAGE = re.compile(r"[.．…·\s\d（）()-]*$")
_MAX_ENTRY_CHARS = 60
_DIVISIONS = LEGAL_STYLES - {Style.ARTICLE}


@dataclass(frozen=True, slots=True, order=True)
class _Number:
    """The number of an article; `inserted` counts 第十条之一 and its like from 1."""

    number: int
    inserted: int = 0

    def follows(self, last: "_Number | None") -> bool:
        if last is None:
            return self == _Number(1)
        return self in (_Number(last.number + 1), _Number(last.number, last.inserted + 1))


def with_roles(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a law with their roles; a line that holds two articles is cut."""
    contents = _contents(lines)
    found: list[Line] = []
    last: _Number | None = None
    text_before: Line | None = None  # the last line that is no debris
    for at, line in enumerate(lines):
        if at in contents:
            found.append(replace(line, role=LineRole.CONTENTS))
            continue
        before = text_before
        for piece in _pieces(line, last):
            match = _CANDIDATE.match(piece.raw)
            number = _number(match) if match else None
            known = piece
            if match is not None and number is not None:
                opens = _opens(match, number, last, before)
                known = replace(piece, role=LineRole.ARTICLE if opens else LineRole.MENTION)
                last = number if opens else last
            found.append(known)
            text_before = text_before if known.is_debris else known
            before = piece
    return found if last is not None else list(lines)


def _opens(
    match: re.Match[str], number: _Number, last: _Number | None, before: Line | None
) -> bool:
    """Tell whether a line that begins with an article's number opens that article."""
    is_next, rest = number.follows(last), match["rest"]
    if _CITED.match(rest) or (not rest and not is_next):
        return False
    is_set_off = bool(match["gap"]) or not rest
    if is_set_off and (is_next or last is None or number == _Number(1)):
        return True
    if last is None and number == _Number(1) and _PURPOSE.match(rest):
        return True
    # An article missing or misnumbered in the source stays an article, if it is set off.
    is_behind_whole = before is None or _is_division(before) or before.ends_sentence
    return is_behind_whole and (is_next or is_set_off)


def _number(match: re.Match[str]) -> _Number | None:
    value = parse_numeral(re.sub(r"[ \u3000]", "", match["number"]).replace("○", "〇"))
    inserted = parse_numeral(match["inserted"]) if match["inserted"] else 0
    return None if value is None or inserted is None else _Number(int(value), int(inserted))


def _pieces(line: Line, last: _Number | None) -> list[Line]:
    """Cut a line before the articles inside it that come next in order."""
    bounds = [0]
    opening = _CANDIDATE.match(line.raw)
    current = (_number(opening) if opening else None) or last
    for match in _INSIDE.finditer(line.raw):
        candidate = _CANDIDATE.match(line.raw, match.end())
        number = _number(candidate) if candidate else None
        if candidate and number and number.follows(current) and not _CITED.match(candidate["rest"]):
            bounds.append(match.end())
            current = number
    bounds.append(len(line.raw))
    if len(bounds) == 2:
        return [line]
    return [
        Line(line.raw[low:high], Span(line.span.start + low, line.span.start + high))
        for low, high in pairwise(bounds)
    ]


def _contents(lines: Sequence[Line]) -> range:
    """Return which lines are the table of contents: the headings that come once more below."""
    # It stands above the first article; the word may well head a list further down.
    above = list(takewhile(lambda line: not _is_whole_article(line), lines))
    head = next((at for at, line in enumerate(above) if _is_contents_head(line)), None)
    if head is not None and len(_squeezed(lines[head])) > 2:
        return range(head, head + 1)
    if head is None:
        first = next((at for at, line in enumerate(above) if _is_division(line)), len(above))
    else:
        first = head + 1
    end = first
    while end < len(above) and _is_entry(above[end]):
        end += 1
        if end < len(above) and _entry(above[end]) == _entry(above[first]):
            return range(first if head is None else head, end)
    if head is None:
        return range(0)
    articles = (at for at in range(first, end) if _CANDIDATE.match(above[at].raw))
    return range(head, next(articles, end))


def _is_whole_article(line: Line) -> bool:
    return _CANDIDATE.match(line.raw) is not None and line.ends_sentence


def _is_contents_head(line: Line) -> bool:
    """Whether it is the word 目录, alone or with all that it lists on the same line."""
    text = _squeezed(line)
    match = _CONTENTS.match(text)
    return bool(match) and (len(text) == 2 or len(re.findall("第[^第]{1,5}[章节]", text)) > 1)


def _is_entry(line: Line) -> bool:
    clean = line.clean
    return len(clean) <= _MAX_ENTRY_CHARS and not line.ends_sentence and "，" not in clean


def _entry(line: Line) -> str:
    return _PAGE.sub("", _squeezed(line))


def _is_division(line: Line) -> bool:
    return line.numbering is not None and line.numbering.style in _DIVISIONS and is_bare(line.clean)


def _squeezed(line: Line) -> str:
    return re.sub(r"\s", "", line.clean)
