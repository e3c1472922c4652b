"""Scored evidence to the points of an answer: few, different, each with all its sources.

Sentences that state one fact in several places become one point with several citations. A further
point is added if it is nearly as likely to answer as the best one.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from bot.evidence.cases import of_the_case_stated
from bot.evidence.contact_lines import contact_first
from bot.evidence.counted_lists import lists_the_counted
from bot.evidence.definitions import meaning
from bot.evidence.excerpts import loses_the_date
from bot.evidence.faults import tells_fault
from bot.evidence.fitting import is_procedural
from bot.evidence.holding import holds
from bot.evidence.listing import rows_asked_for, titles_of, with_its_list
from bot.evidence.named_rows import of_the_rows_named, rows_named, without_lesser_rows
from bot.evidence.overview import overview
from bot.evidence.picking import MAX_POINTS, Picker
from bot.evidence.points import Point, point_of
from bot.evidence.sameness import same_fact
from bot.evidence.scoring import Evidence, Weights
from bot.evidence.statements import with_newest
from bot.evidence.whole_lists import begins_by_its_kind, list_of_its_kind, whole_runs
from bot.understanding.intent import asks_for_steps
from bot.understanding.terms import BACKGROUND_CREDIT, Term, coverage
from bot.understanding.understood import Asked

_MAX_BESIDE = 3
_SUBJECT_WEIGHT = 4.0  # in idf: what stands in about one of fifty chunks
_MAY_BEGIN = 3  # what the order of chances to be the answer puts first, the chance to answer weighs
_MAX_OF_YES_NO = 3  # what settles a yes or no is among the first, or nowhere
_NUMBERS = frozenset({"amount", "percentage", "count", "figure", "score"})
# The next thing asked is mostly answered beside the last: worth about a tenth of a cosine.
_BESIDE_BONUS = 0.5


class Chooser:
    """Chooses the points of one answer, thing by thing; it remembers what is told already."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._told: list[Point] = []

    def choose(
        self,
        asked: Asked,
        ranked: Sequence[Evidence],
        *,
        most: int = MAX_POINTS,
        is_other_side: bool = False,
    ) -> list[Point]:
        """Choose the points for one thing asked; none if nothing passes the threshold.

        A fact told already for another thing asked answers this one as well.

        Args:
            asked: the thing; lists, comparisons and how-to questions take more points.
            ranked: evidence, best first.
            most: how many points at most.
            is_other_side: they tell of one of two things compared, where something answers. What
                speaks of one of them cannot speak of all that is asked: less chance will do.
        """
        ranked = of_the_case_stated(asked, of_the_rows_named(asked, ranked))
        least = self._weights.add_threshold / 4 if is_other_side else self._threshold
        ranked = contact_first(asked, ranked, least)
        sure = _from_the_sure(ranked, least) or _listing_the_counted(asked, ranked)
        if whole := self._as_a_whole(asked, ranked, is_sure=bool(sure)):
            return self._kept(whole)
        if (of_topic := overview(asked, ranked, self._weights.add_threshold)) and not is_other_side:
            return self._kept(_dated(asked, of_topic[:most], ranked, self._told))
        ranked = self._beside_first(sure)
        if not ranked:
            return []
        steps = self._steps(ranked) if asks_for_steps(asked.text) else ranked
        if not steps:
            return [] if is_other_side else self._of_the_subject(asked, ranked)
        picked = without_lesser_rows(asked, self._picker.picked(asked, steps))
        picked = with_newest(picked, ranked)[:MAX_POINTS]
        if not picked:
            return []
        told = [] if is_other_side else self._told
        points = self._points(asked, picked, ranked, most=most, told=told)
        if points and all(point in self._told for point in points):
            points += self._further(asked, ranked)
        return self._kept(points)

    def _as_a_whole(
        self, asked: Asked, ranked: Sequence[Evidence], *, is_sure: bool
    ) -> list[Point]:
        """The points of a definition, or of a list of the kind asked for; none where none is."""
        defining = meaning(asked, ranked)
        if defining is not None:
            return [point_of(asked, defining, ranked, told=self._told)]
        listed = list_of_its_kind(asked, ranked)
        if not listed or not (is_sure or begins_by_its_kind(asked, listed)):
            return []
        points = [point_of(asked, item, ranked, told=self._told) for item in listed]
        return [replace(points[0], is_head=len(points) > 1), *points[1:]]

    def begins(self, ranked: Sequence[Evidence]) -> bool:
        """Whether any of the evidence is sure enough to begin an answer with."""
        return any(item.probability >= self._weights.answer_threshold for item in ranked)

    def _points(
        self,
        asked: Asked,
        picked: list[Evidence],
        ranked: Sequence[Evidence],
        *,
        most: int,
        told: Sequence[Point],
    ) -> list[Point]:
        """The points that what is picked makes, each whole; none where what is asked is missing."""
        titles = titles_of(asked, picked, ranked)
        rows = rows_named(asked, picked, ranked) or rows_asked_for(asked, picked, ranked)
        whole = titles or rows
        items = whole_runs(asked, whole or self._picker.completed(asked, ranked, picked))
        items = self._picker.with_time_limit(asked, ranked, items)
        if _asks_a_number(asked) and not any(_states(asked, item) for item in items):
            return []
        points = _dated(asked, _at_most(asked, items, most), ranked, told)
        if points and titles:
            points[0] = replace(points[0], is_head=True)
        return points

    def _steps(self, ranked: Sequence[Evidence]) -> list[Evidence]:
        """What tells of a way to get a thing, which what was reached, or is amiss, does not.

        Where the best stands in the answer to that very question (问：怎么申请？), all of it does.
        """
        best = next((item for item in ranked if is_procedural(item.text)), None)
        answer = [item for item in ranked if best is not None and _is_of_its_answer(item, best)]
        steps = [
            item
            for item in answer or ranked
            if (is_procedural(item.text) or answer) and not tells_fault(with_its_list(item).text)
        ]
        is_sure = any(item.probability >= self._weights.add_threshold for item in steps[:1])
        return steps if is_sure else []

    def _of_the_subject(self, asked: Asked, ranked: Sequence[Evidence]) -> list[Point]:
        """What is told of the very thing that nobody says how to get, beside the answer.

        It has to be a thing that few documents speak of: of any other much is told, and nothing
        that the asker wants.
        """
        names = [one for one in asked.terms if one.is_name and one.known]
        subject = max(names, key=lambda one: one.weight, default=None)
        if subject is None or subject.weight < _SUBJECT_WEIGHT * _credit(subject):
            return []
        own = [one for one in asked.terms if one.is_name and not one.is_background]
        said = [
            item
            for item in ranked
            if subject.text in item.text
            and all(one.met_by(item.text.lower()) for one in own)
            and item.probability >= self._weights.add_threshold
            and not tells_fault(item.text)
        ]
        items = self._picker.picked(asked, said)[:_MAX_BESIDE] if self.begins(said) else []
        points = [point_of(asked, item, ranked, told=self._told) for item in items]
        return self._kept([replace(point, is_beside=True) for point in points])

    def _kept(self, points: list[Point]) -> list[Point]:
        """Remember what is told, and return it."""
        self._told += [point for point in points if point not in self._told]
        return points

    @property
    def _picker(self) -> Picker:
        return Picker(self._weights.add_threshold, self._told)

    @property
    def _threshold(self) -> float:
        """What an answer begins with must be surer than what goes on with it."""
        return self._weights.add_threshold if self._told else self._weights.answer_threshold

    def _beside_first(self, ranked: Sequence[Evidence]) -> list[Evidence]:
        told = {point.evidence.passage.chunk.id for point in self._told}
        return sorted(
            ranked,
            key=lambda item: -(item.score + _BESIDE_BONUS * (item.passage.chunk.id in told)),
        )

    def _further(self, asked: Asked, ranked: Sequence[Evidence]) -> list[Point]:
        """Where all is told already: the first sentence that says more of this very thing."""
        own = [term for term in asked.terms if not term.is_background]
        told = " ".join(point.evidence.text for point in self._told)
        for item in ranked:
            if item.probability < self._weights.add_threshold:
                break
            is_new = not any(same_fact(item, point.evidence) for point in self._told)
            if (
                is_new
                and self._picker.fits(item, ())
                and coverage(own, item.text) > coverage(own, told)
            ):
                return [point_of(asked, item, ranked, told=self._told)]
        return []


