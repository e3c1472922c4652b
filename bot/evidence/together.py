"""Whether several benefits may be had together: question and sentence in, yes or no out.

What each of them amounts to does not tell whether who has the one may have the other too.
"""

import re

_ASKED = re.compile(
    r"[两几多二三四][份个项种笔样头][^，。？]{0,8}?(?:都|同时|一起|一块儿?)[^，。？]{0,2}(?:领|拿|享受|补|报)|"
    r"(?:能|可以|可不可以|能否|可否)(?:不能)?(?:同时|一起|一块儿?|叠加|重复|都)[^，。？]{0,2}(?:领|拿|享受|用|补|申请|申领)|"
    r"(?:能|可以|可不可以|能否|可否)(?:叠加|重叠|兼得)|(?:冲突|矛盾)[吗么不]"
)
_TOLD = re.compile(
    r"同时|重复|叠加|兼得|兼享|就高|从高|择[优高一]|最高标准|不再享受|不冲突|只能|任选|自行选择|二选一|其中(?:一|1)[项种个]|可与|并享"
)


def leaves_out_the_other(question: str, sentence: str) -> bool:
    """Return whether it is asked if several may be had together, and a sentence tells of one."""
    return _ASKED.search(question) is not None and _TOLD.search(sentence) is None
