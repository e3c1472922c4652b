"""Ranked evidence to the sentences told of one thing asked: different, whole, not too many.

What one sentence leaves open, another may complete; together they stay within an answer's length.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence.holding import holds
from bot.evidence.listing import covers, lists_alone, with_its_list
from bot.evidence.points import Point
from bot.evidence.sameness import same_fact
from bot.evidence.scoring import Evidence
from bot.evidence.statements import fuller, in_words_for_all
from bot.understanding.intent import asks_for_steps
from bot.understanding.understood import Asked

MAX_POINTS = 5
MAX_CHARS = 400
# Asked to compare, only what is told in the same words is the same.
_SAME_WHEN_COMPARED = 0.85
# A further point is told if its chance to be the answer is at least about an eighth of the best
# one's: the order model is a softmax over the candidates, so chances stand as exp(score). Beyond
# that older figures of the same quantity begin to be told beside the one asked for.
_MARGIN = 2.0
_MARGIN_OF_SEVERAL = 3.5  # where several things are asked for: a list, steps, two sides
# What illustrates something comes behind what it illustrates.
_ILLUSTRATES = re.compile(r"\s*(?:比如|例如|譬如)")


@dataclass(frozen=True, slots=True)
class Picker:
    """Picks what is told behind the points that are `told` already.

    `add_threshold` is the least chance to answer of what goes on with an answer.
    """

    add_threshold: float
    told: Sequence[Point]

    def picked(self, asked: Asked, ranked: Sequence[Evidence]) -> list[Evidence]:
        """Pick the likeliest sentences that say different things, in the order they are told."""
        picked: list[Evidence] = []
        intent = asked.intent
        is_several = intent.is_list or intent.is_how_to or intent.is_comparison
        lowest = ranked[0].score - (_MARGIN_OF_SEVERAL if is_several else _MARGIN)
        least = _SAME_WHEN_COMPARED if intent.is_comparison else 0.0
        wants_papers = "materials" in intent.wants
        able = [one for one in ranked if one.probability >= self.add_threshold]
        for item in ranked:
            # A list's head alone (处罚的种类：) is found in whatever speaks of the list.
            stated = with_its_list(item)
            # Papers are told by their whole list, though one of them was found before it.
            known = [other for other in picked if not (wants_papers and covers(stated, other))]
            if item.score < lowest or any(
                same_fact(stated, other, at_least=least) for other in known
            ):
                continue
            if picked and not self.fits(item, picked):
                continue
            whole = with_its_list(in_words_for_all(asked, fuller(item, able), able))
            if any(covers(other, whole) for other in picked):
                continue
            picked = [other for other in picked if not covers(whole, other)] + [whole]
            if len(picked) + len(self.told) >= MAX_POINTS:
                break
        return sorted(picked, key=lambda one: _ILLUSTRATES.match(one.text) is not None)

    def completed(
        self, asked: Asked, ranked: Sequence[Evidence], picked: list[Evidence]
    ) -> list[Evidence]:
        """Return what is picked with the sentence that holds what is still wanted of it.

        Of what is picked lists stand alone; what completes them, such as a date, stands beside.
        """
        return lists_alone(asked, picked) + self._completing(asked, ranked, picked)

    def with_time_limit(
        self, asked: Asked, ranked: Sequence[Evidence], picked: list[Evidence]
    ) -> list[Evidence]:
        """Add to steps how long they take, where a sentence on their very subject says so.

        Who asks how wants to know how long, and seldom says so: half the usual chance will do.
        """
        names = [one for one in asked.terms if one.is_name and one.known and not one.is_background]
        is_told = any(holds("duration", item.stated) for item in picked)
        if not names or is_told or not picked or not asks_for_steps(asked.text):
            return picked
        subject = max(names, key=lambda one: one.weight).text
        for item in ranked:
            likely = item.probability >= self.add_threshold / 2
            is_meant = likely and subject in item.text and holds("duration", item.stated)
            if is_meant and item not in picked:
                room = MAX_POINTS - len(self.told) - 1
                return [*picked[: max(room, 1)], item]
        return picked

    def fits(self, item: Evidence, picked: Sequence[Evidence]) -> bool:
        """Return whether there is room for a sentence behind what is told and picked."""
        told = [point.evidence for point in self.told]
        return sum(len(other.text) for other in (*told, *picked, item)) <= MAX_CHARS

    def _completing(
        self, asked: Asked, ranked: Sequence[Evidence], picked: Sequence[Evidence]
    ) -> list[Evidence]:
        """The sentence beside a picked one that holds what is still wanted, such as its date."""
        for want in asked.intent.wants:
            if any(holds(want, item.stated) for item in picked):
                continue
            beside = [
                item
                for item in ranked
                if item not in picked
                and item.passage.chunk.id == picked[0].passage.chunk.id
                and holds(want, item.stated)
                and self.fits(item, picked)
            ]
            if beside:
                return [min(beside, key=lambda item: abs(item.start - picked[0].start))]
        return []
