"""Fourth step of reading: what a document says of itself, before the catalog corrects it.

Only what the text states plainly is read; what it does not state stays None.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from corpus.document import Level, Metadata
from corpus.metadata.effect import effect_of
from corpus.metadata.issuers import is_ministry, issuer_of, offices_apart
from corpus.metadata.law_metadata import LawMetadata, read_law
from corpus.metadata.repeal_lists import listed_repeals
from corpus.metadata.repeals import repealed_by
from corpus.regions.finding import Region, find_regions
from corpus.structure.document_structure import structure_of
from corpus.structure.lines import body_start
from corpus.structure.masthead import is_doc_no, names_organs
from corpus.structure.stated import effective_day as stated_effective_day
from corpus.structure.stated import (
    ended_day,
    is_of_another_day,
    published_day,
    unmarked_title,
)
from corpus.text.folding import fold
from corpus.text.normalization import normalize
from corpus.text.written_dates import DATE, day_of

_HEAD_CHARS = 400
_TAIL_CHARS = 300
_MAX_NAME_CHARS = 30
_GUIDE_LABELS = re.compile(
    "事项名称|实施主体|办理地点|办理时间|承诺办结时限|法定办结时限|咨询电话|受理条件|申请材料|办理流程|办理程序"
)
_MIN_GUIDE_LABELS = 5
# 2024年度滑县…情况表
_OF_YEAR = re.compile(r"^\d{4}年度?")
_DATE = re.compile(r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?")
_WRITTEN_DATE = re.compile(DATE)
# A date in a sentence is one of the matter: 自2023年3月1日起施行.
_STOP = re.compile("[。；，]")
# A number in a sentence is of the document that it speaks of.
_SENTENCE = re.compile("[，。；]")
_LONE_DATE = re.compile(rf"^[（(]?{DATE}[）)]?$")
# 来源：某局　发布时间：2024-11-08
_NEXT_FACT = re.compile(
    r"[\s\u3000]+(?=(?:来源|文号|发文字号|发布(?:机构|机关|单位|时间|日期)|成文日期|作者|"
    r"(?:浏览|阅读|点击)(?:次数|量|数)?|字[号体])[：:])"
)
_WIDE_BLANK = re.compile(r"[ \t]{2,}|\u3000+")
# Below the text, in the last lines of its last page: 某县人民政府办公室 2024年5月20日印发.
_PRINTED = re.compile(rf"[\u4e00-\u9fff]{{4,30}}{DATE}印发$")
_FORM = re.compile("(?:一次性)?(?:告知单|告知书)$|(?:办事|服务|办理|申请|申报)指南$")
_MATTER = re.compile(r"事项名称：?\s*([\u4e00-\u9fff（）()、]{2,30})$")
_DOC_NO = re.compile(r"[\u4e00-\u9fff]{1,10}〔\d{4}〕第?\d{1,4}号")
_NOTICE_NO = re.compile(r"[\u4e00-\u9fff]{2,30}公告(?:\d{4}年|〔\d{4}〕)第?\d{1,4}号")
_NUMBER_OF_YEAR = re.compile(r"\d{4}年第\d{1,4}号")
# Who published it may stand right before: 信息化局洛财金〔2023〕58号.
_OFFICE_BEFORE_CODE = re.compile(
    "^[\u4e00-\u9fff]{3,}(?:局|厅|委员会|政府|办公室)(?=[\u4e00-\u9fff]{2})"
)
_HEAD_LINES = 6
_KINDS = (
    "条例", "实施细则", "规定", "办法", "意见", "通知", "方案", "报告", "汇报", "答复", "简报",
    "公报", "通报", "复函", "函", "指引", "手册", "规程", "章程", "目录", "决定", "公告", "通告",
    "批复", "规划", "纲要", "计划", "措施", "指南", "问答", "解读", "纪要", "白皮书", "告知单",
    "裁量基准", "清单", "决议", "请示", "法",
)  # fmt: skip
# （2024年）, （试行） behind the name.
_EDITION = re.compile("（[^（）]{1,12}）$")
# A reply to delegates is told from one to citizens; a feature sums up for readers of a paper.
_TITLED = (
    (re.compile("建议的?答复$"), "建议答复"),
    (re.compile("提案的?答复$"), "提案答复"),
    (re.compile("综述$"), "新闻综述"),
)
# A briefing is no letter: it ends with those to whom it is sent up (报), over (送) and down (发).
_SENT_UP, _SENT_OVER = re.compile("^报[：:]"), re.compile("^送[：:]")
_OWN = {
    "我市": Level.CITY, "我县": Level.COUNTY, "我区": Level.COUNTY, "我省": Level.PROVINCE,
}  # fmt: skip
# A text that says 我市 is of the city that it names: so often, and next to no other.
_MIN_NAMED = 5
_MIN_NAMED_SHARE = 0.8
_ENACTED = re.compile(r"通过|批准|公布|发布|颁布|修正|修订")
# What may stand before the region in a title, and of whom the nation's local offices are.
_ABOVE_REGION = re.compile(
    r"^(?:关于|中共|(?:国家|中国|中华人民共和国)[\u4e00-\u9fff]{2,10}?(?:总局|局|银行|委员会|海关))(?!.{0,3}关于)"
)
_NATIONAL_ORDER = re.compile("国务院令|主席令|全国人民代表大会.*通过")
_NATIONAL = ("中华人民共和国", "国务院", "中共中央", "国家", "全国人民代表大会", "最高人民")
# The name of a place, known or not: 市场监督管理 is no market town.
_LOCAL = re.compile(r"[\u4e00-\u9fff]{1,7}?(?:省|市(?!场)|县|自治[区州旗])")


def read_metadata(
    source: str, title: str, file_name: str, *, main_end: int | None = None
) -> Metadata:
    """Return what can be read off a document.

    Args:
        source: the text as received.
        title: the title as the structure shows it; empty if it shows none.
        file_name: the name of the file, which stands in for a missing title.
        main_end: where the main text ends and the annexes begin, if it has any.
    """
    marked = title or file_name.rsplit(".", 1)[0]
    name = unmarked_title(marked)
    lines, tail = _head(source), _tail(source, main_end)
    law = read_law(source, name, file_name)
    issuer = (law.issuer if law else None) or issuer_of(lines, tail)
    region = _region(issuer or "") or _region(name.lstrip("《"))
    if region is None and (law is None and issuer is None):
        region = _own_region(source)
    published = _published(source, lines, tail) or _signed_within(source, issuer)
    text = re.sub(r"\s", "", fold(source).text)
    effect = effect_of(text, (law and law.published) or published)
    metadata = Metadata(
        title=_of_its_matter(name, lines),
        issuer=issuer,
        region=region.name if region else None,
        level=region.level if region else _national(issuer or name, lines),
        published=published,
        doc_no=_doc_no(lines),
        kind=_kind(name, tail) or _guide(text),
        effective_from=effect.begins or stated_effective_day(lines),
        repealed_on=ended_day(marked, lines, tail) or effect.ends,
        valid_until=effect.ends - timedelta(days=1) if effect.ends else None,
        file_name=file_name,
        repeals=() if law else _repeals(source, name, text),
    )
    return metadata if law is None else _of_law(law, metadata)


def _of_law(law: LawMetadata, metadata: Metadata) -> Metadata:
    """Return the metadata of a document that is a law, which says more of itself."""
    # Local organs bear the name of their region: one without is the nation's (商务部).
    has_office = law.issuer is not None and not _LOCAL.match(law.issuer)
    is_national = metadata.region is None and has_office
    return replace(
        metadata,
        level=Level.NATIONAL if is_national else metadata.level,
        kind=law.kind,
        published=law.published or metadata.published,
        doc_no=law.doc_no or metadata.doc_no,
        effective_from=law.effective_from or metadata.effective_from,
        repeals=law.repeals,
    )


def _doc_no(head: Sequence[str]) -> str | None:
    """Return the number (文号) of a document: 豫政办〔2022〕62号, or of a 公告, 2024年第6号."""
    for line in head[:_HEAD_LINES]:
        if _NUMBER_OF_YEAR.fullmatch(line) or _NOTICE_NO.fullmatch(line):
            return line
        if (match := _DOC_NO.search(line)) and not _SENTENCE.search(line):
            return _OFFICE_BEFORE_CODE.sub("", match[0])
    return None


def _repeals(source: str, name: str, text: str) -> tuple[str, ...]:
    listed = listed_repeals(source, name, structure_of(source).parts)
    return tuple(dict.fromkeys([*repealed_by(name, text), *listed]))


def _of_its_matter(name: str, head: Sequence[str]) -> str:
    """Return a title that only names the form (办事指南) with the matter that the head states."""
    if not _FORM.match(name):
        return name
    matter = next((match[1] for line in head if (match := _MATTER.match(line))), "")
    return f"{matter}{name}"


def _facts_apart(head: str) -> list[str]:
    """Return the lines of a head, each fact that a portal states side by side on its own."""
    lines = (stated for line in head.splitlines() for stated in _labelled(line))
    facts = (fact for line in lines for fact in _NEXT_FACT.split(line))
    return [piece for fact in facts for piece in _side_by_side(fact)]


def _side_by_side(line: str) -> list[str]:
    """Return number, office and date that a line sets side by side, or the line as it is."""
    pieces = _WIDE_BLANK.split(line.strip())
    clean = [normalize(piece).text for piece in pieces]
    offices = [names_organs(piece) for piece in clean]
    known = all(
        is_office or is_doc_no(piece) or _LONE_DATE.match(piece)
        for is_office, piece in zip(offices, clean, strict=True)
    )
    return pieces if known and not all(offices) else [line]


def _labelled(line: str) -> list[str]:
    """Return the facts in the row of a table of facts: | 实施机关 | 周口市市场监督管理局 |."""
    if "\t" not in line and "|" not in line:
        return [line]
    cells = [cell.strip(" \u3000：:") for cell in re.split(r"[\t|]", line) if cell.strip()]
    if len(cells) in (2, 4):
        return ["：".join(pair) for pair in zip(cells[::2], cells[1::2], strict=True)]
    return ["；".join(cells)]  # of other rows no cell may run into the next


def _signed_within(source: str, issuer: str | None) -> date | None:
    """Return the date below the issuer's name where what it prints follows its signature."""
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    for name, day in pairwise(lines):
        if issuer and normalize(offices_apart(name)).text == issuer:
            written = normalize(day).text
            if _LONE_DATE.match(written) and (dates := _dates(written)):
                return dates[0]
    return None


