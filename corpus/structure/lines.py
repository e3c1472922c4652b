"""The lines of a source text with what their looks tell: first step towards structure.

Source text in, its non-blank lines out, each with its clean text and marks.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from corpus.document import Span
from corpus.structure.numbering import Numbering, article_numbering, numbering_of
from corpus.text.comments import without_comments
from corpus.text.normalization import normalize_spans

# Policies kept in Markdown begin with a title and their dates of promulgation, closed by this.
HEAD_END = "<!-- INFO END -->"
_HEAD_LIMIT_CHARS = 8000

_DATE_LINE = re.compile(
    r"[（(]?(?:\d{4}年\d{1,2}月\d{1,2}日"
    r"|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)[）)]?$"
)
_DATED_HEADER = re.compile(r"[^，。；：]{2,30}\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$")
# What opens a paragraph in plain text where the ideographic blank does not.
_SPACES = re.compile(r"[ \xa0]{4,8}\S")
# A row of a table in Markdown.
_PIPED = re.compile(r"\s*\|.*\|\s*$")
_PAGE_NUMBER = re.compile(r"(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页(?:\s*共\s*\d+\s*页)?)$")
_PORTAL = re.compile(
    r"(?:网站)?首页[ \xa0]*[>〉»›→]|"
    r"当前位置[:：]|您(?:现在)?的位置[:：]|.*(?:【字号|【?我要打印|【打印|【关闭)"
)
# What a portal states of the document beside it; `corpus.formats.html` writes it so.
_PORTAL_FACT = re.compile(
    "(?:发文字号|发文机关|制定机关|发布机关|成文日期|发布日期|公布日期|来源|时效性)：[^，。；]{1,50}$"
)
_CREDIT = re.compile(r"(?:.{0,12}记者.{1,20}[摄文/]+|.{0,10}通讯员.{1,16}摄|资料图片?|.{0,8}供图)$")
_SENTENCE_END = re.compile(r"[。！？；：!?;:…]$|[A-Za-z)]\.$")
_CLOSING = "”’）)》】」"
# Of a sentence, or of a fact such as the unit of a table.
_STATES = re.compile("[。；，：]")
# What parts texts in Markdown and in mails.
_RULE_LINE = re.compile(r"[-*_=—]{3,}$")


class LineRole(StrEnum):
    """What the whole text tells of a line of a law, where its looks alone would mislead."""

    ARTICLE = "article"
    """It begins an article (条)."""
    MENTION = "mention"
    """It begins with an article's number, but goes on with a sentence that cites the article."""
    CONTENTS = "contents"
    """It belongs to the table of contents (目录)."""
    RUNNING = "running"
    """It is the running head or foot of a page, beside the page's number."""
    SPACED_ROW = "spaced_row"
    """It is the row of a table whose cells only blanks set apart."""


@dataclass(frozen=True)
class Line:
    """A non-blank line. `clean` is its normalised text."""

    raw: str
    span: Span
    role: LineRole | None = None

    @cached_property
    def clean(self) -> str:
        """The normalised text of the line."""
        return normalize_spans(self.raw, [Span(0, len(self.raw))]).text

    @cached_property
    def numbering(self) -> Numbering | None:
        """How the line is numbered, if it is."""
        if self.role is LineRole.ARTICLE:
            return article_numbering(self.clean)
        if self.role is not None:
            return None
        return numbering_of(self.clean, self.raw)

    @property
    def is_marked(self) -> bool:
        """Whether Markdown calls it a heading."""
        return self.raw.lstrip().startswith("#")

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        text = self.raw.strip().lstrip("#").strip()
        return len(text) > 4 and text.startswith("**") and text.endswith("**")

    @property
    def is_indented(self) -> bool:
        """Whether it begins with the blanks that open a paragraph."""
        return self.raw.startswith("\u3000") or _SPACES.match(self.raw) is not None

    @property
    def is_row(self) -> bool:
        """Whether it is the row of a table."""
        is_spaced = self.role is LineRole.SPACED_ROW
        return is_spaced or "\t" in self.raw.strip(" \r\n") or self.is_piped

    @property
    def is_piped(self) -> bool:
        """Whether it is the row of a table in Markdown."""
        return _PIPED.match(self.raw) is not None

    @property
    def is_date(self) -> bool:
        """Whether it is a date alone, or an issuer with a date, as heads and signatures are."""
        return bool(_DATE_LINE.match(self.clean) or _DATED_HEADER.match(self.clean))

    @property
    def is_debris(self) -> bool:
        """Whether it belongs to the page or the portal, or repeats the headings (目录)."""
        if self.role in (LineRole.CONTENTS, LineRole.RUNNING):
            return True
        # Clean text has lost the dash before - 1 -, which looks like an item's mark.
        if _PAGE_NUMBER.match(self.raw.strip()) or _RULE_LINE.match(self.raw.strip()):
            return True
        patterns = (_PAGE_NUMBER, _PORTAL, _PORTAL_FACT)
        return any(pattern.match(self.clean) for pattern in patterns)

    @property
    def is_credit(self) -> bool:
        """Whether it names the source of a photo."""
        return len(self.clean) <= 30 and bool(_CREDIT.match(self.clean))

    @property
    def ends_sentence(self) -> bool:
        """Whether the text could stop here."""
        return ends_sentence(self.clean)


def is_debris(line: str) -> bool:
    """Return whether a line of a source is a page number or what a portal put beside the text."""
    return bool(line.strip()) and Line(line, Span(0, len(line))).is_debris


def ends_sentence(clean: str) -> bool:
    """Return whether a text ends as a sentence or clause does."""
    return bool(_SENTENCE_END.search(clean.rstrip(_CLOSING)[-2:]))


def body_start(source: str) -> int:
    """Return the offset where the text begins behind a head of dates; 0 without such a head."""
    at = source.find(HEAD_END, 0, _HEAD_LIMIT_CHARS)
    return at + len(HEAD_END) if at >= 0 else 0


def lines_of(source: str) -> list[Line]:
    """Return the non-blank lines, in order, comments apart."""
    found: list[Line] = []
    for match in re.finditer(r"[^\r\n\f\v\x85\u2028\u2029]+", without_comments(source)):
        line = Line(match[0], Span(match.start(), match.end()))
        if line.raw.strip() and (line.clean or line.is_row):
            found.append(line)
    return _running_marked(found)


def _running_marked(lines: list[Line]) -> list[Line]:
    """Mark what stands the same beside several page numbers, set there by every page."""
    beside = [
        near
        for at, line in enumerate(lines)
        if _PAGE_NUMBER.match(line.raw.strip())
        for near in (at - 1, at + 1)
        if 0 <= near < len(lines) and lines[near].clean
    ]
    times = Counter(lines[at].clean for at in beside)
    running = {at for at in beside if times[lines[at].clean] > 1}
    return [
        replace(line, role=LineRole.RUNNING)
        if at in running and not (line.numbering or line.is_row or _STATES.search(line.clean))
        else line
        for at, line in enumerate(lines)
    ]
