"""Which departments a question names, and whose sources those are.

People shorten names: 工信厅 is 河南省工业和信息化厅, 金融局 is 河南省地方金融监管局. A short
name is one whose characters stand in the full name in the same order, the last one at its end.
"""

import re
from collections.abc import Iterable

_MENTION = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:厅|局|委员会|委|银行|中心|法院|检察院|办公室)")
_MIN_CHARS = 3


def mentions_department(question: str) -> bool:
    """Return whether a question speaks of any department, known or not."""
    return _MENTION.search(question) is not None


def departments_in(question: str, issuers: Iterable[str]) -> tuple[str, ...]:
    """Return the issuers that a question names, in the order of naming.

    A short name that fits several issuers names none: it does not say which.
    """
    known = list(dict.fromkeys(issuers))
    found: list[str] = []
    for mention in _mentions(question):
        fitting = [issuer for issuer in known if _shortens(mention, issuer)]
        if len(fitting) == 1 and fitting[0] not in found:
            found.append(fitting[0])
    return tuple(found)


def _mentions(question: str) -> Iterable[str]:
    """Every ending of what stands before 厅, 局, 委…: where the name begins is not marked."""
    for match in _MENTION.finditer(question):
        text = match.group()
        for start in range(len(text) - _MIN_CHARS + 1):
            yield text[start:]


def _shortens(short: str, full: str) -> bool:
    if short[-1] != full[-1]:
        return False
    at = -1
    for char in short:
        at = full.find(char, at + 1)
        if at < 0:
            return False
    return True
