"""What is got against what is handed in: 居住证 among the papers of another matter is no answer.

办居住证要哪些材料 asks of the matter; a line whose papers hold 居住证 tells of what it is used for.
"""

import re

_GOT = re.compile(
    r"(?:办理?|申办|申领|领取?|补办?|换领?)(?:一?[张个份本])?([\u4e00-\u9fff]{1,8}?[证照])(?![明件书])"
)
_CELL = "\t"


def is_handed_in(question: str, sentence: str, above: str) -> bool:
    """Return whether the paper that a question asks how to get is only handed in here.

    Args:
        question: as asked.
        sentence: of a source, as received; of a row, the first cell is its matter.
        above: what stands over it; a matter named there is what it is of.
    """
    got = _GOT.search(question)
    if got is None or got[1] in above or got[1] not in sentence:
        return False
    if _CELL in sentence:
        return got[1] not in sentence.split(_CELL)[0]
    is_matter = rf"(?:办理?|申办|申领|领取?|申请|补办?|换领?|登记)[^，。；、]{{0,6}}{got[1]}"
    return re.search(is_matter, sentence) is None
