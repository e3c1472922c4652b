"""What was read is remembered, in memory only: a question asked again is not read anew.

Suggested questions are answered before they are shown, and asked when one is chosen.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

KEPT = 4_096  # pairs; a few megabytes


class Told(NamedTuple):
    """A sentence and what stands around it: the title, headings, what introduces it."""

    context: str
    sentence: str


class KnownOdds:
    """Log odds by question and sentence, the last used ones. Threads may share it."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._odds: OrderedDict[tuple[str, Told], float] = OrderedDict()
        self._turn = Lock()

    def of(self, question: str, sentences: Sequence[Told]) -> dict[Told, float]:
        """Return those that are known."""
        with self._turn:
            known = [one for one in sentences if (question, one) in self._odds]
            for one in known:
                self._odds.move_to_end((question, one))
            return {one: self._odds[question, one] for one in known}

    def keep(self, question: str, odds: dict[Told, float]) -> None:
        """Remember odds by sentence, and forget those used longest ago."""
        with self._turn:
            for one, value in odds.items():
                self._odds[question, one] = value
                self._odds.move_to_end((question, one))
            while len(self._odds) > self._kept:
                self._odds.popitem(last=False)
