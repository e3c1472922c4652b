"""Numbers of documents (文号) as they are compared: 豫政[2022] 1 号 and 豫政〔2022〕1号 are one."""

import re

OPENING, CLOSING = r"[〔\[(（【]", r"[〕\])）】]"


def brackets_alike(text: str) -> str:
    """Write the brackets around a year as 〔〕; the length stays."""
    alike = re.sub(rf"{OPENING}(?=\s*(?:19|20)\d\d)", "〔", text)
    return re.sub(rf"(?<=\d){CLOSING}(?=\s*第?\s*\d)", "〕", alike)


def number_alike(number: str) -> str:
    """Return a number as every way of writing it is compared."""
    return re.sub(r"\s", "", brackets_alike(number))
