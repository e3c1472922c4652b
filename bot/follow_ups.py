"""What may be asked next: an answer's citations in, short questions that the documents answer out.

Beside the question path, after it. Each figure of a cited document that is told of the same matter
makes a question (“科技贷”业务累计放款97.65亿元 → “科技贷”业务累计放款多少元？). Each is put to the
product before it is offered: what is not answered whole from the very words it was made of is
dropped. Neighbours of an answer that are about something else are none of its asker's business.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Protocol

from bot.answer import Citation
from bot.question import Question
from bot.terms import Term, Vocabulary, terms_of
from corpus import (
    CHINESE_NUMERAL_CHARS,
    Chunk,
    Figure,
    FigureKind,
    find_figures,
    split_clauses,
    split_units,
)

MAX_FOLLOW_UPS = 3
MAX_TRIED = 8
# Below it, a question shares some word with the one before it, and nothing else.
MIN_NEARNESS = 0.3
_MIN_STEM, _MAX_STEM = 6, 18  # characters before the figure: less is no subject, more no question
_MAX_AFTER = 8
_COUNTED = frozenset({FigureKind.AMOUNT, FigureKind.COUNT, FigureKind.PERCENTAGE})
# What sets the scene, counts on from words before, or points at what the question does not hold.
_OPENING = re.compile(
    r"^(?:[，、：:\s]|其中|目前|截至目前|同时|此外|另外|今年以来|并且?|共|已经?|累计|全年|[一二三四五六七八九十]是)+"
)
_POINTS_BACK = re.compile(
    r"^(?:其|该|此|这|上述|以上|前者|后者|分别|较|比|同比|环比|占|达|为|约|近|超|不|均|各|从|由|在|力争)|其中|我|今年|有关单位|等$|[，、；：（）《》“]$|[，、；：（）《]"
)
_ROUGHLY = re.compile(r"(?:近|约|超过?|高达)$")
_NUMBER = re.compile(rf"^[约近超]?[\d.,\s{CHINESE_NUMERAL_CHARS}]+[余多]?[万亿]*[余多]?")
# Beside the words: markup of a conversion, blanks and signs.
_BESIDE = re.compile(r"<[^<>]{1,20}>|[^\u4e00-\u9fffA-Za-z0-9]")


class Sources(Protocol):
    """Where the chunks of a document come from."""

    def chunks_of(self, document_id: str) -> Sequence[Chunk]:
        """Return a document's chunks in order."""
        ...


@dataclass(frozen=True, slots=True)
class Cited:
    """A span of a document that an answer cites."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, the words that it was made of, and the sentence that these stand in."""

    text: str
    clause: str
    sentence: str


class FollowUps:
    """Finds what may be asked next; `answered_by` tells what a whole answer would cite."""

    def __init__(
        self,
        sources: Sources,
        answered_by: Callable[[Question], tuple[Citation, ...]],
        vocabulary: Vocabulary,
    ) -> None:
        self._sources = sources
        self._answered_by = answered_by
        self._vocabulary = vocabulary
        self._busy = Lock()

    def after(self, question: Question, cited: Sequence[Cited]) -> tuple[str, ...]:
        """Return at most three questions; none while others are being looked for.

        So that looking for them never takes more than one core from those who ask.
        """
        if not self._busy.acquire(blocking=False):
            return ()
        try:
            return tuple(self._answered(question, cited))[:MAX_FOLLOW_UPS]
        finally:
            self._busy.release()

    def _answered(self, question: Question, cited: Sequence[Cited]) -> Iterator[str]:
        found = 0
        matter = [term for term in terms_of(question.text, self._vocabulary) if term.is_telling]
        for candidate in _ranked(self._candidates(cited, matter), matter, question)[:MAX_TRIED]:
            asked = replace(question, text=candidate.text)
            quotes = [_plain(citation.quote) for citation in self._answered_by(asked)]
            if quotes and _plain(candidate.clause) in quotes[0]:
                yield candidate.text
                found += 1
            if found == MAX_FOLLOW_UPS:
                return

    def _candidates(self, cited: Sequence[Cited], matter: Sequence[Term]) -> Iterator[Candidate]:
        for document_id in dict.fromkeys(one.document_id for one in cited):
            spans = [one for one in cited if one.document_id == document_id]
            for chunk in self._sources.chunks_of(document_id):
                if any(term.text in chunk.text for term in matter):
                    yield from candidates(chunk, spans)


def candidates(chunk: Chunk, cited: Sequence[Cited]) -> Iterator[Candidate]:
    """Yield a question for each figure that ends a clause of a chunk and is not cited."""
    for unit in split_units(chunk.text):
        if unit.heading or _is_cited(chunk, unit.start, unit.end, cited):
            continue
        for start, end in split_clauses(chunk.text, unit.start, unit.end):
            # A clause that sets the scene (截至6月末，) stands before the one it belongs to.
            clause = chunk.text[start:end].strip().rstrip("，,；;。 ").rpartition("，")[2]
            if (asked := _asked(clause)) is not None:
                yield Candidate(asked, clause, chunk.text[unit.start : unit.end])
                break  # the clauses behind it lean on it


def _asked(clause: str) -> str | None:
    """Return the question whose answer is the one figure of a clause."""
    figures = find_figures(clause)
    if len(figures) != 1 or figures[0].kind not in _COUNTED:
        return None
    figure = figures[0]
    stem = _ROUGHLY.sub("", _OPENING.sub("", clause[: figure.start]))
    after = clause[figure.end :]
    if not _MIN_STEM <= len(stem) <= _MAX_STEM or len(after) > _MAX_AFTER:
        return None
    if _POINTS_BACK.search(stem) or _POINTS_BACK.search(after):
        return None
    return f"{stem}{_how_much(figure)}{after}？"


def _how_much(figure: Figure) -> str:
    unit = _NUMBER.sub("", figure.text)
    return "百分之多少" if figure.kind is FigureKind.PERCENTAGE else f"多少{unit}"


def _is_cited(chunk: Chunk, start: int, end: int, cited: Sequence[Cited]) -> bool:
    span = chunk.offsets.source_span(start, end)
    return any(one.start < span.end and span.start < one.end for one in cited)


def _ranked(
    found: Iterable[Candidate], matter: Sequence[Term], question: Question
) -> list[Candidate]:
    """Return the questions about the same matter, nearest first, each once, none asked before."""
    by_stem = {candidate.text[:_MIN_STEM]: candidate for candidate in reversed(list(found))}
    told = [
        (_nearness(candidate, matter), candidate)
        for candidate in reversed(by_stem.values())
        if _plain(candidate.text) != _plain(question.text)
    ]
    near = sorted(told, key=lambda one: -one[0])
    return [candidate for nearness, candidate in near if nearness >= MIN_NEARNESS]


def _nearness(candidate: Candidate, matter: Sequence[Term]) -> float:
    """Return the share of the matter that a candidate names, half where only its sentence does."""
    whole = sum(term.weight for term in matter)
    named = sum(
        term.weight * (1.0 if term.text in candidate.text else 0.5)
        for term in matter
        if term.text in candidate.sentence
    )
    return named / whole if whole else 0.0


def _plain(text: str) -> str:
    return _BESIDE.sub("", text)
