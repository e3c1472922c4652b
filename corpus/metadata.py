"""Fourth step of reading: what a document says of itself, before the catalog corrects it.

Only what the text states plainly is read; what it does not state stays None.
"""

import re
from dataclasses import replace
from datetime import date

from corpus.document import Level, Metadata
from corpus.law_metadata import read_law
from corpus.lines import body_start
from corpus.normalization import normalize
from corpus.regions import Region, find_regions

_HEAD_CHARS = 400
_TAIL_CHARS = 300
_MAX_NAME_CHARS = 30
_DATE = re.compile(r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?")
_LONE_DATE = re.compile(r"^[（(]?\d{4}年\d{1,2}月\d{1,2}日[）)]?$")
_DOC_NO = re.compile(r"[\u4e00-\u9fff]{1,10}〔\d{4}〕\d{1,4}号")
_ISSUER = re.compile(
    r"^([\u4e00-\u9fff]{2,24}?(?:政府|委员会|办公室|厅|局|院|中心|大会))(?:$|关于)"
)
_KINDS = (
    "条例",
    "实施细则",
    "规定",
    "办法",
    "意见",
    "通知",
    "方案",
    "报告",
    "汇报",
    "答复",
    "简报",
    "法",
)
_ENACTED = re.compile(r"通过|批准|公布|发布|颁布|修正|修订")
_NATIONAL_ORDER = re.compile("国务院令|主席令|全国人民代表大会.*通过")
_NATIONAL = ("中华人民共和国", "国务院", "中共中央", "国家", "全国人民代表大会")


def read_metadata(source: str, title: str, file_name: str) -> Metadata:
    """Return what can be read off a document.

    Args:
        source: the text as received.
        title: the title as the structure shows it; empty if it shows none.
        file_name: the name of the file, which stands in for a missing title.
    """
    name = title or file_name.rsplit(".", 1)[0]
    head = source[: body_start(source)] or source[:_HEAD_CHARS]
    lines = [normalize(line).text for line in head.splitlines() if line.strip()]
    issuer = next((m[1] for line in lines[:6] if (m := _ISSUER.match(line))), None)
    law = read_law(source, name, file_name)
    issuer = (law.issuer if law else None) or issuer
    region = _region(issuer or name)
    metadata = Metadata(
        title=name,
        issuer=issuer,
        region=region.name if region else None,
        level=region.level if region else _national(issuer or name, lines),
        published=_published(source, lines),
        doc_no=next((m[0] for line in lines[:6] if (m := _DOC_NO.search(line))), None),
        kind=next((kind for kind in _KINDS if name.endswith(kind)), None),
        file_name=file_name,
    )
    if law is None:
        return metadata
    if region is None and (region := _region(name)) is not None:
        metadata = replace(metadata, region=region.name, level=region.level)
    # Local organs bear the name of their region: one without is the nation's (商务部).
    is_national = region is None and law.issuer is not None
    return replace(
        metadata,
        level=Level.NATIONAL if is_national else metadata.level,
        kind=law.kind,
        published=law.published,
        doc_no=law.doc_no or metadata.doc_no,
        effective_from=law.effective_from,
        repeals=law.repeals,
    )


def _published(source: str, head: list[str]) -> date | None:
    """Return the last date of enactment in the head, else a date alone in head or signature."""
    enacted = [day for line in head if _ENACTED.search(line) for day in _dates(line)]
    if enacted and body_start(source):
        return max(enacted)
    stated = [day for line in head[:6] for day in _dates(line)]
    if stated:
        return stated[0]
    tail = [normalize(line).text for line in source[-_TAIL_CHARS:].splitlines()]
    signed = [day for line in tail if _LONE_DATE.match(line) for day in _dates(line)]
    return signed[-1] if signed else None


def _dates(line: str) -> list[date]:
    found: list[date] = []
    for match in _DATE.finditer(line):
        year, month, day = (int(number) for number in match.groups())
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found


def _region(text: str) -> Region | None:
    """Return the region that an issuer or a title begins with: 西平县人民政府, 河南省…条例."""
    last: Region | None = None
    at = 0
    for mention in find_regions(text[:_MAX_NAME_CHARS]):
        if mention.start != at:
            break
        last, at = mention.region, mention.end
    return None if last is None or last.level is Level.NATIONAL else last


def _national(name: str, head: list[str]) -> Level | None:
    """Return NATIONAL where the name says so, or who enacted the text."""
    is_national = name.startswith(_NATIONAL) or any(_NATIONAL_ORDER.search(line) for line in head)
    return Level.NATIONAL if is_national else None