def _is_of_its_answer(item: Evidence, best: Evidence) -> bool:
    """Whether a sentence is of the answer that the best one is of, under a question for steps."""
    question = (best.passage.chunk.section or ("",))[-1].rstrip()
    is_asked = question.endswith(("？", "?")) and asks_for_steps(question)
    return is_asked and item.passage.chunk.id == best.passage.chunk.id


def _from_the_sure(ranked: Sequence[Evidence], least: float) -> Sequence[Evidence]:
    """Leave out what stands first and is not sure enough to begin with; all, if none is."""
    for at, item in enumerate(ranked[:_MAY_BEGIN]):
        if item.probability >= least:
            return ranked[at:]
    return []


def _listing_the_counted(asked: Asked, ranked: Sequence[Evidence]) -> list[Evidence]:
    """The list that is asked for by its count, among the first; none if it is not there."""
    listing = (one for one in ranked[:_MAY_BEGIN] if lists_the_counted(asked, one))
    return list(islice(listing, 1))


def _at_most(asked: Asked, items: list[Evidence], most: int) -> list[Evidence]:
    """Keep the first of what is picked where fewer points are wanted than an answer may have."""
    if asked.intent.is_plain_yes_no:
        most = min(most, _MAX_OF_YES_NO)
    return items[:most] if most < MAX_POINTS else items


def _dated(
    asked: Asked, items: Sequence[Evidence], ranked: Sequence[Evidence], told: Sequence[Point]
) -> list[Point]:
    """The points that sentences make, but for those that lose their date.

    None if the first loses it: what comes behind it is less sure.
    """
    points = [point_of(asked, item, ranked, told=told) for item in items]
    loses = [
        loses_the_date(asked, item, point.evidence)
        for item, point in zip(items, points, strict=True)
    ]
    if any(loses[:1]):
        return []
    return [point for point, is_dateless in zip(points, loses, strict=True) if not is_dateless]


def _credit(term: Term) -> float:
    return BACKGROUND_CREDIT if term.is_background else 1.0


def _asks_a_number(asked: Asked) -> bool:
    """Whether nothing but a number answers: 减税降费多少亿元 is not answered by 成效."""
    intent = asked.intent
    is_more = intent.is_list or intent.is_how_to or intent.is_yes_no or intent.is_comparison
    return bool(intent.wants) and not is_more and _NUMBERS.issuperset(intent.wants)


def _states(asked: Asked, item: Evidence) -> bool:
    return any(holds(want, item.stated) for want in asked.intent.wants)
