"""Labelled pairs and a store with their documents in; what the product says of each pair out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.conflicts import find_conflicts
from bot.evidence.features import Features
from bot.evidence.scoring import Evidence
from corpus import Chunk, CorpusStore, split_units
from eval.conflicts.pairs import Label, Pair, Quoted
from eval.errors import PairsUnusable
from retrieval import Passage

_UNSCORED = Features(*[0.0] * len(Features._fields))


@dataclass(frozen=True, slots=True)
class Outcome:
    """One pair, and whether the product calls it a conflict."""

    pair: Pair
    is_told: bool

    @property
    def is_right(self) -> bool:
        """Whether it is told exactly if it is one."""
        return self.is_told == (self.pair.label is Label.CONFLICT)


@dataclass(frozen=True, slots=True)
class Told:
    """A conflict that the product tells, by the texts of its two sides."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Judged:
    """All pairs judged, and what else is told of the documents that no pair labels."""

    outcomes: tuple[Outcome, ...]
    unlabelled: tuple[Told, ...]

    @property
    def precision(self) -> float | None:
        """Share of the pairs told as conflicts that are; None if none is told."""
        told = [one for one in self.outcomes if one.is_told]
        return sum(one.is_right for one in told) / len(told) if told else None

    @property
    def recall(self) -> float | None:
        """Share of the conflicts that are told; None if there are none."""
        labelled = [one for one in self.outcomes if one.pair.label is Label.CONFLICT]
        return sum(one.is_told for one in labelled) / len(labelled) if labelled else None


@dataclass(frozen=True, slots=True)
class _Statement:
    """A sentence of a chunk."""

    chunk: Chunk
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.chunk.text[self.start : self.end]


def judge(pairs: Sequence[Pair], store: CorpusStore) -> Judged:
    """Say of each pair whether a conflict is told between the two.

    Raises:
        PairsUnusable: a quote stands in no sentence of the store.
    """
    statements = list(_statements(store))
    links = {link for one in statements for link in _links(one, store)}
    outcomes: list[Outcome] = []
    labelled: set[frozenset[_Key]] = set()
    for pair in pairs:
        between = _between(_meant(pair.a, statements), _meant(pair.b, statements))
        labelled |= between
        outcomes.append(Outcome(pair, bool(between & links)))
    texts = {(one.chunk.id, one.start): one.text for one in statements}
    rest = [sorted(link) for link in links - labelled]
    told = sorted((texts[one[0]], texts[one[-1]]) for one in rest)
    return Judged(tuple(outcomes), tuple(Told(*one) for one in told))


_Key = tuple[str, int]  # a sentence, by its chunk and its start


def _statements(store: CorpusStore) -> Iterator[_Statement]:
    for chunk in store.iter_chunks():
        for unit in split_units(chunk.text):
            yield _Statement(chunk, unit.start, unit.end)


def _links(statement: _Statement, store: CorpusStore) -> Iterator[frozenset[_Key]]:
    chunk = statement.chunk
    if not store.parallels_of(chunk.id, statement.start, statement.end):
        return
    document = store.document(chunk.document_id)
    if document is None:
        return
    passage = Passage(chunk, document.metadata, score=0.0, rank=1)
    cited = Evidence(passage, statement.start, statement.end, _UNSCORED, 0.0, 0.0)
    for conflict in find_conflicts(cited, store):
        sides = (conflict.cited, conflict.other)
        yield frozenset((side.chunk.id, side.start) for side in sides)


def _meant(quoted: Quoted, statements: Sequence[_Statement]) -> list[_Key]:
    found = [
        (one.chunk.id, one.start)
        for one in statements
        if one.chunk.document_id.startswith(quoted.doc)
        and quoted.issuer in (None, one.chunk.issuer)
        and _folded(quoted.quote) in _folded(one.text)
    ]
    if not found:
        raise PairsUnusable(f"资料 {quoted.doc!r} 中没有 {quoted.quote!r}")
    return found


def _between(ones: Sequence[_Key], others: Sequence[_Key]) -> set[frozenset[_Key]]:
    return {frozenset((one, other)) for one in ones for other in others if one != other}


def _folded(text: str) -> str:
    return "".join(text.split())
