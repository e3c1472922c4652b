"""Hits in turn from each place asked about: passages in order of score in, the order to show out.

鹤壁和许昌各有多少 asks for two facts; by score alone one place may fill the first hits.
"""

from collections import deque
from collections.abc import Iterator, Sequence

from retrieval.passage import Passage
from retrieval.places import region_path


def in_turn(passages: Sequence[Passage], regions: Sequence[str]) -> list[Passage]:
    """Return the passages so that places take turns, best first; other places by their score.

    Args:
        passages: best first.
        regions: the places asked about; nothing changes for less than two.
    """
    if len(regions) < 2:
        return list(passages)
    by_place = {region: deque[Passage]() for region in regions}
    others: deque[Passage] = deque()
    for passage in passages:
        place = _place_of(passage, regions)
        (others if place is None else by_place[place]).append(passage)
    turns, found = deque(_turns(list(by_place.values()))), list[Passage]()
    while turns or others:
        is_other = bool(others) and (not turns or others[0].score > turns[0].score)
        found.append((others if is_other else turns).popleft())
    return found


def _turns(queues: Sequence[deque[Passage]]) -> Iterator[Passage]:
    """Yield the first of each queue, then the second, the best of each turn first."""
    while any(queues):
        turn = [queue.popleft() for queue in queues if queue]
        yield from sorted(turn, key=lambda passage: (-passage.score, passage.chunk.id))


def _place_of(passage: Passage, regions: Sequence[str]) -> str | None:
    """Return the first place asked about that a passage's document is of or lies in."""
    region = passage.metadata.region
    path = region_path(region) if region else ()
    return next((asked for asked in regions if asked in path), None)
