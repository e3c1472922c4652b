"""Which departments a question names, and whose sources those are.

People shorten names: 工信厅 is 河南省工业和信息化厅, 金融局 is 河南省地方金融监管局. A short
name is one whose characters stand in the full name in the same order, the last one at its end.
"""

import re
from collections.abc import Iterable

_MENTION = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:厅|局|委员会|委|银行|中心|法院|检察院|办公室)")
# The names in use, short or full, without what may stand before them.
_NAME = re.compile(
    r"(?:省|市|县)?(?:直)?(?:发展?改革?|教育|科技|工信|工业和信息化|公安|民政|司法|财政|人社|人力资源(?:和)?社会保障|"
    r"自然资源|资规|生态环境|环保|住建|住房和?城乡建设|交通运输|交通|水利|农业农村|商务|文旅|文化和?旅游|卫健|"
    r"卫生健康|应急管理|应急|审计|市场监管|市监|地方金融监管|金融监管|金融|行政审批政务信息管理|行政审批|大数据|"
    r"政务服务|医保|税务|统计|国资|信访|人大常委会|检察|法)(?:厅|局|委|院)"
)
_MIN_CHARS = 3


def mentions_department(question: str) -> bool:
    """Return whether a question speaks of any department, known or not."""
    return _MENTION.search(question) is not None


def department_names(question: str) -> list[str]:
    """Return what looks like the name of a department, from its last known beginning on."""
    return [match.group() for match in _NAME.finditer(question)]


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
