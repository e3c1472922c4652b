"""What is told for one thing asked and answers another of the same question too.

去哪申请，要带什么材料: the sentence that says where mostly says with what. Measured by the words
of 要带什么材料 alone it is unsure; that it is told of this very matter is known by then.
"""

from collections.abc import Sequence

from bot.evidence.holding import holds
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from bot.understanding.understood import Asked

# Plain from the sentence itself; a sum or a day beside it may be that of something else.
_PLAIN = frozenset({"materials", "address", "street", "phone", "web_address", "contact"})


def answering_too(
    asked: Asked, ranked: Sequence[Evidence], told: Sequence[Point]
) -> tuple[Point, ...]:
    """Return the points told for other things asked that hold all that this one wants."""
    wants = asked.intent.wants
    if not wants or not _PLAIN.issuperset(wants):
        return ()
    able = {(one.passage.chunk.id, one.start) for one in ranked if one.can_answer}
    return tuple(
        point
        for point in told
        if (point.evidence.passage.chunk.id, point.evidence.start) in able
        and all(holds(want, point.evidence.stated) for want in wants)
    )
