"""Choose the points that answer one thing asked, for each place or department it is asked of.

Within the third step of the question path: ranked evidence in, a `Finding` out. What is found but
does not answer is kept as `nearest`, to be offered apart from the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.evidence.admissible import admissible
from bot.evidence.close_reading import CloseReader
from bot.evidence.picking import MAX_POINTS
from bot.evidence.points import Point
from bot.evidence.sameness import same_fact
from bot.evidence.scoring import Evidence
from bot.evidence.selection import Chooser
from bot.evidence.sides import Side, sides_of
from bot.evidence.told_before import news_first
from bot.understanding.understood import Asked, Understood

_NEAREST = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one thing asked.

    No points: nothing answers it. `missing_places` are places asked about of which nothing is told
    although something is told of others, `missing_things` likewise of things compared.
    `nearest` is the best evidence, whether it answers or not. `over` is what would answer, were its
    document still in force; documents that a newer version replaced are not among it.
    """

    asked: Asked
    points: tuple[Point, ...]
    nearest: tuple[Evidence, ...]
    missing_places: tuple[str, ...] = ()
    missing_things: tuple[str, ...] = ()
    is_from_above: bool = False
    over: tuple[Point, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all of it is answered."""
        is_met = not any(point.is_beside for point in self.points)
        return bool(self.points) and is_met and not (self.missing_places or self.missing_things)


def judge(
    asked: Asked,
    ranked: Sequence[Evidence],
    understood: Understood,
    chooser: Chooser,
    reader: CloseReader,
) -> Finding:
    """Choose points for one thing asked, for each place or department it is asked of."""
    points: list[Point] = []
    near: list[Evidence] = []
    missing: list[Side] = []
    is_from_above = False
    sides = sides_of(asked, ranked)
    most = _most(asked, sides)
    is_one_of_several = len(understood.asked) > 1
    for side in sides:
        from_side = [one for one in ranked if side.admits(one)]
        own, above = admissible(asked, from_side, side.place, asked.years)
        own = reader.read(asked, own, is_one_of_several=is_one_of_several)
        chosen = chooser.choose(
            asked,
            news_first(asked, own, understood.told, chooser),
            most=most,
            is_other_side=bool(side.thing) and chooser.begins(ranked),
        )
        if not chosen and above:
            above = reader.read(asked, above, is_one_of_several=is_one_of_several)
            above_news = news_first(asked, above, understood.told, chooser)
            chosen = chooser.choose(asked, above_news, most=most)
            is_from_above = is_from_above or bool(chosen)
        if not chosen:
            missing.append(side)
        chosen = [replace(point, side=side.thing) for point in chosen]
        points += [point for point in chosen if point not in points]
        near += own or above
    return Finding(
        asked,
        tuple(points),
        _distinct([*near, *ranked]),
        missing_places=tuple(one.name for one in missing if not one.thing) if points else (),
        missing_things=tuple(one.thing for one in missing if one.thing) if points else (),
        is_from_above=is_from_above,
    )


def _most(asked: Asked, sides: Sequence[Side]) -> int:
    """How many points each side may have: where sides are compared, none fills the answer."""
    is_shared = len(sides) > 1 and asked.intent.is_comparison
    return max(MAX_POINTS // len(sides), 1) if is_shared else MAX_POINTS


def _distinct(ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    kept: list[Evidence] = []
    for item in ranked:
        if not any(same_fact(item, other) for other in kept):
            kept.append(item)
        if len(kept) == _NEAREST:
            break
    return tuple(kept)
