"""An address asked for: what names an office alone does not say where it is."""

import re

_ASKED = re.compile(r"(?<![网邮])地址|[哪几](?:栋|幢|号楼|楼|层)")
_TOLD = re.compile(
    r"位于|坐落|地址|[路街道巷弄].{0,8}\d+号|\d+号|[\d一二三四五六七八九十负][楼层]|交叉口|交汇|"
    r"网址|https?|www|公众号|小程序|APP"
)


def is_no_address(question: str, sentence: str) -> bool:
    """Return whether an address is asked for, and a sentence holds none."""
    return _ASKED.search(question) is not None and _TOLD.search(sentence) is None
