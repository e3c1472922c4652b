"""Where a document is of: its issuer, its name and its text in, the region and the level out."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.document import Level
from corpus.metadata.issuers import is_ministry
from corpus.regions.finding import Region, find_regions

_MAX_NAME_CHARS = 30
# 2024年度滑县…情况表
_OF_YEAR = re.compile(r"^\d{4}年度?")
_OWN = {
    "我市": Level.CITY, "我县": Level.COUNTY, "我区": Level.COUNTY, "我省": Level.PROVINCE,
}  # fmt: skip
# A text that says 我市 is of the city that it names: so often, and next to no other.
_MIN_NAMED = 5
_MIN_NAMED_SHARE = 0.8
# What may stand before the region in a title, and of whom the nation's local offices are.
_ABOVE_REGION = re.compile(
    r"^(?:关于|中共|(?:国家|中国|中华人民共和国)[\u4e00-\u9fff]{2,10}?(?:总局|局|银行|委员会|海关))(?!.{0,3}关于)"
)
_NATIONAL_ORDER = re.compile("国务院令|主席令|全国人民代表大会.*通过")
_NATIONAL = ("中华人民共和国", "国务院", "中共中央", "国家", "全国人民代表大会", "最高人民")


def region_at_start(text: str) -> Region | None:
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


def own_region(source: str) -> Region | None:
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


def national_level(name: str, head: Sequence[str]) -> Level | None:
    """Return NATIONAL where the name says so, or who enacted the text."""
    is_national = (
        name.startswith(_NATIONAL)
        or is_ministry(name.split("、")[0])
        or any(_NATIONAL_ORDER.search(line) for line in head)
    )
    return Level.NATIONAL if is_national else None
