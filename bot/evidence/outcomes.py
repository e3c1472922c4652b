"""What came true asked of: whether a sentence tells what is planned or laid down instead.

2023年发了多少安家补贴 is not answered by how much each may have, 最后公布了多少家 not by how many
are to be, and 实际达到 not by a target.
"""

import re
from collections.abc import Callable, Sequence

from corpus import split_clauses

# 实际通车多少, 最终完成了多少: asked once it is over. 最后期限 asks of what is to come.
_CAME_TRUE = re.compile(
    r"到底[^，。？]{0,12}(?:了没有?|了吗)|"
    r"实际(?!控制|困难|需[求要]|出发|情况|操作|经营|问题|工作)|(?:最终|最后|真正)[^，。？]{0,6}?了"
)
_IS_TO_COME = re.compile(
    r"确保|力争|年底可|争取|预计|有望|(?<![模虚])拟[^，。；]{1,8}?(?:\d|不少于|不低于)|(?:年底|月底|季度|年内|[0-9]年)前?(?:将|突破|完成|实现|新增)|"
    r"[年月]底前|(?<!\d年)到\d{4}年[底末]?，?[^，。；]{0,20}(?:达到?|突破|超过|以上)"
)
# 发了多少, 兑现了多少: what was done with money or things.
_WAS_DONE = re.compile(
    r"[发放兑投拨付支花用补奖贷返退培招引收](?:出去|出|到|放|助|贴|励|现|款)?了[^，。？]{0,4}(?:多少|几)"
)
# What may be had, at most or each: it holds before anything was done.
_LAID_DOWN = re.compile(
    r"不超过|不高于|不低于|不少于|最高|最多|上限|首期|(?<!模)拟(?!定)|力争|争取|预计|计划|"
    r"每[人户家月年辆张][^，。；]{0,6}(?:元|补|奖)|按[^，。；]{2,20}(?:标准|给予)|给予|"
    r"(?:补贴|奖励|补助|支持)标准|一次性(?:奖|补|给)"
)
_OF_STANDARDS = re.compile(r"标准|目标|打算|计划|措施")


def is_only_planned(question: str, sentence: str) -> bool:
    """Return whether what came true is asked (实际), and the sentence tells what is planned."""
    return _CAME_TRUE.search(question) is not None and _IS_TO_COME.search(sentence) is not None


def is_only_laid_down(
    question: str, sentence: str, section: Sequence[str], is_wanted: Callable[[str], bool]
) -> bool:
    """Return whether it is asked what was given out, and a sentence tells what may be had.

    Args:
        question: as asked.
        sentence: of a source.
        section: the headings above it; a row below 支持标准 is a standard.
        is_wanted: whether a clause holds a figure of the kind asked for.
    """
    if _WAS_DONE.search(question) is None:
        return False
    if "\t" in sentence:
        return any(_OF_STANDARDS.search(heading) for heading in section[-1:])
    clauses = [sentence[start:end] for start, end in split_clauses(sentence, 0, len(sentence))]
    telling = [clause for clause in clauses if is_wanted(clause)]
    return bool(telling) and all(_LAID_DOWN.search(clause) for clause in telling)
