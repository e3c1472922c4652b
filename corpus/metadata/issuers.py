"""Who issued a text, by its letterhead, its signature or its contact: lines in, a name out.

A letterhead stands alone or before a date (西平县人民政府, …办公室 2021年8月27日); a signature
stands alone near the end, of one office or of several, side by side or line by line; a reply
names 联系单位 behind it, mostly in short (许昌市发改委). A portal states 发文机关, or 来源.
A government's yearly report says before whose congress it was given.
"""

import re
from collections.abc import Sequence

from corpus.regions.finding import find_regions

_ORGAN = "(?:政府|委员会|办公室|厅|局|院|中心|大会|调查队|[发改工信卫健国资]{2}委)"
_LETTERHEAD = re.compile(
    rf"^(?P<name>[\u4e00-\u9fff]{{2,24}}?{_ORGAN})"
    r"(?:$|关于|文件$|(?:公告|通告|通报)$|[\u4e00-\u9fff]{0,6}(?:权责|权力|责任|职权|处罚|许可)[\u4e00-\u9fff]{0,6}清单|\s*[（(]?\d{4}年\d{1,2}月\d{1,2}日[）)]?$)"
)
_SIGNATURE = re.compile(rf"^(?P<name>[\u4e00-\u9fff]{{4,24}}?{_ORGAN})$")
_CONTACT = re.compile(
    rf"^(?:联系|承办|主办|发布|制发|印发|填报|编制)(?:单位|机关|部门)[^：:]{{0,6}}[：:](?P<name>[\u4e00-\u9fff]{{2,24}}?{_ORGAN})"
    r"(?:$|[，,、；\s\d])"
)
_STATED = re.compile(
    rf"^(?:发文|制定|发布|实施)(?:机关|机构|单位|主体)：(?P<name>[\u4e00-\u9fff、]{{2,60}}{_ORGAN})$"
)
_ORIGIN = re.compile(rf"^来源：(?P<name>[\u4e00-\u9fff]{{4,24}}{_ORGAN})$")
# A paper issues what its own reporters wrote; what it reprints is somebody else's.
_PAPER = re.compile(r"^来源：(?P<name>[\u4e00-\u9fff]{2,12}?(?:日报|晚报|时报|晨报|商报|电视台))")
_REPORTED = re.compile("本报讯|本报记者|记者")
_CONGRESS = re.compile(
    r"在(?P<place>[\u4e00-\u9fff]{2,12}?)第[\d一二三四五六七八九十百]+届人民代表大会"
)
_GOVERNMENT_REPORT = re.compile("政府工作报告$")
_SIDE_BY_SIDE = re.compile(r"[ \t\u3000、]+")
_HEAD_LINES = 6
_MAX_SIGNERS = 6
# The short names in use for offices, by how they end.
_SHORT = {
    "发改委": "发展和改革委员会",
    "发展改革委": "发展和改革委员会",
    "工信委": "工业和信息化委员会",
    "工信局": "工业和信息化局",
    "工信厅": "工业和信息化厅",
    "人社局": "人力资源和社会保障局",
    "人社厅": "人力资源和社会保障厅",
    "住建局": "住房和城乡建设局",
    "住建厅": "住房和城乡建设厅",
    "卫健委": "卫生健康委员会",
    "国资委": "国有资产监督管理委员会",
    "文旅局": "文化和旅游局",
    "文旅厅": "文化和旅游厅",
    "市监局": "市场监督管理局",
    "市场监管局": "市场监督管理局",
    "医保局": "医疗保障局",
}


def issuer_of(head: Sequence[str], tail: Sequence[str]) -> str | None:
    """Return who issued a text, None where it does not say.

    Args:
        head: its first lines, clean.
        tail: its last lines, clean, without annexes.
    """
    if of_government := _government(head):
        return of_government
    signed = _signers(tail)
    for pattern, lines in ((_LETTERHEAD, head[:_HEAD_LINES]), (_STATED, head)):
        for line in lines:
            names = line.split("、")
            if pattern is _LETTERHEAD and len(names) > 1 and all(map(_SIGNATURE.match, names)):
                return line
            if match := pattern.match(line):
                # A letterhead names the first of those that sign together.
                name = match["name"]
                return "、".join(signed) if name in signed else name
    if signed:
        return "、".join(signed)
    for line in tail:
        if match := _CONTACT.match(line):
            return _in_full(match["name"])
    is_reported = any(_REPORTED.search(line) for line in head)
    origins = (_ORIGIN, _PAPER) if is_reported else (_ORIGIN,)
    told = (match for line in head for pattern in origins if (match := pattern.match(line)))
    origin = next(told, None)
    # 来源：本站 and a short 市政府办公室 tell nothing for sure.
    return origin["name"] if origin and _begins_with_place(origin["name"]) else None


def offices_apart(line: str) -> str:
    """Return a line as received with 、 between the offices that it names side by side."""
    names = [name for name in _SIDE_BY_SIDE.split(line.strip(" \t\u3000*#")) if name]
    return "、".join(names) if len(names) > 1 and all(map(_SIGNATURE.match, names)) else line


def _signers(tail: Sequence[str]) -> list[str]:
    """Return the offices that sign: the first that the lines name, and those right below it."""
    found: list[str] = []
    for line in tail:
        names = line.split("、")
        if all(map(_SIGNATURE.match, names)):
            found += [name for name in names if name not in found]
        elif found:
            break
    return found[:_MAX_SIGNERS]


def _government(head: Sequence[str]) -> str | None:
    if not any(_GOVERNMENT_REPORT.search(line) for line in head[:_HEAD_LINES]):
        return None
    held = next((match for line in head[:_HEAD_LINES] if (match := _CONGRESS.search(line))), None)
    return f"{held['place']}人民政府" if held else None


def _begins_with_place(name: str) -> bool:
    return any(mention.start == 0 for mention in find_regions(name))


def _in_full(name: str) -> str:
    """Return the full name of an office that a contact gives in short."""
    for short in sorted(_SHORT, key=len, reverse=True):
        if name.endswith(short):
            return name.removesuffix(short) + _SHORT[short]
    return name
