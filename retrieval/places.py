"""Places of documents and scopes: the name of a region in, its path of divisions out."""

from functools import lru_cache

from corpus.regions.finding import region_named


@lru_cache(4096)
def region_path(name: str) -> tuple[str, ...]:
    """Return the official name of a region and its ancestors; the name itself if unknown."""
    region = region_named(name)
    return (name,) if region is None else (region.name, *region.ancestors)


def official_name(name: str) -> str:
    """Return 鹤壁市 for 鹤壁; a name that is not known as it is."""
    return region_path(name)[0]