def _head(source: str) -> list[str]:
    """Return the lines before the text of a document, clean."""
    head = source[: body_start(source)] or source[:_HEAD_CHARS]
    return [normalize(offices_apart(line)).text for line in _facts_apart(head) if line.strip()]


def _tail(source: str, main_end: int | None) -> list[str]:
    """Return the last lines of the main text, clean."""
    end = len(source) if main_end is None else main_end
    lines = source[max(end - _TAIL_CHARS, 0) : end].splitlines()
    return [clean for line in lines if (clean := normalize(offices_apart(line)).text)]


def _kind(name: str, tail: list[str]) -> str | None:
    for pattern, kind in _TITLED:
        if pattern.search(name):
            return kind
    plain = _EDITION.sub("", name)
    named = next((kind for kind in _KINDS if plain.endswith(kind)), None)
    if named is None and all(any(p.match(line) for line in tail) for p in (_SENT_UP, _SENT_OVER)):
        return "简报"
    return named


def _guide(text: str) -> str | None:
    """Return 指南 where a text sets out how a matter is handled, as pages of service halls do."""
    return "指南" if len(set(_GUIDE_LABELS.findall(text))) >= _MIN_GUIDE_LABELS else None


def _own_region(source: str) -> Region | None:
    """Return the region that a text calls its own, where it names nearly no other of that level."""
    level = next((level for word, level in _OWN.items() if word in source), None)
    named = Counter(
        mention.region for mention in find_regions(source) if mention.region.level is level
    )
    if level is None or not named:
        return None
    region, times = named.most_common(1)[0]
    is_clear = times >= _MIN_NAMED and times >= _MIN_NAMED_SHARE * named.total()
    return region if is_clear else None


