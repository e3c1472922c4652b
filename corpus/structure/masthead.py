"""Lines of an official document that are not its text: letterhead, number, speaker, signature.

Clean lines in, what they are out. GB/T 9704 puts the issuer (…文件) and the number (文号) above the
title; the issuer signs below the text, above the date.
"""

import re
from collections.abc import Sequence

from corpus.structure.lines import Line
from corpus.structure.numbering import is_bare
from corpus.structure.stated import is_end_note

# What the name of an office ends in.
ORGAN = (
    "(?:政府|委员会|管委会|办公室|办公厅|厅|局|院|中心|大会|总队|支队|调查队|分行|海关|"
    "[发改工信卫健国资]{2}委|(?:(?<=中共..)|(?<=中共...)|(?<=中共....))[省市县区]委)"
)
_NAME = rf"[\u4e00-\u9fff（）]{{2,28}}?{ORGAN}"
_ORGANS = re.compile(rf"{_NAME}(?:、{_NAME})*$")
_NOTICE = re.compile(
    rf"(?:{_NAME}){{1,4}}关于(?:印发|发布|公布|转发)《[^《》]{{2,80}}(?:〈[^〈〉]+〉[^《》]*)?》的(?:通知|公告|决定)"
)
_LETTERHEAD = re.compile(rf"{_NAME}(?:、{_NAME})*文件$")
_DOC_NO = re.compile(
    r"(?:[（(]?[\u4e00-\u9fff]{0,12}[〔\[［【（(]\d{4}[〕\]］】）)]第?\d{1,4}[号次期][）)]?"
    r"|\d{4}年第\d{1,4}号|[\u4e00-\u9fff、]{0,30}令第?\d{1,4}号|第\d{1,4}号"
    r"|[\u4e00-\u9fff、]{2,40}公告(?:\d{4}年|〔\d{4}〕)?第?\d{1,4}号)"
    # Behind the number: the class of a reply (A类), or who signed what is sent up.
    r"\s?(?:[（(][A-C]类[）)]|签发人：[\u4e00-\u9fff]{2,8})?$"
)
_LONE_DATE = re.compile(
    r"[（(]?(?:\d{4}|[〇○零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日[）)]?$"
)
# The red head of minutes and briefings: what kind of paper it is, above its number.
_KIND_ALONE = re.compile("[\u4e00-\u9fff]{0,8}(?:会议纪要|简报|工作动态|公告|通告)$")
# How a text was made, below its title: （2021年3月1日某市第十五届人民代表大会第五次会议批准）.
_ENACTED = re.compile(
    r"[（(]\d{4}年\d{1,2}月\d{1,2}日[^。；]{0,160}(?:通过|批准|公布|发布|印发|修正|修订|施行|实施)[）)]$"
)
# Who compiled a booklet, and in which month.
_COMPILED = re.compile(rf"{_NAME}(?:主编|编印|编制|编写|编|印制?)$|\d{{4}}年\d{{1,2}}月$")
# A speech tells below its title when and before whom it was held; other subtitles are title.
_OCCASION = re.compile(r"—{1,2}\d{4}年.{1,60}会议?上$")
_SPEAKER = re.compile(
    r"[\u4e00-\u9fff]{0,20}(?:主席|省长|市长|州长|区长|县长|主任|镇长|乡长|院长|检察长|局长|厅长)"
)
# The running head of an official gazette: whose, which year, which issue.
_ISSUE = re.compile(r"[一-鿿]{2,20}公报(?:\d{4}年)?第?\d{1,3}[期号](?:（?总第?\d{1,4}[期号]）?)?$")
# When and whence a page was published, below its title: 2023-03-06 08:15 来源：商丘日报.
_DATELINE = re.compile(
    r"(?:发布(?:时间|日期)|时间|日期)?：?"
    r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?\s?(?:\d{1,2}[：:]\d{2}(?:[：:]\d{2})?)?\s?(?:$|来源|作者|发布|浏览|阅读|点击)"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]{2}")
_MAX_DATELINE_CHARS = 60
_MAX_NOTICE_CHARS = 300  # long titles of circulars have about 150
_MAX_SPEAKER_CHARS = 24
_MAX_SIGNERS = 6


def is_doc_no(clean: str) -> bool:
    """Return whether a line is a document number (文号) alone."""
    return _DOC_NO.match(clean) is not None


def is_dateline(clean: str) -> bool:
    """Return whether a line tells when, and maybe whence, the text below it was published."""
    is_short = len(clean) <= _MAX_DATELINE_CHARS and "。" not in clean
    return is_short and _DATELINE.match(clean) is not None


def names_organs(clean: str) -> bool:
    """Return whether a line is the name of one office, or of several, and nothing else."""
    return _ORGANS.match(clean) is not None


def names_notice(clean: str) -> bool:
    """Return whether a text is the whole title of a notice: 某市人民政府关于印发《…》的通知."""
    return len(clean) <= _MAX_NOTICE_CHARS and _NOTICE.fullmatch(clean) is not None


def masthead_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return which of a document's first lines stand around its title and are no part of it."""
    found: set[int] = set()
    is_chinese = any(_HAN.search(line.clean) for line in lines)
    for at, line in enumerate(lines):
        follows_occasion = at - 1 in found and _OCCASION.match(lines[at - 1].clean)
        is_speaker = len(line.clean) <= _MAX_SPEAKER_CHARS and _SPEAKER.match(line.clean)
        if (
            _is_beside_title(line.clean)
            # The name of office and paper once more, in English.
            or (is_chinese and _is_foreign(line.clean))
            or (follows_occasion and is_speaker)
            or (
                at + 2 < len(lines)
                and _KIND_ALONE.match(line.clean)
                and is_doc_no(lines[at + 1].clean)
                and is_bare(lines[at + 2].clean)
            )
        ):
            found.add(at)
    return frozenset(found)


def _is_beside_title(clean: str) -> bool:
    """Whether a line alone tells that it is no part of a title."""
    patterns = (_ISSUE, _LETTERHEAD, _ENACTED, _COMPILED, _OCCASION)
    stated = is_doc_no(clean) or is_end_note(clean) or is_dateline(clean)
    return stated or any(pattern.match(clean) for pattern in patterns)


def signature_lines(lines: Sequence[Line], *, is_tail: bool = False) -> frozenset[int]:
    """Return the lines that sign a text: names of offices right above a date alone.

    Args:
        lines: the text, or the end of it.
        is_tail: whether the text ended above them: the first line is then no letterhead.
    """
    found: set[int] = set()
    for at, line in enumerate(lines):
        if not _LONE_DATE.match(line.clean):
            continue
        above = at - 1
        while (
            above >= (0 if is_tail else 1) and at - above <= _MAX_SIGNERS and _signs(lines[above])
        ):
            found.add(above)
            above -= 1
    return frozenset(found)


def _is_foreign(clean: str) -> bool:
    return _HAN.search(clean) is None and _LATIN.search(clean) is not None


def _signs(line: Line) -> bool:
    if line.is_marked or line.is_row or line.numbering:
        return False
    return names_organs(line.clean) or _is_foreign(line.clean)
