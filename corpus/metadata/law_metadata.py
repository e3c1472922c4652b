"""What a law says of itself: its text and title in, issuer, number and dates of this version out.

Read off the front matter and the articles; the file's name helps only where both are silent.
"""

import re
from dataclasses import dataclass
from datetime import date

from corpus.law_titles import law_kind
from corpus.metadata.enactments import (
    Act,
    Enactment,
    effective_day,
    enactments_of,
    order_issuer,
    order_number,
)
from corpus.metadata.repeals import repealed_by_law
from corpus.regions.finding import find_regions
from corpus.structure.blocks import BlockKind
from corpus.structure.document_structure import Structure, structure_of
from corpus.structure.lines import body_start
from corpus.structure.numbering import is_article_mark
from corpus.text.normalization import normalize
from corpus.text.written_dates import LONE_DATE, day_of

# Where a law repeals others: in its last article, or in one shortly before it.
_LAST_ARTICLES = 3
_FILE_DATE = re.compile(r"(?<!\d)(\d{4})[-_.年](\d{1,2})[-_.月](\d{1,2})(?!\d)")
# A government told without its place: 市人民政府, 市五届人民政府.
_OWN_GOVERNMENT = re.compile("[省市县区州](?:第?[一二三四五六七八九十]+届)?人民政府$")
_PARTY = ("中国共产党", "中共")


@dataclass(frozen=True, slots=True)
class LawMetadata:
    """What is known of this version of a law; None where it is not stated."""

    kind: str
    issuer: str | None
    doc_no: str | None
    published: date | None
    effective_from: date | None
    repeals: tuple[str, ...]


def read_law(source: str, title: str, file_name: str) -> LawMetadata | None:
    """Return what a law says of itself, None where the text is no law."""
    kind = law_kind(title)
    structure = structure_of(source)
    articles = _articles(structure)
    if kind is None or not articles:
        return None
    front = _front(source, structure)
    enacted = enactments_of(front)
    acts = [one for one in enacted if one.act is not Act.TAKES_EFFECT]
    published = max([one.day for one in acts] + _signed(front, acts), default=None)
    published = published or _date_in_name(file_name)
    effective = effective_day("\n".join(articles), published) or _effect_in_front(enacted)
    if effective and acts and effective < max(one.day for one in acts):
        # An amended law goes on stating when its first version took effect; this version cannot
        # have been in force before the amendment that made it.
        effective = max(one.day for one in acts)
    return LawMetadata(
        kind=kind,
        issuer=_issuer(acts, front, title, kind),
        doc_no=order_number(front),
        published=published,
        effective_from=effective,
        repeals=repealed_by_law("\n".join(articles[-_LAST_ARTICLES:])),
    )


def _articles(structure: Structure) -> list[str]:
    """Return the texts of the articles of the main text."""
    found: list[str] = []
    last: tuple[str, ...] = ()
    for block in structure.blocks:
        if block.part or not block.path or not is_article_mark(block.path[-1]):
            continue
        if block.path == last:
            found[-1] = f"{found[-1]}\n{block.text.text}"
        else:
            found.append(block.text.text)
        last = block.path
    return found


def _front(source: str, structure: Structure) -> str:
    """Return what stands before the first heading, a paragraph a line, without blanks."""
    head = [normalize(line).text for line in source[: body_start(source)].splitlines()]
    kinds = (BlockKind.TITLE, BlockKind.PARAGRAPH)
    for block in structure.blocks:
        if block.path or block.part:
            break
        if block.kind in kinds:
            head.append(block.text.text)
    return "\n".join(re.sub(r"\s", "", line) for line in head)


def _signed(front: str, acts: list[Enactment]) -> list[date]:
    """Return the day below the order that promulgates the law: a date alone on its line."""
    lines = front.splitlines()
    if not acts and not order_number(front):
        return []
    found = [day_of(match) for line in lines if (match := LONE_DATE.match(line))]
    return [day for day in found if day]


def _effect_in_front(enacted: list[Enactment]) -> date | None:
    days = [one.day for one in enacted if one.act is Act.TAKES_EFFECT]
    return max(days, default=None)


def _issuer(acts: list[Enactment], front: str, title: str, kind: str) -> str | None:
    """Return who made this version: who passed or amended it last, not who approved it."""
    made = [one for one in acts if one.act is not Act.APPROVED and one.body]
    last = max(made, key=lambda one: one.day).body if made else None
    # A ministry's meeting is told by its short name, its order by the full one.
    is_short = last is not None and not last.endswith(("大会", "常务委员会", "国务院"))
    if (last is None or is_short) and (ordered := order_issuer(front)):
        return ordered
    if last and not _OWN_GOVERNMENT.match(last):
        return last
    # 行政法规制定程序条例 第五条: ministries and local governments may call no rule of theirs 条例,
    # and local congresses name their region; what is left is the State Council's.
    places = [mention.region.name for mention in find_regions(title) if mention.start == 0]
    if last:  # 市五届人民政府, said within the city
        own = next((name for name in places if name.endswith(last[0])), None)
        return f"{own}人民政府" if own else None
    is_local = bool(places) and "中华" not in title
    if kind == "条例" and not is_local and not title.startswith(_PARTY):
        return "国务院"
    return None


def _date_in_name(file_name: str) -> date | None:
    match = _FILE_DATE.search(file_name)
    try:
        return date(*(int(number) for number in match.groups())) if match else None
    except ValueError:
        return None
