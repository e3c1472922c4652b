"""What the title of a law or regulation tells: a title in, its kind and the work that it names out.

The work is the same for all versions of a law: 中华人民共和国公司法（2023年修订） and 公司法. A law
and the rules made under it (实施条例, 实施细则) are works of their own.
"""

import re

# The longer before the shorter that it ends in.
LAW_KINDS = (
    "实施细则", "细则", "条例", "规定", "办法", "规则", "准则", "法典", "法",
)  # fmt: skip
_NATION = "中华人民共和国"
# （试行）, （2023年修订）, (2018修正): which version it is, not which work.
_VERSION = re.compile(r"[（(\[〔][^（()）]*(?:\d{4}|试行|修[订正改])[^（()）]*[）)\]〕]$")
_QUOTES = re.compile(r"[\s《》〈〉“”]")


def law_kind(title: str) -> str | None:
    """Return what kind of law a title names, None where it names none."""
    # 关于印发《…办法》, cut off before 的通知, announces a law and is none.
    if title.rstrip().endswith("》") and not title.lstrip().startswith("《"):
        return None
    name = _plain(title)
    # 方法, 做法 and 执法 name no law.
    if re.search("[方做看想合依执]法$", name):
        return None
    return next((kind for kind in LAW_KINDS if name.endswith(kind)), None)


def is_law(title: str) -> bool:
    """Return whether a title names a law or regulation."""
    return law_kind(title) is not None


def work_title(title: str) -> str:
    """Return the title without what differs between versions and ways of citing it."""
    return _plain(title).removeprefix(_NATION)


def _plain(title: str) -> str:
    return _VERSION.sub("", _QUOTES.sub("", title))
