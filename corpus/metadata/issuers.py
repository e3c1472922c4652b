"""Who issued a text, by its letterhead, its signature or its contact: lines in, a name out.

A letterhead stands alone or before a date (西平县人民政府, …办公室 2021年8月27日); a signature
stands alone near the end, of one office or of several, side by side or line by line; a reply
names 联系单位 behind it, mostly in short (许昌市发改委). A portal states 发文机关, or 来源.
A government's yearly report says before whose congress it was given.
"""

import re
from collections.abc import Sequence

from corpus.regions.finding import find_regions
from corpus.structure.masthead import ORGAN as _ORGAN

# The ministries, as they sign for short; 干部 and 总部 end alike.
_MINISTRY = (
    "(?:外交|国防|教育|科技|科学技术|工业和信息化|公安|国家安全|民政|司法|财政|人力资源(?:和)?社会保障|"
    "自然资源|生态环境|住房(?:和)?城乡建设|交通运输|水利|农业农村|商务|文化和旅游|退役军人(?:事务)?|"
    "应急管理)部|国家发展改革委|发展改革委|国家卫生健康委|国务院国资委|税务总局|市场监管总局|"
    "海关总署|审计署|人民银行|金融监管总局"
)
_MINISTRY_NAME = re.compile(_MINISTRY)
_LETTERHEAD = re.compile(
    rf"^(?P<name>[\u4e00-\u9fff]{{2,24}}?{_ORGAN})"
    r"(?:$|关于|文件$|(?:公告|通告|通报)$|[\u4e00-\u9fff]{0,6}(?:权责|权力|责任|职权|处罚|许可)[\u4e00-\u9fff]{0,6}清单|\s*[（(]?\d{4}年\d{1,2}月\d{1,2}日[）)]?$)"
)
_SIGNATURE = re.compile(rf"^(?P<name>[\u4e00-\u9fff]{{4,24}}?{_ORGAN}|{_MINISTRY})$")
# （某市人力资源和社会保障局、某市财政局2023年9月15日印发）
_NOTED = re.compile(
    r"^[（(](?P<names>[\u4e00-\u9fff、]{4,80}?)\d{4}年\d{1,2}月\d{1,2}日(?:联合)?(?:印发|发布|公布|制定)[）)]$"
)
# A speech tells who gave it: 某市财政局局长 张三.
_SPOKEN = re.compile(
    r"^(?P<name>[\u4e00-\u9fff]{4,20}(?:局|厅|院|委员会))(?:局长|厅长|院长|检察长|主任)(?:[\u4e00-\u9fff]{2,4})?$"
)
# Behind the offices of a letterhead; the title may go on behind them on the same line.
_BEHIND_OFFICES = re.compile(r"(?:文件\s*$|关于.*)", re.DOTALL)
_CONTACT = re.compile(
    rf"^(?:联系|承办|主办|发布|制发|印发|填报|编制)(?:单位|机关|部门)[^：:]{{0,6}}[：:](?P<name>[\u4e00-\u9fff]{{2,24}}?{_ORGAN})"
    r"(?:$|[，,、；\s\d])"
)
_STATED = re.compile(
    rf"^(?:发文|制定|发布|实施)(?:机关|机构|单位|主体)：(?P<name>[\u4e00-\u9fff、]{{2,60}}{_ORGAN})$"
)
# A form says above its columns who filled it in.
_FILLED_IN = re.compile(
    rf"^(?:填报|填表|制表|编制)(?:单位|机关|部门)：(?P<name>[\u4e00-\u9fff]{{4,24}}?{_ORGAN})(?:$|[，；\s])"
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
            names = _BEHIND_OFFICES.sub("", line).split("、")
            if pattern is _LETTERHEAD and len(names) > 1 and all(map(_SIGNATURE.match, names)):
                return "、".join(signed if set(names) < set(signed) else names)
            if match := pattern.match(line):
                # A letterhead names the first of those that sign together.
                name = match["name"]
                return "、".join(signed) if name in signed else name
    if signed:
        return "、".join(signed)
    if noted := _noted(head[:_HEAD_LINES]):
        return noted
    for line in tail:
        if match := _CONTACT.match(line):
            return _in_full(match["name"])
    for line in head[:_HEAD_LINES]:
        if match := _FILLED_IN.match(line):
            return _in_full(match["name"])
    is_reported = any(_REPORTED.search(line) for line in head)
    origins = (_ORIGIN, _PAPER) if is_reported else (_ORIGIN,)
    told = (match for line in head for pattern in origins if (match := pattern.match(line)))
    origin = next(told, None)
    # 来源：本站 and a short 市政府办公室 tell nothing for sure.
    return origin["name"] if origin and _begins_with_place(origin["name"]) else None


def is_ministry(name: str) -> bool:
    """Return whether a name is that of a ministry or another of the nation's offices, in short."""
    return _MINISTRY_NAME.fullmatch(name) is not None


def offices_apart(line: str) -> str:
    """Return a line as received with 、 between the offices that it names side by side.

    Behind them may stand 文件, as in a letterhead, or 关于… where they open a title.
    """
    behind = _BEHIND_OFFICES.search(line)
    offices, rest = (line[: behind.start()], behind[0]) if behind else (line, "")
    names = [name for name in _SIDE_BY_SIDE.split(offices.strip(" \t\u3000*#")) if name]
    apart = len(names) > 1 and all(map(_SIGNATURE.match, names))
    return "、".join(names) + rest if apart else line


def _noted(head: Sequence[str]) -> str | None:
    """Return who is told to have issued a text in a note, a line of facts, or as its speaker."""
    for line in head:
        if match := _NOTED.match(line):
            names = match["names"].split("、")
            if all(map(_SIGNATURE.match, names)):
                return match["names"]
        if match := _SPOKEN.match(line):
            return match["name"]
    return None


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
