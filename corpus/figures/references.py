"""Figures that are no quantity: dates, 文号, 条, ranks, ratios and names that hold digits.

A regex match in, a reading out. They are compared by their canonical form: `2022-8-31-` (year,
month, day, part; empty where not stated), `豫政办〔2022〕62号`, `33.2` (条.款), `5 位`.
"""

import re

from corpus.figures.kinds import FigureKind, Reading
from corpus.text.numerals import DASH, parse_numeral

_YEAR = r"(?:19|20)\d{2}"
_PART = r"(?:底|末|初|[上中下]旬|上半年|下半年|第?[一二三四1-4]季度)"
_CHINESE_MONTH = r"(?:十[一二]|[一二三四五六七八九十])"
_CHINESE_DAY = r"(?:[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_ORDINAL = r"(?:\d+|[一二三四五六七八九十][零〇一二两三四五六七八九十百千]*)"

DATE_RANGE = (
    rf"(?P<dr_y1>{_YEAR})年?{DASH}(?P<dr_y2>{_YEAR})年?(?!\d)"
    rf"|(?:(?P<dr_y3>{_YEAR})年)?(?P<dr_m3>\d{{1,2}})月?份?(?:(?P<dr_d3>\d{{1,2}})[日号])?{DASH}"
    rf"(?:(?P<dr_y4>{_YEAR})年)?(?P<dr_m4>\d{{1,2}})月份?(?:(?P<dr_d4>\d{{1,2}})[日号])?"
    rf"|(?:(?P<dr_y5>{_YEAR})年)?(?P<dr_m5>\d{{1,2}})月(?P<dr_d5>\d{{1,2}})[日号]?{DASH}"
    rf"(?P<dr_d6>\d{{1,2}})[日号]"
)
DATE = (
    rf"(?P<dt_y>{_YEAR})年度?(?:(?P<dt_m>\d{{1,2}})月份?(?:(?P<dt_d>\d{{1,2}})[日号])?)?"
    rf"(?P<dt_part>{_PART})?"
    rf"|(?P<dt_m2>\d{{1,2}})月份?(?:(?P<dt_d2>\d{{1,2}})[日号])?(?P<dt_part2>{_PART})?"
    rf"|(?P<dt_y3>{_YEAR})[-./](?P<dt_m3>\d{{1,2}})[-./](?P<dt_d3>\d{{1,2}})(?!\d)"
    rf"|(?P<dt_y4>{_YEAR})(?=版|、{_YEAR}年)"
    rf"|(?P<dt_cy>[一二][零〇一二三四五六七八九]{{3}})年"
    rf"(?:(?P<dt_cm>{_CHINESE_MONTH})月(?:(?P<dt_cd>{_CHINESE_DAY})日)?)?"
    rf"|(?P<dt_cm2>{_CHINESE_MONTH})月(?:(?P<dt_cd2>{_CHINESE_DAY})日|份)"
)
DOCUMENT_NUMBER = (
    rf"(?P<dn_year>[〔\[［（(【]{_YEAR}[〕\]］）)】])"
    r"(?P<dn_rest>第?\d*号|[一-鿿]{1,3}\d{2,4}[一-鿿]{1,4}\d+号)"
)
ARTICLE = (
    rf"第(?P<a_no>{_ORDINAL})条(?:之(?P<a_sub>{_ORDINAL}))?(?:第?(?P<a_para>{_ORDINAL})款)?"
    rf"(?:第?[（(]?(?P<a_item>{_ORDINAL})[）)]?项)?"
    rf"|第(?P<a_division>{_ORDINAL}[编章节款])"
)
ARTICLE_LIST = rf"第(?P<al_list>{_ORDINAL}(?:[、和及至到—~-]第?{_ORDINAL})+)条"
ORDINAL = (
    rf"第(?P<o_no>{_ORDINAL})(?P<o_unit>位|名|次|届|批次?|期|号|轮|方阵|季度|个|项|类|阶段|年|步)"
    rf"|第(?P<o_bare>{_ORDINAL})(?=$|[^一-鿿\d]|的|且|和|及|与)"
)
RATIO = (
    r"(?P<ra_ascii>\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)+)"
    r"|(?P<ra_wide>\d{1,2}(?:：\d{1,2})+)(?=$|[的比，。；、）”]|进行)"
)
# A hotline, a phone number, a code, a slogan: 12345热线, 0374—2965080, PM2.5, 5G+, 7×24小时,
# “3824”, 13445工程, 雷霆4号, 附件2, 1+3+N.
NAME = (
    r"(?P<name>\d{3,6}(?=(?:政务|便民|服务|市长|投诉|监督|举报|咨询|税务|纳税|法律){0,4}(?:热线|专线))"
    r"|\d{3,4}[-—－]\d{7,8}(?!\d)"
    r"|\d+[×xX*]\d+(?:小时)?"
    r"|[A-Za-z]+\d+(?:\.\d+)?[A-Za-z0-9+]*"
    r"|\d+(?:\.\d+)?(?!(?:mg|kg|km|BP|bp)(?![A-Za-z]))[A-Za-z][A-Za-z0-9+]*"
    r"|(?<=[“‘\"「])\d+(?=[”’\"」])"
    r"|\d+(?:工程|战略|行动计划)"
    r"|[\dN]+(?:\+[\dNXn]+)+"
    r"|(?:附件|附表|附图)\d+"
    r"|\d+号(?!线))"
)
# Marks of lists and citations are no figures: 2.着力…, （3）, [1], 第二，….
MARK = (
    r"(?P<mark>(?:^|(?<=[\n\t。；;：！？）#-]))\d{1,2}[.、．](?!\d)|\d{1,2}\.(?=[一-鿿])"
    r"|[（(\[【]\d{1,2}[）)\]】]"
    rf"|(?:^|(?<=[\n\t。；;：]))第{_ORDINAL}[，、,])"
)