def _published(source: str, head: list[str], tail: list[str]) -> date | None:
    """Return the last date of enactment in the head, else a date alone in head or signature."""
    enacted = [day for line in head if _ENACTED.search(line) for day in _dates(line)]
    if enacted and body_start(source):
        return max(enacted)
    if labelled := published_day(head):
        return labelled
    stated = [
        day
        for line in head[:6]
        if not (_STOP.search(line) or is_of_another_day(line))
        for day in _dates(line)
    ]
    if stated:
        return stated[0]
    if labelled := published_day(tail):
        return labelled
    for pattern in (_LONE_DATE, _PRINTED):
        if days := [day for line in tail if pattern.match(line) for day in _dates(line)]:
            return days[-1]
    return None


def _dates(line: str) -> list[date]:
    written = (day_of(match) for match in _WRITTEN_DATE.finditer(line) if match["cy"])
    found: list[date] = [day for day in written if day]
    for match in _DATE.finditer(line):
        year, month, day = (int(number) for number in match.groups())
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found


def _region(text: str) -> Region | None:
    """Return the region that an issuer or a title begins with: 西平县人民政府, 河南省…条例.

    The nation's own offices bear it behind their name: 国家税务总局哈尔滨市税务局.
    """
    last: Region | None = None
    text, at = _ABOVE_REGION.sub("", _OF_YEAR.sub("", text)), 0
    for mention in find_regions(text[:_MAX_NAME_CHARS]):
        if mention.start != at:
            break
        last, at = mention.region, mention.end
    return None if last is None or last.level is Level.NATIONAL else last


def _national(name: str, head: list[str]) -> Level | None:
    """Return NATIONAL where the name says so, or who enacted the text."""
    is_national = (
        name.startswith(_NATIONAL)
        or is_ministry(name.split("、")[0])
        or any(_NATIONAL_ORDER.search(line) for line in head)
    )
    return Level.NATIONAL if is_national else None
