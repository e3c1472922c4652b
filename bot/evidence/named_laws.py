"""What a law says, asked by its name: evidence in, that of the law itself out.

河南省优化营商环境条例对欠账怎么说 is answered by the law. Those who learn it and put it on their
walls name it in every sentence, and say nothing of what it holds.
"""

import re
from collections.abc import Sequence

from bot.evidence.scoring import Evidence
from corpus import is_law, work_title

_ASKS_WHAT_IT_SAYS = re.compile(
    r"(?:条例|法|办法|规定|细则)》?(?:里|中|上|里面|当中)?(?:的)?(?:第[^，。？]{1,6}条)?(?:是)?"
    r"(?:(?:对|关于|就|说|讲|规定|要求)[^，。？]{0,24})?"
    r"(?:怎么|咋|如何|什么|啥|多少|几|哪|谁|吗|能不能|可不可以|要不要)"
)
_BRACKETS = re.compile(r"[《》〈〉<>\s]")


def of_the_law_named(question: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence of the laws that are asked what they say; all of it, where none is held.

    Args:
        question: what is asked.
        evidence: in order.
    """
    plain = _BRACKETS.sub("", question)
    if _ASKS_WHAT_IT_SAYS.search(plain) is None:
        return list(evidence)
    titles = {_title(item) for item in evidence if is_law(item.passage.metadata.title)}
    named = {title for title in titles if title in plain}
    longest = {title for title in named if not any(title != one and title in one for one in named)}
    return [item for item in evidence if not longest or _title(item) in longest]


def _title(item: Evidence) -> str:
    return _BRACKETS.sub("", work_title(item.passage.metadata.title))
