"""Find the points that answer each thing asked: retrieve, weigh place and evidence, choose.

Third step of the question path: the question understood in, a `Finding` for each thing asked out.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.evidence.bearing import bearing
from bot.evidence.close_reading import CloseReader
from bot.evidence.elsewhere import counterparts, expired, of_place
from bot.evidence.judging import Finding, judge
from bot.evidence.points import each_widest
from bot.evidence.scoring import Evidence, Similarities, Weights, select_evidence
from bot.evidence.selection import Chooser
from bot.evidence.told_already import answering_too
from bot.evidence.whole_lists import words_of_heads
from bot.understanding.understood import Asked, Understood
from retrieval import Passage, Retriever, Scope

PASSAGES = 20
_SCOPED_PASSAGES = 10
# A follow-up read by itself is not what its words are likeliest to mean.
_SURE = 0.7


class Finder:
    """Finds the points that answer."""

    def __init__(
        self,
        retriever: Retriever,
        *,
        similarities: Similarities,
        weights: Weights,
        today: Callable[[], date],
        reader: CloseReader,
    ) -> None:
        self._retriever = retriever
        self._today = today
        self._similarities = similarities
        self._weights = weights
        self._reader = reader

    def find_as_understood(self, understood: Understood) -> tuple[Understood, list[Finding]]:
        """Return the reading of a question that finds something, with what it finds."""
        findings = self.find(understood)
        other = understood.otherwise
        if other is None or any(one.points for one in findings):
            return understood, findings
        again = self.find(other)
        chances = [point.evidence.probability for one in again for point in one.points]
        return (other, again) if max(chances, default=0.0) >= _SURE else (understood, findings)

    def find(self, understood: Understood) -> list[Finding]:
        """Return one finding for each thing asked, in order; a fact is told only once."""
        chooser = Chooser(self._weights)
        over_chooser = Chooser(self._weights)
        findings: list[Finding] = []
        overs: list[Finding] = []
        rankings: list[list[Evidence]] = []
        for asked, passages in zip(understood.asked, self._retrieved(understood), strict=True):
            ranked = self._evidence(asked, self._standing(passages, understood), understood)
            finding = judge(asked, ranked, understood, chooser, self._reader)
            over = self._over(asked, passages, understood, over_chooser)
            findings.append(replace(finding, over=over.points))
            overs.append(over)
            rankings.append(ranked)
        findings = self._with_what_stands_beside(findings, rankings, understood, chooser)
        is_told = any(one.points for one in findings)
        findings = [
            self._with_elsewhere(one, over) if is_told else _expired(one, over, self._today())
            for one, over in zip(findings, overs, strict=True)
        ]
        # Reading knows what bears on a question better than shares of its words do.
        return _widened(findings if self._reader.is_reading else bearing(findings))

    def candidates(self, understood: Understood) -> list[list[Evidence]]:
        """Return, for each thing asked, every sentence found with its features, best first."""
        return [
            self._evidence(asked, self._standing(passages, understood), understood)
            for asked, passages in zip(understood.asked, self._retrieved(understood), strict=True)
        ]

    def _retrieved(self, understood: Understood) -> list[list[Passage]]:
        """Return, for each thing asked, the passages found, in force or not."""
        scopes = _scopes_of(understood)
        if len(understood.asked) == 1:
            whole = self._scoped(understood.text, self._looked_for(understood.text), scopes)
            return [self._with_heads(understood.asked[0], whole)]
        # Each thing asked is looked for in the places named, so the whole need not be.
        shared = self._looked_for(understood.text)
        found: list[list[Passage]] = []
        for asked in understood.asked:
            text = asked.search_text
            # The last thing asked often leans on all the rest.
            own = shared if text == understood.text else self._looked_for(text)
            own = _merged(shared, self._scoped(text, own, scopes))
            found.append(self._with_heads(asked, own))
        return found

    def _with_heads(self, asked: Asked, found: list[Passage]) -> list[Passage]:
        """Add what is found by the words that head a list of the kind asked for."""
        words = words_of_heads(asked)
        if not words:
            return found
        again = self._retriever.retrieve(f"{asked.search_text} {words}", k=_SCOPED_PASSAGES)
        return _merged(found, _with_others(again))

    def _looked_for(self, text: str) -> list[Passage]:
        """Retrieve for a text. Where else a fact stands comes along: any of its sources may do."""
        return _with_others(self._retriever.retrieve(text, k=PASSAGES))

    def _scoped(self, text: str, found: list[Passage], scopes: Sequence[Scope]) -> list[Passage]:
        """Add what is found in the places and departments that are named."""
        for scope in scopes:
            scoped = self._retriever.retrieve(text, k=_SCOPED_PASSAGES, scope=scope)
            found = _merged(found, _with_others(scoped))
        return found

    def _standing(self, passages: Sequence[Passage], understood: Understood) -> list[Passage]:
        """Return the passages that may answer: those in force, unless the past is asked of."""
        if understood.is_of_the_past:
            return list(passages)
        today = self._today()
        return [passage for passage in passages if not passage.metadata.is_over_on(today)]

    def _over(
        self, asked: Asked, passages: Sequence[Passage], understood: Understood, chooser: Chooser
    ) -> Finding:
        """Return what would answer from documents that ended and were replaced by none."""
        today = self._today()
        ended = [
            passage
            for passage in passages
            if passage.metadata.is_over_on(today) and passage.metadata.superseded_by is None
        ]
        if understood.is_of_the_past or not ended:
            return Finding(asked, (), ())
        return judge(
            asked, self._evidence(asked, ended, understood), understood, chooser, self._reader
        )

    def _with_what_stands_beside(
        self,
        findings: Sequence[Finding],
        rankings: Sequence[Sequence[Evidence]],
        understood: Understood,
        chooser: Chooser,
    ) -> list[Finding]:
        """Judge again what was not found: before the first thing found, where that stands.

        一个村能给多少钱？首批多少个村: once the villages are found, so is the sentence behind. What
        is told for another thing asked may answer it as well.
        """
        told = {point.evidence.passage.chunk.id for one in findings for point in one.points}
        first = next((at for at, one in enumerate(findings) if one.points), 0)
        again = list(findings)
        for at in range(first):
            beside = [one for one in rankings[at] if one.passage.chunk.id in told]
            finding = judge(findings[at].asked, beside, understood, chooser, self._reader)
            if finding.points:
                again[at] = replace(finding, over=findings[at].over)
        points = [point for one in again for point in one.points]
        return [
            one
            if one.points
            else replace(one, points=answering_too(one.asked, rankings[at], points))
            for at, one in enumerate(again)
        ]

    def _with_elsewhere(self, finding: Finding, over: Finding) -> Finding:
        """Tell beside what is told of one place what other places lay down of the same."""
        ran_out = expired(over.points, self._today())
        places = [one for one in finding.asked.place.each() if one.names in finding.missing_places]
        regained = {one.names: of_place(ran_out, one) for one in places}
        missing = tuple(name for name in finding.missing_places if not regained.get(name))
        others = counterparts(
            finding.asked,
            finding.points,
            [*finding.nearest, *(point.evidence for point in ran_out)],
            least=self._weights.answer_threshold,
        )
        more = [point for points in regained.values() for point in points]
        points = (*finding.points, *more, *others)
        return replace(finding, points=points, missing_places=missing)

    def _evidence(
        self, asked: Asked, passages: Sequence[Passage], understood: Understood
    ) -> list[Evidence]:
        return select_evidence(
            asked,
            understood.matter,
            passages,
            weights=self._weights,
            similarities=self._similarities,
        )


def _scopes_of(understood: Understood) -> list[Scope]:
    """The places and departments that a question names, to be searched apart."""
    return [
        *(Scope(region=region.name) for region in understood.place.regions),
        *(Scope(issuer=issuer) for issuer in understood.departments),
    ]


def _expired(finding: Finding, over: Finding, today: date) -> Finding:
    """Tell what documents say whose term ran out and that nothing is known to have ended since.

    Such terms are often prolonged by another paper: where nothing in force answers, it is told as
    what it is. What was repealed by name is not.
    """
    points = expired(over.points, today)
    if not points:
        return finding
    return replace(over, points=tuple(points), nearest=finding.nearest, over=finding.over)


def _widened(findings: Sequence[Finding]) -> list[Finding]:
    """Tell each point by the widest one, of all things asked, that holds it."""
    points = [point for one in findings for point in one.points]
    return [replace(one, points=each_widest(one.points, points)) for one in findings]


def _with_others(passages: Sequence[Passage]) -> list[Passage]:
    return [source for passage in passages for source in passage.sources]


def _merged(first: Sequence[Passage], second: Sequence[Passage]) -> list[Passage]:
    seen = {passage.chunk.id for passage in first}
    return [*first, *(passage for passage in second if passage.chunk.id not in seen)]
