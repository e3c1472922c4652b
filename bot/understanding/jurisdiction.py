"""Whose documents may answer for a place: 国家 > 省 > 市 > 县.

A figure of one city never answers for another, nor for its province; what a higher level lays down
may answer for a place below it, and is then named as such. A sentence of a higher level's document
that names the place itself speaks of that place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from corpus import Level, Metadata, Region, find_regions, is_within, region_named

_PROVINCE_WORDS = re.compile(r"省里|省级|我省|省政府|省直|本省")
# Beside a named place it is the field of a ranking (鹤壁在全省排第几), not a second place.
_WHOLE_PROVINCE = re.compile(r"全省")


# 香港, 澳门 and 台湾 have no offices of the government whose papers these are.
_OUTSIDE = ("71", "81", "82")
# Whose place it is: 我在, 我们公司是, 俺厂开在.
_AT_HOME = re.compile(
    r"(?:我们?|俺们?|咱们?|本公司|本人)(?:家|的)?(?:公司|企业|厂子?|店|单位|项目|厂房)?(?:是|就|都|开|办|住|落)?在?$"
)
# 甲市乙区东街2号
_ADDRESS = re.compile(r"[^，。；：、]{1,12}[路街道巷][^，。；：、]{0,6}\d+号")
_RULED_OUT = re.compile(r"(不是|不问|不算|除了|除|非)$")
# 从江西来这边打工: where the asker comes from.
_FROM = re.compile(r"[从打自]$")
# 哪些市县弄得好？许昌在里头不: whether it is among what is told.
_AMONG = re.compile(
    "(?:也|算不算|是不是|算)?(?:在不)?在(?:里头|里边|里面|其中|内|列)(?:[吗不没么？?]|$)"
)
_COME = re.compile(r"[过搬迁调转]?来(?![说看讲源算衡])(?!的?[数统])")


class Standing(StrEnum):
    """How a sentence stands to the place asked about."""

    OWN = "own"
    ABOVE = "above"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Place:
    """The places a question is about: named regions, and the province at large (省里)."""

    regions: tuple[Region, ...] = ()
    is_province_at_large: bool = False

    @property
    def is_anywhere(self) -> bool:
        """Whether the question names no place."""
        return not self.regions and not self.is_province_at_large

    @property
    def names_locality(self) -> bool:
        """Whether the question names a city or a county."""
        return any(region.level in (Level.CITY, Level.COUNTY) for region in self.regions)

    @property
    def names(self) -> str:
        """The named regions, joined for people."""
        named = [region.name for region in self.regions]
        return "、".join([*named, *(["省级"] if self.is_province_at_large else [])])

    def each(self) -> list["Place"]:
        """Return the places one by one: a question about two is answered for each."""
        apart = [Place((region,)) for region in self.regions]
        if self.is_province_at_large:
            apart.append(Place(is_province_at_large=True))
        return apart or [self]


ANYWHERE = Place()
# A law's name right behind the place; what is done with a law (怎么贯彻…条例) names none of it.
_OWN_LAW = re.compile(
    r"的?[^，。？的里在有怎如何什啥哪贯落执制出按照适用受对要]{0,12}?(?:条例|办法|规定|细则)"
    r"(?!的?(?:贯彻|落实|执行|执法))"
)


def place_of(question: str, default_region: str | None) -> Place:
    """Read the places off a question; the default holds only if it names none.

    The whole country is no place here: what is asked 在全国 is asked of whoever speaks of it. Nor
    is one that is ruled out (不是鹤壁), that the asker comes from (从江西来), that may be one of
    those told (许昌在里头不), or that people only travel to (去香港的签注).
    """
    named = [
        mention.region
        for mention in find_regions(question)
        if mention.region.level is not Level.NATIONAL
        and not mention.region.code.startswith(_OUTSIDE)
        and not _RULED_OUT.search(question[: mention.start])
        and not (_FROM.search(question[: mention.start]) and _COME.match(question, mention.end))
        and not _AMONG.match(question, mention.end)
    ]
    lowest = [
        region
        for region in dict.fromkeys(named)
        if not any(other != region and is_within(other, region) for other in named)
    ]
    at_large = _PROVINCE_WORDS.search(question) is not None
    at_large = at_large or (not lowest and _WHOLE_PROVINCE.search(question) is not None)
    if not lowest and not at_large and default_region is not None:
        default = region_named(default_region)
        lowest = [default] if default is not None else []
    return Place(tuple(lowest), at_large)


def stated_place(said: Sequence[str]) -> str | None:
    """Return where the asker last said to be (我们公司在鹤壁); a place only asked about is none."""
    for text in reversed(said):
        for mention in reversed(find_regions(text)):
            if (
                _AT_HOME.search(text[: mention.start])
                and mention.region.level is not Level.NATIONAL
            ):
                return mention.region.name
    return None


def names_its_law(question: str, place: Place) -> bool:
    """Return whether a question asks what a place's own law says: 深圳营商环境条例怎么说."""
    return any(
        mention.region in place.regions and _OWN_LAW.match(question, mention.end) is not None
        for mention in find_regions(question)
    )


def standing(place: Place, metadata: Metadata, sentence: str) -> Standing:
    """Return how a sentence of a document stands to the places asked about."""
    if place.is_anywhere:
        return Standing.OWN
    home = region_named(metadata.region) if metadata.region is not None else None
    if home is None:
        is_of_others = bool(place.regions) and _is_of_others(place.regions, sentence)
        return Standing.OTHER if is_of_others else Standing.OWN
    if place.is_province_at_large and home.level is Level.PROVINCE:
        return Standing.OWN
    found = [_standing_to(region, home, sentence) for region in place.regions]
    for best in (Standing.OWN, Standing.ABOVE):
        if best in found:
            return best
    return Standing.OTHER


def _standing_to(region: Region, home: Region, sentence: str) -> Standing:
    if region == home:
        return Standing.OWN
    mentioned = _mentioned(sentence)
    # A city that names itself does not speak for its province; a province that names it does.
    holds_home = is_within(home, region)
    if any(other == region or (is_within(other, region) and not holds_home) for other in mentioned):
        return Standing.OWN
    if not is_within(region, home):
        return Standing.OTHER
    return Standing.OTHER if _names_another(mentioned, region) else Standing.ABOVE


def _is_of_others(regions: Sequence[Region], sentence: str) -> bool:
    """Whether a sentence, of a document of no place, names places and none around those asked."""
    mentioned = _mentioned(sentence)
    return bool(mentioned) and not any(
        is_within(one, region) or is_within(region, one) for one in mentioned for region in regions
    )


def _mentioned(sentence: str) -> list[Region]:
    """The places that a sentence names: of a whole name (甲市乙区) the lowest, no address.

    An office of the city may stand in any of its districts.
    """
    found = find_regions(sentence)
    lowest = [
        one
        for one, behind in zip_longest(found, found[1:])
        if behind is None or one.end != behind.start or not is_within(behind.region, one.region)
    ]
    named = [one.region for one in lowest if not _ADDRESS.match(sentence, one.end)]
    return named or [one.region for one in found]


def _names_another(mentioned: Sequence[Region], region: Region) -> bool:
    """Whether a sentence speaks of particular places, and the one asked about is not among them.

    Beside a place that holds it, one other is an example (河南省推广郑州的做法); several are a
    list.
    """
    others = {other for other in mentioned if not is_within(region, other)}
    return len(others) > 1 or (bool(others) and len(others) == len({*mentioned}))
