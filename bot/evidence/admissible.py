"""Which evidence may answer: ranked evidence in, that of the place, years and law asked out."""

import re
from collections.abc import Sequence

from bot.evidence.holding import holds_any
from bot.evidence.named_laws import of_the_law_named
from bot.evidence.scoring import Evidence
from bot.understanding.jurisdiction import Place, Standing, names_its_law, standing
from bot.understanding.part_of_year import is_of_another_part
from bot.understanding.period import compares_with_another, speaks_of, tells_of, years_in
from bot.understanding.understood import Asked
from corpus import Metadata, is_within, region_named

# Asked of a place, these are facts about that place: a higher level's figure is another fact, but
# for those that its rules lay down.
OF_THE_PLACE = frozenset(
    {
        *("amount", "count", "percentage", "figure", "rank", "score", "phone", "address"),
        *("length", "area", "weight", "concentration", "place", "date"),
    }
)
# Sums, numbers and shares that a rule of a higher level lays down hold for the place as well.
_LAID_DOWN = frozenset({"amount", "count", "percentage", "figure", "length", "area", "weight"})
_RULES = frozenset({"条例", "规定", "办法", "实施细则", "规程", "指南", "指引", "裁量基准"})
# 到2025年全省建成5000个: what is aimed at in all.
_IN_ALL = re.compile(r"到\d{4}年|\d{4}年底|全[省市国]|已?建成|共(?:安排|有|计)")
# 河南哪个做法进了全省十大案例: a city may say that its own was picked out of all.
_ASKS_WHICH = re.compile("谁|哪一?[个家种项]")
_PICKED = "入选|获评|评[为上]|列为|被[确认]定为|唯一|首批"
_OF_ALL = "全[省国]|国家|省级"
_PICKED_OUT = re.compile(rf"(?:{_PICKED})[^。；]*(?:{_OF_ALL})|(?:{_OF_ALL})[^。；]*(?:{_PICKED})")
# What was counted or compared: a fact of the place that it was counted in.
_REACHED = re.compile(
    r"截[至止]|上半年|今年以来|同比|较[^，。；]{1,8}(?:压缩|下降|增长|提升|缩短)|\d{1,2}月[底末]|累计(?!不)"
)


def admissible(
    asked: Asked, ranked: Sequence[Evidence], place: Place, years: frozenset[int]
) -> tuple[list[Evidence], list[Evidence]]:
    """Keep the evidence that speaks of the place and the years asked about, if it may answer.

    Returns:
        What the place's own sources say, and what a higher level lays down for it; of that only
        figures of rules where a fact about the place itself is asked.
    """
    own: list[Evidence] = []
    above: list[Evidence] = []
    intent = asked.intent
    is_of_its_law = names_its_law(asked.text, place)
    about_the_place = (
        bool(OF_THE_PLACE & set(intent.wants)) or intent.is_comparison or is_of_its_law
    )
    for item in of_the_law_named(asked.text, ranked):
        metadata = item.passage.metadata
        if not (item.can_answer or item.doubted) or (is_of_its_law and metadata.region is None):
            continue
        if not _is_a_day_of(asked, item, years) and not _is_of_the_years(asked, item, years):
            continue
        if compares_with_another(item.text, asked.text):
            continue
        if is_of_another_part(item.text, asked.text, _named_above(item)):
            continue
        stands = standing(place, metadata, _with_headings(item))
        asks_which = "place" in intent.wants or (
            _ASKS_WHICH.search(asked.text) and _PICKED_OUT.search(item.text)
        )
        if asks_which and _is_of_one_within(place, metadata):
            stands = Standing.OWN  # 河南哪几个市…: a city may say it of itself
        if stands is Standing.OWN:
            own.append(item)
        elif stands is not Standing.ABOVE or _is_counted(asked, item):
            continue
        elif not about_the_place or _is_laid_down(asked, item, is_of_its_law=is_of_its_law):
            above.append(item)
    return own, above


def _with_headings(item: Evidence) -> str:
    """A sentence with what it stands under: 案例二：沁阳市某木业公司… is of 沁阳市."""
    return " ".join((*item.passage.chunk.section, item.text))


def _is_of_one_within(place: Place, metadata: Metadata) -> bool:
    home = region_named(metadata.region) if metadata.region is not None else None
    return home is not None and any(is_within(home, region) for region in place.regions)


def _is_laid_down(asked: Asked, item: Evidence, *, is_of_its_law: bool) -> bool:
    """Whether figures are asked for that a rule lays down, not what is reached or aimed at."""
    wants = OF_THE_PLACE & set(asked.intent.wants)
    if is_of_its_law or asked.intent.is_comparison or not wants <= _LAID_DOWN:
        return False
    return item.passage.metadata.kind in _RULES and _IN_ALL.search(item.text) is None


def _is_counted(asked: Asked, item: Evidence) -> bool:
    """Whether a figure asked for is what a higher level has reached, and lays nothing down."""
    return bool(asked.intent.wants) and _REACHED.search(item.text) is not None


def _named_above(item: Evidence) -> str:
    chunk = item.passage.chunk
    return " ".join((item.passage.metadata.title, *chunk.section, chunk.context or ""))


def _is_of_the_years(asked: Asked, item: Evidence, years: frozenset[int]) -> bool:
    chunk, metadata = item.passage.chunk, item.passage.metadata
    above = (chunk.context or "", *reversed(chunk.section))
    return speaks_of(
        item.text, years, above=above, title=metadata.title, published=metadata.published
    ) and tells_of(item.stated, years, lambda clause: holds_any(asked.intent.wants, clause))


def _is_a_day_of(asked: Asked, item: Evidence, years: frozenset[int]) -> bool:
    """Whether a day is asked for, in a document that its title says is of the years asked.

    2025年的补贴最晚什么时候申请 may be answered by a day of 2026.
    """
    return "date" in asked.intent.wants and bool(years & years_in(item.passage.metadata.title))
