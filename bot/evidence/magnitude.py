"""How large a sum is asked for: a question of 多少亿 is not answered by sums of some thousands."""

import re

from corpus import FigureKind, find_figures

_ASKED = re.compile(r"(?:多少|几)个?亿")
# A tenth of the unit asked for is still told in answer (0.37亿, 3700万).
_LEAST = 10**7


def is_of_smaller_sums(question: str, sentence: str) -> bool:
    """Return whether 亿 are asked for, and all sums of a sentence are far below."""
    if _ASKED.search(question) is None:
        return False
    sums = [one for one in find_figures(sentence) if one.kind is FigureKind.AMOUNT]
    largest = [one.upper or one.value or 0 for one in sums]
    return bool(sums) and max(largest) < _LEAST
