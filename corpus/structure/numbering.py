"""How Chinese official documents number their sections: 一、 > （一） > 1. > （1）; 第X章, 第X条.

The mark decides the rank of a heading; Markdown's `#` does not, as extraction flattens it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """A way to mark a heading; ranked ones nest by rank, the others by order of appearance."""

    VOLUME = "编"
    CHAPTER = "章"
    SECTION = "节"
    ARTICLE = "条"
    CHINESE = "一、"
    CHINESE_BRACKETED = "（一）"
    ARABIC = "1."
    ARABIC_BRACKETED = "（1）"
    LABELLED = "任务一："
    UNNUMBERED = ""


RANKS = {
    Style.VOLUME: 0,
    Style.CHAPTER: 1,
    Style.SECTION: 2,
    Style.ARTICLE: 3,
    Style.CHINESE: 4,
    Style.CHINESE_BRACKETED: 5,
    Style.ARABIC: 6,
    Style.ARABIC_BRACKETED: 7,
}
LEGAL_STYLES = frozenset({Style.VOLUME, Style.CHAPTER, Style.SECTION, Style.ARTICLE})

_NUMERALS = "一二三四五六七八九十百千零〇两"
_PATTERNS = (
    (Style.VOLUME, re.compile(rf"第[{_NUMERALS}]+(?:分?编|篇)(?=[^规定的]|$)")),
    (Style.CHAPTER, re.compile(rf"第[{_NUMERALS}]+章(?=[^规定的]|$)")),
    (Style.SECTION, re.compile(rf"第[{_NUMERALS}]+节(?=[^规定的]|$)")),
    # A year may open a title: 二、2024年重点工作.
    (
        Style.CHINESE,
        re.compile(r"[一二三四五六七八九十]{1,3}(?:、(?=(?:19|20)\d{2}年)|[、.．](?!\d))"),
    ),
    (Style.CHINESE_BRACKETED, re.compile(r"（[一二三四五六七八九十]{1,3}）")),
    # A year may open an item: 3.2023年度审计报告; other digits make a decimal.
    (Style.ARABIC, re.compile(r"\d{1,2}[、.．](?!\d)|\d{1,2}[、.．](?=(?:19|20)\d{2}年)")),
    (Style.ARABIC_BRACKETED, re.compile(r"（\d{1,2}）")),
)
# A cited article (第十二条规定) runs on without a blank; one that begins here is set off by one.
_ARTICLE = re.compile(rf"\s*(?:\*\*)?(第[{_NUMERALS}]+条(?:之[{_NUMERALS}]+)?)(?:\*\*)?\s+\S")
_ARTICLE_MARK = re.compile(rf"第[{_NUMERALS}\d]+条(?:之[{_NUMERALS}]+)?")
_LABELLED = re.compile(rf"[\u4e00-\u9fff]{{2,8}}[\d{_NUMERALS}、]{{1,8}}：")
_SPACED_NUMBER = re.compile(r"\d{1,2}[ \u3000]+(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Numbering:
    """The mark at the start of a line: its style and its clean text (`（一）`)."""

    style: Style
    mark: str


def numbering_of(clean: str, raw: str) -> Numbering | None:
    """Return how a line is numbered, or None.

    Args:
        clean: the line's normalised text.
        raw: the line as received, needed where a blank makes the difference.
    """
    if article := _ARTICLE.match(raw):
        return Numbering(Style.ARTICLE, article[1])
    for style, pattern in _PATTERNS:
        if match := pattern.match(clean):
            return Numbering(style, match[0])
    if match := _LABELLED.match(clean):
        return Numbering(Style.LABELLED, match[0])
    if (match := _SPACED_NUMBER.match(raw)) and is_bare(clean):
        return Numbering(Style.ARABIC, match[0].strip())
    return None


def article_numbering(clean: str) -> Numbering | None:
    """Return the number of an article at the start of a line that is known to begin one."""
    match = _ARTICLE_MARK.match(clean)
    return Numbering(Style.ARTICLE, match[0]) if match else None


def is_article_mark(text: str) -> bool:
    """Return whether a text is the number of an article and nothing else: 第三十三条."""
    return _ARTICLE_MARK.fullmatch(text) is not None


def is_bare(clean: str) -> bool:
    """Return whether a line is short and holds no punctuation of a sentence, as titles do."""
    return 0 < len(clean) <= 40 and not re.search(r"[，。；：！？,;:!?]", clean)
