"""Terms of the documents themselves: texts in, words that segmentation must keep whole out.

A document quotes what it names: “科技贷”, 《免予处罚事项清单》. What is quoted at least
twice is a term, and so is what a document defines, once: 实际控制人，是指….
"""

import re
from collections import Counter
from collections.abc import Iterable

from retrieval.words.segmentation import fold

MIN_TIMES = 2  # quoted once may be a phrase of speech
MIN_CHARS = 2
MAX_CHARS = 12  # longer ones are slogans and full titles

_QUOTED = re.compile(r"[“《「『]([^“”《》「」『』\n]{2,16})[”》」』]")
# 本法所称关联关系，是指…; （四）实际控制人，是指…
_DEFINED = re.compile(
    r"(?:^|[。；\n）)、：]|所称的?)\s*((?:(?!所称)[\u4e00-\u9fff]){2,10}?)(?:[，,]\s*|\s)?是指",
    re.MULTILINE,
)
_HAN_ONLY = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


def draw_terms(texts: Iterable[str]) -> list[str]:
    """Return the terms of the texts, sorted."""
    times: Counter[str] = Counter()
    for text in texts:
        times.update(_quoted_terms(text))
        times.update({fold(defined): MIN_TIMES for defined in _DEFINED.findall(text)})
    return sorted(term for term, n in times.items() if n >= MIN_TIMES)


def _quoted_terms(text: str) -> list[str]:
    quoted = (fold(match) for match in _QUOTED.findall(text))
    return [q for q in quoted if _HAN_ONLY.fullmatch(q) and MIN_CHARS <= len(q) <= MAX_CHARS]