_ISSUER_CODE = re.compile(r"[一-鿿]{0,10}$")
# Words that end before an issuer's code: 根据|豫政办, 印发的|国办发.
_BEFORE_CODE = re.compile(
    r"根据|按照|依据|依照|遵照|参照|落实|贯彻|执行|实施|印发|转发|下发|出台|制定|修订|废止|关于"
    r"|文件|通知|方案|意见|要求|精神|[的和及与以按即为是在见由经将对]"
)
_PARTS_OF_YEAR = {"底": "末", "一季度": "第一季度", "二季度": "第二季度"}
_PARTS_OF_YEAR |= {"三季度": "第三季度", "四季度": "第四季度", "1季度": "第一季度"}
_PARTS_OF_YEAR |= {"2季度": "第二季度", "3季度": "第三季度", "4季度": "第四季度"}
_RANK_WORDS = frozenset({"位", "名"})


def read_date(match: re.Match[str]) -> Reading:
    """Read a match of DATE."""
    year = match["dt_y"] or match["dt_y3"] or match["dt_y4"] or _number(match["dt_cy"])
    month = match["dt_m"] or match["dt_m2"] or match["dt_m3"]
    month = month or _number(match["dt_cm"] or match["dt_cm2"])
    day = match["dt_d"] or match["dt_d2"] or match["dt_d3"]
    day = day or _number(match["dt_cd"] or match["dt_cd2"])
    part = match["dt_part"] or match["dt_part2"] or ""
    return Reading(FigureKind.DATE, _date(year, month, day, _PARTS_OF_YEAR.get(part, part)))


def read_date_range(match: re.Match[str]) -> Reading:
    """Read a match of DATE_RANGE; a year given once holds for both ends."""
    if match["dr_y1"]:
        ends = _date(match["dr_y1"], None, None), _date(match["dr_y2"], None, None)
    elif match["dr_d6"]:
        year, month = match["dr_y5"], match["dr_m5"]
        ends = _date(year, month, match["dr_d5"]), _date(year, month, match["dr_d6"])
    else:
        first, last = match["dr_y3"], match["dr_y4"] or match["dr_y3"]
        ends = (
            _date(first, match["dr_m3"], match["dr_d3"]),
            _date(last, match["dr_m4"], match["dr_d4"]),
        )
    return Reading(FigureKind.DATE, "..".join(ends))


def date_covers(claimed: str, stated: str) -> bool:
    """Tell whether a stated date (canonical) says all that a claimed one does: 8月 in 8月31日."""
    claimed_ends, stated_ends = claimed.split(".."), stated.split("..")
    if len(claimed_ends) > len(stated_ends):
        return False
    if len(claimed_ends) < len(stated_ends):
        claimed_ends *= 2
    return all(
        part in ("", stated_part)
        for one, other in zip(claimed_ends, stated_ends, strict=True)
        for part, stated_part in zip(one.split("-"), other.split("-"), strict=True)
    )


def read_document_number(match: re.Match[str], text: str) -> tuple[int, Reading]:
    """Read a match of DOCUMENT_NUMBER; also return where its issuer's code begins."""
    run = _ISSUER_CODE.search(text, max(match.start() - 10, 0), match.start())
    code = _BEFORE_CODE.split(run[0])[-1] if run else ""
    canonical = f"{code}〔{match['dn_year'][1:-1]}〕{match['dn_rest'].removeprefix('第')}"
    return match.start() - len(code), Reading(FigureKind.DOCUMENT_NUMBER, canonical)


def read_article(match: re.Match[str]) -> Reading:
    """Read a match of ARTICLE: 第三十三条第二款 is `33.2`, 第十七条之一 is `17-1`."""
    if division := match["a_division"]:
        return Reading(FigureKind.ARTICLE, f"{_number(division[:-1])} {division[-1]}")
    number = _number(match["a_no"])
    if match["a_sub"]:
        number = f"{number}-{_number(match['a_sub'])}"
    below = (_number(match["a_para"]) or ("0" if match["a_item"] else ""), _number(match["a_item"]))
    return Reading(FigureKind.ARTICLE, ".".join([number, *(part for part in below if part)]))


def read_article_list(match: re.Match[str]) -> list[tuple[int, int, Reading]]:
    """Read a match of ARTICLE_LIST (第57、58、59条): the range of each number, with its reading."""
    offset = match.start("al_list")
    return [
        (offset + one.start(), offset + one.end(), Reading(FigureKind.ARTICLE, _number(one[0])))
        for one in re.finditer(_ORDINAL, match["al_list"])
    ]


def read_ordinal(match: re.Match[str]) -> Reading:
    """Read a match of ORDINAL: 第五位, 第5名 and 第五 are one rank; 第12号 numbers a document."""
    number = _number(match["o_no"] or match["o_bare"])
    unit = match["o_unit"] or "位"
    if unit == "号":
        return Reading(FigureKind.DOCUMENT_NUMBER, f"第{number}号")
    return Reading(FigureKind.RANK, f"{number} {'位' if unit in _RANK_WORDS else unit}")


def read_ratio(match: re.Match[str]) -> Reading:
    """Read a match of RATIO: 4:2:2:2."""
    return Reading(FigureKind.RATIO, match[0].replace("：", ":"))


def _number(text: str | None) -> str:
    """Write a numeral in digits; empty for none. A malformed one stands as it is written."""
    if not text:
        return ""
    value = parse_numeral(text)
    return text if value is None else str(value)


def _date(year: str | None, month: str | None, day: str | None, part: str = "") -> str:
    numbers = [piece.lstrip("0") or piece if piece else "" for piece in (year, month, day)]
    return "-".join([*numbers, part])
