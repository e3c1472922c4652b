"""What a question sets side by side: places, departments, or things named; each answered by itself.

Part of finding. 科技贷和专精特新贷有什么区别 has two sides, and each is told by what names it: the
one that more is written about does not fill the answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence.scoring import Evidence
from bot.understanding.jurisdiction import Place
from bot.understanding.understood import Asked

_THING = r"[^，。？！、的在跟和与同比]{2,14}"
_COMPARED = re.compile(
    rf"(?P<one>{_THING})(?:和|与|跟|同)(?P<other>{_THING}?)"
    r"(?:之间|两者|[在从][^，。？]{1,16})?(?:的|到底|究竟|各)?(?:有|是)?(?:什么|啥|哪些|何|没有|不是)?"
    r"(?:区别|不同|差别|差异|不一样|一回事)"
)
_QUOTES = re.compile(r"[“”‘’\"「」]")
_ASKS_FIRST = re.compile(r"^(?:请问|想问(?:一下|下)?|问一下|那么?|这个?)+")


@dataclass(frozen=True, slots=True)
class Side:
    """One place, one department or all but it, or one thing, that is to be answered for.

    What names the `rival`, the thing on the other side, tells neither from the other.
    """

    place: Place
    issuer: str | None = None
    is_all_but: bool = False
    thing: str = ""
    rival: str = ""

    @property
    def name(self) -> str:
        """What is missing when nothing is found."""
        if self.thing:
            return f"“{self.thing}”"
        return self.place.names if self.issuer is None or self.is_all_but else self.issuer

    def admits(self, item: Evidence) -> bool:
        """Whether a sentence counts on this side."""
        issuer = item.passage.chunk.issuer
        if self.issuer is not None and (issuer == self.issuer) == self.is_all_but:
            return False
        return not self.thing or _names(item.text, self.thing, self.rival)


def sides_of(asked: Asked, ranked: Sequence[Evidence]) -> list[Side]:
    """Return what is asked about, to be answered one by one; one side where nothing is compared."""
    named, place = asked.departments, asked.place
    if named and place.regions and asked.intent.is_apiece:  # 西平县和省应急厅各有多少项
        return [*map(Side, place.each()), *(Side(Place(), issuer) for issuer in named)]
    if len(named) > 1:
        return [Side(place, issuer) for issuer in named]
    if named and asked.intent.is_comparison:  # 科技厅的数跟总报告对不上
        return [Side(place, named[0]), Side(place, named[0], is_all_but=True)]
    places = [Side(each) for each in place.each()]
    return places if len(places) > 1 else _things(asked, ranked) or places


def _things(asked: Asked, ranked: Sequence[Evidence]) -> list[Side]:
    """The two things that a question compares by name, where the sources use both names."""
    found = _COMPARED.search(_QUOTES.sub("", asked.text))
    if found is None:
        return []
    one, other = _ASKS_FIRST.sub("", found["one"]), found["other"]
    sides = [
        Side(asked.place, thing=one, rival=other),
        Side(asked.place, thing=other, rival=one),
    ]
    is_known = all(any(side.admits(item) for item in ranked) for side in sides)
    return sides if one != other and is_known else []


def _names(text: str, thing: str, rival: str) -> bool:
    """Whether a text names a thing and not its rival, one of whose names may hold the other."""
    plain = _QUOTES.sub("", text)
    longer, shorter = sorted((thing, rival), key=len, reverse=True)
    if thing == longer:
        return thing in plain and shorter not in plain.replace(longer, "")
    return thing in plain and longer not in plain
