"""What may be asked next: an answer's citations in, short questions that the documents answer out.

Beside the question path, after it. Each figure of a passage that is told of the same matter
makes a question (“科技贷”业务累计放款97.65亿元 → “科技贷”业务累计放款多少元？), and so does
the heading over it (（三）压缩审批时间 → 压缩审批时间有哪些做法？). Only what a search for the
question brings is read, however long the documents are. Each is put to the product before it is
offered: what is not answered whole from the very words it was made of is dropped. Neighbours of an
answer that are about something else are none of its asker's business.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from bot.answer import Citation
from bot.question import Question
from bot.understanding.terms import Term, terms_of
from bot.understanding.vocabulary import Vocabulary
from corpus import (
    CHINESE_NUMERAL_CHARS,
    Chunk,
    Figure,
    FigureKind,
    find_figures,
    split_clauses,
    split_units,
)
from retrieval import Retriever

MAX_FOLLOW_UPS = 3
MAX_TRIED = 8
MAX_PASSAGES = 30  # read for candidates, whatever the number of chunks
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
_ORDINAL = re.compile(
    rf"^(?:[（(]?[\d{CHINESE_NUMERAL_CHARS}]+[）).、．]+|[{CHINESE_NUMERAL_CHARS}]是)"
)
_BESIDE_HEADING = re.compile(r"[\s*#]")
# Beside the words: markup of a conversion, blanks and signs.
_BESIDE = re.compile(r"<[^<>]{1,20}>|[^\u4e00-\u9fffA-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Cited:
    """A span of a document that an answer cites."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, the words that answer it, and those that tell what they are about.

    Under a heading any sentence of its passage (`clause`) answers; a figure needs its own clause.
    """

    text: str
    clause: str
    sentence: str
    is_heading: bool = False

    def is_told_by(self, quote: str) -> bool:
        """Return whether a quote holds the answer that the question was made for."""
        told, own = _plain(quote), _plain(self.clause)
        return bool(told) and (told in own if self.is_heading else own in told)


class FollowUps:
    """Finds what may be asked next; `answered_by` tells what a whole answer would cite."""

    def __init__(
        self,
        retriever: Retriever,
        answered_by: Callable[[Question], tuple[Citation, ...]],
        vocabulary: Vocabulary,
    ) -> None:
        self._retriever = retriever
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
        telling = [term for term in terms_of(question.text, self._vocabulary) if term.is_telling]
        # 多久 and 几天 ask; what they ask about is named.
        matter = [term for term in telling if term.is_name] or telling
        for candidate in _ranked(self._candidates(question, cited), matter, question)[:MAX_TRIED]:
            asked = replace(question, text=candidate.text)
            told = self._answered_by(asked)
            if told and not _is_among(told[0], cited) and candidate.is_told_by(told[0].quote):
                yield candidate.text
                found += 1
            if found == MAX_FOLLOW_UPS:
                return

    def _candidates(self, question: Question, cited: Sequence[Cited]) -> Iterator[Candidate]:
        if not cited:
            return
        for passage in self._retriever.retrieve(question.text, k=MAX_PASSAGES):
            chunk = passage.chunk
            yield from candidates(
                chunk, [one for one in cited if one.document_id == chunk.document_id]
            )


def candidates(chunk: Chunk, cited: Sequence[Cited]) -> Iterator[Candidate]:
    """Yield a question for each figure that ends a clause of a chunk, then one for its heading.

    None for what is cited; `cited` are spans of the chunk's document.
    """
    for unit in split_units(chunk.text):
        if unit.heading or _is_cited(chunk, unit.start, unit.end, cited):
            continue
        for start, end in split_clauses(chunk.text, unit.start, unit.end):
            # A clause that sets the scene (截至6月末，) stands before the one it belongs to.
            clause = chunk.text[start:end].strip().rstrip("，,；;。 ").rpartition("，")[2]
            if (asked := _asked(clause)) is not None:
                yield Candidate(asked, clause, chunk.text[unit.start : unit.end])
                break  # the clauses behind it lean on it
    if (heading := _heading(chunk)) and not _is_cited(chunk, 0, len(chunk.text), cited):
        yield Candidate(f"{heading}有哪些做法？", chunk.text, chunk.text, is_heading=True)


def _heading(chunk: Chunk) -> str | None:
    """Return what a chunk's own heading names, None where that is no matter to ask about."""
    if not chunk.section or chunk.provisions:
        return None
    name = _ORDINAL.sub("", _BESIDE_HEADING.sub("", chunk.section[-1])).strip("。：；")
    is_whole = not re.search(r"[，。；：、《》]|方面$|情况$|成效$", name)
    return name if is_whole and _MIN_STEM <= len(name) <= _MAX_STEM else None


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


def _is_among(citation: Citation, cited: Sequence[Cited]) -> bool:
    return any(
        one.document_id == citation.document_id
        and one.start < citation.end
        and citation.start < one.end
        for one in cited
    )


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
