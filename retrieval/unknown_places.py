"""Places named in a search that no document is of: a text in, they and the nearest known ones out.

许畅市 is no region, but sounds like one; 洛阳市 is one, but maybe nobody has added its documents.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus import Level, Region, find_regions
from corpus.regions.gazetteer import gazetteer
from retrieval.places import region_path
from retrieval.words.alike import alike
from retrieval.words.segmentation import Segmenter

MAX_NEAREST = 5

_NAME = re.compile(r"[\u4e00-\u9fff]{2,}?[省市县区州旗盟]")
_MIN_CHARS, _MAX_CHARS = 3, 5


@dataclass(frozen=True, slots=True)
class UnknownPlace:
    """A place as named, and the nearest known ones; `is_region` where it is a real one."""

    name: str
    nearest: tuple[str, ...]
    is_region: bool


def unknown_places(
    text: str, segmenter: Segmenter, sources: Collection[str]
) -> tuple[UnknownPlace, ...]:
    """Return the places of a text that no source is of, each once.

    Args:
        text: what is searched for.
        segmenter: tells words that merely end like a place (城市).
        sources: the regions that documents are of.
    """
    mentions = [one.region for one in find_regions(text)]
    without = [
        UnknownPlace(region.name, _near_sources(region, sources), is_region=True)
        for region in dict.fromkeys(mentions)
        if region.level is not Level.NATIONAL and not _has_sources(region, sources)
    ]
    return (*without, *_misnamed(text, segmenter, sources))


def _has_sources(region: Region, sources: Collection[str]) -> bool:
    """Tell whether a document is of a region or of one below it."""
    return any(region.name in region_path(source) for source in sources)


def _near_sources(region: Region, sources: Collection[str]) -> tuple[str, ...]:
    """Return the sources that share most of the levels above a region, the nearest first."""
    above = set(region.ancestors)
    shared = {source: len(above.intersection(region_path(source))) for source in sources}
    nearest = sorted(shared, key=lambda source: (-shared[source], source))
    return tuple(nearest[:MAX_NEAREST])


def _misnamed(text: str, segmenter: Segmenter, sources: Collection[str]) -> Iterator[UnknownPlace]:
    """Yield names that are none and one character away from one; those with sources first."""
    words = segmenter.words(text)
    for name in dict.fromkeys(_names(words)):
        near = [known for known in _one_away(name) if known in gazetteer().by_form]
        if near:
            near.sort(key=lambda known: (known not in sources, known))
            yield UnknownPlace(name, tuple(near[:MAX_NEAREST]), is_region=False)


def _names(words: Sequence[str]) -> Iterator[str]:
    """Yield what ends like a place, is no word, and holds no form of a place."""
    for end in range(2, len(words) + 1):
        for start in range(max(0, end - _MAX_CHARS), end - 1):
            name = "".join(words[start:end])
            if _is_misnamed(name):
                yield name


def _is_misnamed(name: str) -> bool:
    is_like_one = _MIN_CHARS <= len(name) <= _MAX_CHARS and _NAME.fullmatch(name) is not None
    return is_like_one and not find_regions(name) and name not in gazetteer().by_form


def _one_away(name: str) -> Iterator[str]:
    for at, char in enumerate(name[:-1]):
        for other in sorted(alike(char)):
            yield f"{name[:at]}{other}{name[at + 1 :]}"
