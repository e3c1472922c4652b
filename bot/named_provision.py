"""A provision that a question names and asks nothing else of: 公司法第三十三条第二款怎么规定.

What answers is the provision itself, whatever its words: question in, article, 款 and 项 out; an
article's chunks in, where in them the provision stands out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import Chunk
from corpus.text.numerals import parse_numeral

_NUMERAL = r"[一二三四五六七八九十百千零〇\d]{1,7}"
_NAMED = re.compile(
    rf"第?(?P<article>{_NUMERAL})条(?:之(?P<inserted>[一二三四五]))?"
    rf"(?:第?(?P<paragraph>{_NUMERAL})款)?(?:第?[（(]?(?P<item>{_NUMERAL})[）)]?项)?"
)
# What a question about its wording says behind it; anything more is a question about its matter.
_ASKS_ITS_WORDS = re.compile(
    "(?:的|具体|是|怎么|如何|怎样|规定|了|什么|啥|哪些|内容|原文|条文|讲|说|写|全文|一下|请|给|我|"
    "看看?|有|吗|呢|[？?，,。 ])*"
)
_ARTICLE = re.compile(rf"第({_NUMERAL})条(?:之([一二三四五]))?")


@dataclass(frozen=True, slots=True)
class NamedProvision:
    """An article by its number, with the 款 and the 项 in it that are named."""

    article: tuple[int, int]
    paragraph: int | None = None
    item: int | None = None


def named_provision(question: str) -> NamedProvision | None:
    """Return the provision whose words a question asks for, None where it asks anything else."""
    found = list(_NAMED.finditer(question))
    if len(found) != 1 or not _ASKS_ITS_WORDS.fullmatch(question, found[0].end()):
        return None
    article = _article(found[0]["article"], found[0]["inserted"])
    if article is None or found[0].start() == 0:
        return None
    return NamedProvision(article, _number(found[0]["paragraph"]), _number(found[0]["item"]))


def provision_places(
    chunks: Sequence[Chunk], named: NamedProvision
) -> Iterator[tuple[Chunk, int, int]]:
    """Yield where the provision stands, in order; nothing where the law does not have it."""
    for chunk in chunks:
        places = list(_held(chunk, named))
        if places:
            yield chunk, places[0][0], places[-1][1]


def _held(chunk: Chunk, named: NamedProvision) -> Iterator[tuple[int, int]]:
    starts = [one.start for one in chunk.provisions]
    ends = [*starts[1:], len(chunk.text)]
    for one, end in zip(chunk.provisions, ends, strict=False):
        match = _ARTICLE.fullmatch(one.article)
        if match is None or _article(match[1], match[2]) != named.article:
            continue
        if named.paragraph is not None and (one.paragraph or 1) != named.paragraph:
            continue
        if named.item is not None and _number((one.item or "").strip("（）")) != named.item:
            continue
        start = one.start or _behind_headings(chunk, one.article)
        while start < end and chunk.text[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end


def _behind_headings(chunk: Chunk, article: str) -> int:
    """Return where an article begins in its chunk: behind the heading of its chapter, if any."""
    match = re.search(f"^{article}", chunk.text, re.MULTILINE)
    return match.start() if match else 0


def _article(number: str, inserted: str | None) -> tuple[int, int] | None:
    value = _number(number)
    return None if value is None else (value, _number(inserted) or 0)


def _number(written: str | None) -> int | None:
    value = parse_numeral(written) if written else None
    return None if value is None else int(value)
