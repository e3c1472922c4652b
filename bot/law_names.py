"""Which law a question names: a question and its place in, the versions of that one law out.

Names are seldom said whole: 营商环境条例 is 优化营商环境条例, of the place asked about or of the
nearest above that has one.
"""

import re
from collections.abc import Iterable, Sequence

from bot.understanding.jurisdiction import Place
from corpus import DocumentRecord, Level, find_regions, is_law, is_within, region_named, work_title

# 营商环境条例 names 优化营商环境条例: so many last characters of a name are enough.
_MIN_NAMED = 4
_OWN = re.compile(r"(?:自己|本地|当地)的?|《?[^，。？的]{0,8}(?:条例|办法|规定)")
_BEFORE_A_NAME = "的《，。？、新老旧这那个部是和与及"


def law_meant(
    question: str, place: Place, records: Sequence[DocumentRecord]
) -> list[DocumentRecord]:
    """Return the versions of the one law that a question names, of the place or nearest above."""
    named: dict[str | None, list[tuple[int, DocumentRecord]]] = {}
    for one in records:
        if is_law(one.metadata.title) and (length := _named(one, question)):
            named.setdefault(one.metadata.region, []).append((length, one))
    regions = [region for region in _upwards(place, named) if region in named]
    if not regions or len(place.regions) > 1:
        return []
    if regions[0] not in {one.name for one in place.regions} and _is_of_the_place(question, place):
        return []  # 江苏省优化营商环境条例 is not the nation's
    nearest = named[regions[0]]
    longest = max(length for length, _ in nearest)
    best = [one for length, one in nearest if length == longest]
    return best if len({work_title(one.metadata.title) for one in best}) == 1 else []


def _is_of_the_place(question: str, place: Place) -> bool:
    """Whether the law asked of is named as the place's own: 郑州市自己的条例, 江苏省条例."""
    named = [one for one in find_regions(question) if one.region in place.regions]
    return any(_OWN.match(question, one.end) for one in named)


def _upwards(place: Place, names: Iterable[str | None]) -> list[str | None]:
    """Return those of some regions that the place lies in, itself first, the nation last."""
    around = [
        region
        for name in names
        if name is not None
        and (region := region_named(name)) is not None
        and any(is_within(own, region) for own in place.regions)
    ]
    levels = list(Level)
    around.sort(key=lambda one: levels.index(one.level), reverse=True)
    return [*(one.name for one in around), None]


def _named(record: DocumentRecord, question: str) -> int:
    """Return how many last characters of a law's name, without its region, a question holds.

    What stands before them must not make them the name of another law: 公司登记管理条例 is not
    市场主体登记管理条例.
    """
    name = work_title(record.metadata.title)
    region = next((one for one in find_regions(name) if one.start == 0), None)
    name = name[region.end :] if region else name
    if name in question:
        return len(name)
    places = {one.end for one in find_regions(question)}
    for start in range(1, len(name) - _MIN_NAMED + 1):
        at = question.find(name[start:])
        if at >= 0:
            begins = at == 0 or at in places or question[at - 1] in _BEFORE_A_NAME
            return len(name) - start if begins else 0
    return 0
