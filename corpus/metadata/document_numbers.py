"""Numbers of documents (文号): read off a head, and as they are compared.

豫政[2022] 1 号 and 豫政〔2022〕1号 are one.
"""

import re
from collections.abc import Sequence

OPENING, CLOSING = r"[〔\[(（【]", r"[〕\])）】]"
_DOC_NO = re.compile(r"[\u4e00-\u9fff]{1,10}〔\d{4}〕第?\d{1,4}号")
_NOTICE_NO = re.compile(r"[\u4e00-\u9fff]{2,30}公告(?:\d{4}年|〔\d{4}〕)第?\d{1,4}号")
_NUMBER_OF_YEAR = re.compile(r"\d{4}年第\d{1,4}号")
# Who published it may stand right before: 信息化局洛财金〔2023〕58号.
_OFFICE_BEFORE_CODE = re.compile(
    "^[\u4e00-\u9fff]{3,}(?:局|厅|委员会|政府|办公室)(?=[\u4e00-\u9fff]{2})"
)
# A number in a sentence is of the document that it speaks of.
_SENTENCE = re.compile("[，。；]")


def number_in_head(head: Sequence[str]) -> str | None:
    """Return the number (文号) of a document: 豫政办〔2022〕62号, or of a 公告, 2024年第6号."""
    for line in head:
        if _NUMBER_OF_YEAR.fullmatch(line) or _NOTICE_NO.fullmatch(line):
            return line
        if (match := _DOC_NO.search(line)) and not _SENTENCE.search(line):
            return _OFFICE_BEFORE_CODE.sub("", match[0])
    return None


def brackets_alike(text: str) -> str:
    """Write the brackets around a year as 〔〕; the length stays."""
    alike = re.sub(rf"{OPENING}(?=\s*(?:19|20)\d\d)", "〔", text)
    return re.sub(rf"(?<=\d){CLOSING}(?=\s*第?\s*\d)", "〕", alike)


def number_alike(number: str) -> str:
    """Return a number as every way of writing it is compared."""
    return re.sub(r"\s", "", brackets_alike(number))
