"""Regions (行政区划) named in a text, and which lies within which; text or name in, regions out.

Rules are cautious: a short form counts only where it is no ordinary word (see regions.tsv), a name
that several regions bear (鼓楼区) only beside the region above it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Level
from corpus.regions import region_words
from corpus.regions.gazetteer import Region, gazetteer

__all__ = ["Region", "RegionMention", "find_regions", "is_within", "region_named", "shared_names"]

_ONE_CHARACTER_NAME = 2
_AROUND = 10  # characters
_JOIN = r"[省市县区]?[到至—－-]+"
_BEHIND_THE_OTHER_END = re.compile(rf"([一-鿿]{{2}}){_JOIN}$")
_TO_THE_OTHER_END = re.compile(rf"{_JOIN}([一-鿿]{{2}})")
_ROAD = re.compile("高速|铁路|公路|高铁|国道|省道|航道|路段")
_SUFFIXES = ("特别行政区", "地区", "省", "市", "县", "区", "旗", "盟")


@dataclass(frozen=True, slots=True)
class RegionMention:
    """A region named at `[start, end)` of a text."""

    start: int
    end: int
    region: Region


def region_named(text: str) -> Region | None:
    """Return the region that a text names and nothing else: 鹤壁, 鹤壁市, 豫, 河南省鹤壁市淇县.

    All short forms count here, even those that are ordinary words, if only one region bears them:
    淇滨, 公安. None where the name is unknown or ambiguous.
    """
    name = text.strip()
    name = region_words.ABBREVIATIONS.get(name, name)
    known = gazetteer().by_form.get(name, ())
    if len(known) == 1:
        return known[0]
    mentions = find_regions(name)
    if mentions and _cover(mentions, name):
        return mentions[-1].region
    if known or len(name) < _ONE_CHARACTER_NAME:
        return None
    longer = [
        region for suffix in _SUFFIXES for region in gazetteer().by_form.get(name + suffix, ())
    ]
    return longer[0] if len(longer) == 1 else None


def find_regions(text: str) -> list[RegionMention]:
    """Return the regions named in a text, in order, longest form first, without overlap."""
    mentions: list[RegionMention] = []
    lengths = gazetteer().lengths
    at = 0
    while at < len(text) - 1:
        mention = None
        for length in lengths.get(text[at : at + 2], ()):
            if at + length <= len(text):
                mention = _mention(text, at, at + length, mentions)
            if mention is not None:
                break
        if mention is None:
            at += 1
        else:
            mentions.append(mention)
            at = mention.end
    return mentions


def shared_names(text: str) -> list[str]:
    """Return the full names in a text that several regions bear (和平区), in order.

    Which one is meant they do not tell, so `find_regions` leaves them out; a place is named all the
    same.
    """
    known = gazetteer()
    found: list[str] = []
    for at in range(len(text) - 1):
        for length in known.lengths.get(text[at : at + 2], ()):
            form, end = text[at : at + length], at + length
            bearers = [one for one in known.by_form.get(form, ()) if one.name == form]
            is_generic = form in region_words.GENERIC_NAMES or len(form) <= _ONE_CHARACTER_NAME
            if (
                len(bearers) > 1
                and not is_generic
                and not _goes_on(text, form, end, is_short=False)
            ):
                found.append(form)
    return found


def is_within(region: Region, other: Region) -> bool:
    """Tell whether a region is the other one or lies in it: 淇县 in 鹤壁市 in 河南省 in 中国."""
    match other.level:
        case Level.NATIONAL:
            return True
        case Level.PROVINCE:
            return region.code[:2] == other.code[:2] and region.level is not Level.NATIONAL
        case Level.CITY:
            return region.code[:4] == other.code[:4]
        case Level.COUNTY:
            return region.code == other.code


def _mention(text: str, start: int, end: int, before: list[RegionMention]) -> RegionMention | None:
    """Return the mention of a region at a range, if a form stands there and means one region."""
    form = text[start:end]
    candidates = gazetteer().by_form.get(form, ())
    above = before[-1] if before and text[before[-1].end : start] in ("", "的") else None
    beneath = [
        region for region in candidates if above is not None and is_within(region, above.region)
    ]
    if len(beneath) == 1:
        candidates = (beneath[0],)
    elif form in region_words.GENERIC_NAMES or not _stands_alone(text, start, end, candidates):
        return None
    if len(candidates) > 1:
        candidates = _under_a_mentioned_one(candidates, before)
    if len(candidates) != 1 or _goes_on(text, form, end, is_short=form != candidates[0].name):
        return None
    if _ends_a_route(text, start, end):
        return None
    return RegionMention(start, end, candidates[0])


def _under_a_mentioned_one(
    candidates: tuple[Region, ...], before: list[RegionMention]
) -> tuple[Region, ...]:
    """Keep the candidates that lie in a region named earlier, other than the nation."""
    places = [mention.region for mention in before if mention.region.level is not Level.NATIONAL]
    return tuple(
        region for region in candidates if any(is_within(region, place) for place in places)
    )


def _stands_alone(text: str, start: int, end: int, candidates: Sequence[Region]) -> bool:
    """Tell whether no word runs into the form from the left.

    Short forms of counties and names of one character turn up inside other words all the time
    (组织|金融, 市和县), so these need a boundary before them.
    """
    before, form = text[start - 1 : start], text[start:end]
    if not before or not "一" <= before <= "鿿":
        return True
    is_county = all(region.level is Level.COUNTY for region in candidates)
    is_short = all(region.name != form for region in candidates)
    if is_county and (is_short or len(form) == _ONE_CHARACTER_NAME):
        return before in region_words.BOUNDARY
    return before not in region_words.NOT_BEHIND.get(form, "")


def _goes_on(text: str, form: str, end: int, *, is_short: bool) -> bool:
    """Tell whether the word goes on after the form, so that it names something else."""
    after = text[end : end + 1]
    if not is_short:
        return bool(after) and after in region_words.NOT_AFTER_SUFFIX.get(form[-1], "")
    if after and after in region_words.NOT_BEFORE.get(form, ""):
        return True
    return text.startswith(region_words.NOT_AFTER_SHORT_FORM, end)


def _ends_a_route(text: str, start: int, end: int) -> bool:
    """Tell whether a form only says where a road begins or ends: 上蔡到罗山那批高速."""
    before = text[max(0, start - _AROUND) : start]
    ends = _BEHIND_THE_OTHER_END.search(before), _TO_THE_OTHER_END.match(text, end)
    # 许昌市到年底 joins no two places.
    is_end = any(one is not None and one[1] in gazetteer().by_form for one in ends)
    return is_end and bool(_ROAD.search(f"{before}，{text[end : end + _AROUND]}"))


def _cover(mentions: list[RegionMention], text: str) -> bool:
    at = 0
    for mention in mentions:
        if text[at : mention.start] not in ("", "的"):
            return False
        at = mention.end
    return at == len(text)
