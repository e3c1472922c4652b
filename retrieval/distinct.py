"""One hit a fact: ranked passages in, each fact once with its other sources out.

A report, its table and the report of the department state one thing in the same words. For a
question a passage says nothing new where a passage before it restates all its sentences that speak
of the question. What restates what was linked when the documents were ingested.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from corpus import Agreement, Parallel, Restatements, Statement
from retrieval.passage import Passage, Scope
from retrieval.query import Query, WeightedWord

# Of the 324 dev questions with evidence, 84 of the first five hits repeat what a hit above covers;
# with these 29 do, and recall@5 and nDCG@10 are not lower. Looser ones take apart-worded sources
# of a conflict (免予 and 免于) for one.
SPEAKS_OF_QUESTION = 0.6  # of what the passage's nearest sentence holds of the question
RESTATED = 0.6  # of a sentence, in another one
RESTATED_BY_LAW = 0.9  # articles for other companies, or of another version, differ by a word
WORD_AS_ASKED = 1.0  # the weight of what is no guess


class QueryRetriever(Protocol):
    """Understands a question and ranks every passage for it, restated or not."""

    def understood_question(self, question: str) -> Query | None:
        """Return a question as it is searched for; None while the first index is being built."""
        ...

    def retrieve_for(
        self, query: Query, *, k: int = 20, scope: Scope | None = None
    ) -> list[Passage]:
        """Return at most k passages, best first."""
        ...


class Links(Protocol):
    """What was linked at ingest."""

    def restatements(self, chunk_ids: Sequence[str], /) -> Restatements:
        """Return what some chunks say in common."""
        ...


class DistinctRetriever:
    """Finds passages of which each tells another fact; where else it stands is in `others`."""

    def __init__(self, every: QueryRetriever, links: Links, *, today: Callable[[], date]) -> None:
        self._every = every
        self._links = links
        self._today = today

    def retrieve(self, question: str, *, k: int = 20, scope: Scope | None = None) -> list[Passage]:
        """Return at most k passages, best first; none while the first index is being built."""
        query = self._every.understood_question(question)
        if query is None:
            return []
        found = self._every.retrieve_for(query, k=2 * k, scope=scope)
        return distinct(found, query.weighted_words, self._links, today=self._today())[:k]


def distinct(
    passages: Sequence[Passage],
    words: Sequence[WeightedWord],
    links: Links,
    *,
    today: date,
) -> list[Passage]:
    """Return passages that each say something new, ranked anew, the others under them.

    A law that is over goes under the version in force that says the same, wherever this is ranked.

    Args:
        passages: best first.
        words: what the question asks for.
        links: what was linked at ingest.
        today: the day that decides what is over.
    """
    judge = _Judge(words, links.restatements([passage.chunk.id for passage in passages]))
    facts: list[_Fact] = []
    order = sorted(enumerate(passages), key=lambda one: one[1].metadata.is_over_on(today))
    for place, passage in order:
        known = judge.told_in(passage, facts)
        if known is None:
            facts.append(_Fact(passage, place))
        else:
            known.others.append(passage)
            known.place = min(known.place, place)
    facts.sort(key=lambda fact: fact.place)
    return [
        replace(fact.passage, rank=rank, others=tuple(fact.others))
        for rank, fact in enumerate(facts, start=1)
    ]


@dataclass(slots=True)
class _Fact:
    """A passage that says something new, its place in the order, and who says the same."""

    passage: Passage
    place: int
    others: list[Passage] = field(default_factory=list)


class _Judge:
    """Tells whether a passage says anything new for a question."""

    def __init__(self, words: Sequence[WeightedWord], found: Restatements) -> None:
        self._words = words
        self._statements: Mapping[str, list[Statement]] = _by_chunk(found.statements)
        self._links: dict[tuple[str, str], list[Parallel]] = defaultdict(list)
        for link in found.links:
            if link.agreement is not Agreement.DIFFER:
                self._links[link.own.chunk_id, link.other.chunk_id].append(link)

    def told_in(self, passage: Passage, facts: Sequence[_Fact]) -> _Fact | None:
        """Return the first fact that says all that a passage says of the question."""
        if passage.chunk.id not in self._statements:
            return None
        asked = self._speaking(passage.chunk.id)
        return next((fact for fact in facts if self._tells(fact.passage, passage, asked)), None)

    def _tells(self, told: Passage, passage: Passage, asked: Sequence[Statement]) -> bool:
        """Whether a passage told restates all of these statements of another one.

        Two places' rules in the same words are two rules, and so are two articles of one law.
        """
        links = self._links.get((passage.chunk.id, told.chunk.id))
        if not links or not asked or passage.metadata.region != told.metadata.region:
            return False
        is_law = bool(passage.chunk.provisions and told.chunk.provisions)
        if is_law and passage.chunk.document_id == told.chunk.document_id:
            return False
        enough = RESTATED_BY_LAW if is_law else RESTATED
        share: dict[int, float] = defaultdict(float)
        for link in links:
            share[link.own.start] = max(share[link.own.start], _share_told(link))
        if any(share[one.start] < enough for one in asked):
            return False
        text, words = told.chunk.text.lower(), self._words_in(asked)
        return all(word in text for word in words)

    def _speaking(self, chunk_id: str) -> list[Statement]:
        """Return the statements of a chunk that speak of the question, none where none does."""
        weights = {one: self._weight(one.text.lower()) for one in self._statements[chunk_id]}
        most = max(weights.values())
        return [one for one, weight in weights.items() if weight >= SPEAKS_OF_QUESTION * most > 0]

    def _weight(self, text: str) -> float:
        return sum(word.weight for word in self._words if word.word in text)

    def _words_in(self, statements: Iterable[Statement]) -> list[str]:
        """Return the words asked for that some statements hold: the question may turn on one."""
        text = " ".join(one.text for one in statements).lower()
        return [one.word for one in self._words if one.weight >= WORD_AS_ASKED and one.word in text]


def _by_chunk(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        found[one.chunk_id].append(one)
    return dict(found)


def _share_told(link: Parallel) -> float:
    """Estimate how much of a statement the other one holds; `overlap` is of the shorter."""
    own, other = len(link.own.text), len(link.other.text)
    return link.overlap * min(own, other) / own
