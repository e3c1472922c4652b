"""What a decision repeals in a list or table, in its text or annexes: parts in, names out.

《关于废止部分规范性文件的决定》 names in its sentences one of many, or none: the rest stand
one a line, numbered or in a table, each with its number (文号) or without.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.document import Part
from corpus.text.normalization import normalize

_REPEALS = re.compile("废止|失效")
# What is kept, or only changed, stands in lists of its own.
_KEEPS = re.compile("继续有效|保留|修改|修订|拟|征求意见|解读|说明")
_DECIDES = re.compile("(?:决定|通知|公告|通告|目录|清单)$")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,10}〔\d{4}〕\d{1,4}号")
_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.、．]?)\s*"
)
_NAME = re.compile(
    r"《(?P<quoted>.+)》|(?P<plain>[\u4e00-\u9fff“”、《》（）\d]{4,80}"
    r"(?:通知|意见|措施|方案|办法|规定|细则|政策|决定|公告|通告|规划|计划|条例|规则|标准))$"
)
_BEHIND = re.compile(r"[（(].*[）)][；。]?$|[；。]$")


def listed_repeals(source: str, title: str, parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the titles and numbers that a document repeals in lists.

    Args:
        source: the text as received.
        title: its title; what does not decide that others are repealed has no such list.
        parts: the main text and the annexes; empty without annexes.
    """
    if not (_REPEALS.search(title) and _DECIDES.search(title)):
        return ()
    lists = [part for part in parts[1:] if _REPEALS.search(part.title)]
    texts = [
        source[part.span.start : part.span.end] for part in lists if not _KEEPS.search(part.title)
    ]
    if not parts and not _KEEPS.search(title):
        texts = [source]
    names = (name for text in texts for line in text.splitlines() for name in _named(line))
    return tuple(dict.fromkeys(names))


def _named(line: str) -> Iterator[str]:
    """Yield the title and the number in a row or in an item of a list."""
    is_row = "\t" in line or line.count("|") > 1
    cells = [normalize(cell).text for cell in re.split(r"[\t|]", line)]
    cells = [cell for cell in cells if cell]
    marked = _MARK.match(cells[0]) if cells else None
    if not cells or not (marked or is_row):
        return
    cells[0] = cells[0][marked.end() :] if marked else cells[0]
    number = _NUMBER.search(" ".join(cells))
    name = next((match for cell in cells if (match := _NAME.match(_BEHIND.sub("", cell)))), None)
    if name is not None and not _REPEALS.search(name[0]):
        yield name["quoted"] or name["plain"]
    if number is not None:
        yield number[0]
