"""Figures that answer gold questions: where they stand in the sources, and what they become.

A figure is changed by another first digit, wherever the documents state it: `97.65亿元` becomes
`17.65亿元`. A number keeps its length, so that every offset stays what it was.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus import Document, FigureKind, chunk_document, find_figures
from eval.folding import fold, folded_with_origins
from eval.gold import EvidenceGroup, GoldQuestion, GoldQuote, Group
from eval.sources import Place, Sources

SEED = 20220919
# A figure stated more often is no longer one fact: 1个 stands everywhere.
MAX_PLACES = 12
_KINDS = frozenset(FigureKind) - {
    FigureKind.DATE,
    FigureKind.NAME,
    FigureKind.ARTICLE,
    FigureKind.DOCUMENT_NUMBER,
    FigureKind.RATIO,
}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DIGIT = re.compile(r"[1-9１-９]")


@dataclass(frozen=True, slots=True)
class FigureCase:
    """A question answered by a figure: its number as written, folded, and every place of it."""

    question: GoldQuestion
    number: str
    new_number: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure as the documents state it: its meaning, its number, where it stands."""

    meaning: str
    number: str
    place: Place
    is_share: bool


def figure_cases(
    questions: Iterable[GoldQuestion],
    documents: Sequence[Document],
    sources: Sources,
    *,
    n: int,
) -> list[FigureCase]:
    """Return at most n questions answered by a figure, drawn by lot, the same each time."""
    stated = _stated_figures(documents)
    found = [
        case for question in questions if (case := _case(question, stated, sources)) is not None
    ]
    random.Random(SEED).shuffle(found)
    return found[:n]


def changed_number(number: str, unit_after: str = "") -> str | None:
    """Return a number with another first digit; None where none differs sensibly."""
    if number == "100" and unit_after == "%":
        return None
    match = _DIGIT.search(number)
    if match is None:
        return None
    return number[: match.start()] + _next_digit(match[0]) + number[match.end() :]


def changed_texts(cases: Sequence[FigureCase], sources: Sources) -> dict[str, str]:
    """Return the texts of all documents with the figures changed; offsets stay."""
    texts = {id_: text for id_ in sources.ids() if (text := sources.text(id_)) is not None}
    for place in {place for case in cases for place in case.places}:
        text, start = texts[place.document_id], place.span.start
        at = _DIGIT.search(text, start, place.span.end)
        if at is not None:
            text = text[: at.start()] + _next_digit(at[0]) + text[at.end() :]
            texts[place.document_id] = text
    return texts


def changed_question(
    case: FigureCase, cases: Sequence[FigureCase], sources: Sources, texts: Mapping[str, str]
) -> GoldQuestion:
    """Return the gold question for the changed documents: the new figure is to be told."""
    gold = case.question
    quoted = [place for group in gold.evidence for place in sources.group_places(group)]
    numbers = {
        other.number: other.new_number
        for other in cases
        if any(quote.overlaps(place) for quote in quoted for place in other.places)
    }
    must = tuple(_changed_group(group, numbers) for group in gold.must)
    new = {text for group in must for text in group}
    update = {
        "must": must,
        "must_not": tuple(text for text in gold.must_not if text not in new),
        "evidence": tuple(_changed_evidence(group, sources, texts) for group in gold.evidence),
    }
    return gold.model_copy(update=update)


def old_figures(before: GoldQuestion, after: GoldQuestion) -> list[str]:
    """Return the figures, with their units, that a question's answer no longer holds."""
    new = {text for group in after.must for text in group}
    old = (fold(text) for group in before.must for text in group)
    return [text for text in old if text not in new and _numbers(text) and _has_unit(text)]


def _case(question: GoldQuestion, stated: Sequence[_Stated], sources: Sources) -> FigureCase | None:
    if question.expect != "answer" or question.history:
        return None
    asked = set(_numbers(question.question))
    quoted = [place for group in question.evidence for place in sources.group_places(group)]
    in_evidence = [one for one in stated if any(one.place.overlaps(place) for place in quoted)]
    for number in _numbers_of_must(question):
        meant = {one.meaning for one in in_evidence if one.number == number}
        places = tuple(one.place for one in stated if one.meaning in meant)
        new = changed_number(number, "%" if any(one.is_share for one in in_evidence) else "")
        if new and number not in asked and 0 < len(places) <= MAX_PLACES:
            return FigureCase(question, number, new, places)
    return None


def _numbers_of_must(question: GoldQuestion) -> Iterator[str]:
    """Yield the numbers that a right answer must hold, whichever alternative it is told by."""
    for group in question.must:
        for number in _numbers(group[0]):
            if all(number in _numbers(text) or not _numbers(text) for text in group):
                yield number


def _stated_figures(documents: Iterable[Document]) -> list[_Stated]:
    """Return the figures of the clean text, where no page break cuts one, with one number each."""
    return [
        _Stated(
            figure.canonical,
            numbers[0],
            Place(document.id, chunk.offsets.source_span(figure.start, figure.end)),
            figure.kind is FigureKind.PERCENTAGE,
        )
        for document in documents
        for chunk in chunk_document(document)
        for figure in find_figures(chunk.text)
        if figure.kind in _KINDS and len(numbers := _numbers(figure.text)) == 1
    ]


def _changed_evidence(
    group: EvidenceGroup, sources: Sources, texts: Mapping[str, str]
) -> EvidenceGroup:
    """Quote what now stands where the quotes of a group stood."""
    return EvidenceGroup(
        any=tuple(
            GoldQuote(
                doc=place.document_id,
                quote=texts[place.document_id][place.span.start : place.span.end],
            )
            for place in sources.group_places(group)
        )
    )


def _changed_group(group: Group, numbers: Mapping[str, str]) -> Group:
    """Change the numbers of a group; alternatives that tell the old figure in words are dropped."""
    changed = [_NUMBER.sub(lambda m: numbers.get(m[0], m[0]), fold(text)) for text in group]
    if all(fold(text) == new for text, new in zip(group, changed, strict=True)):
        return group
    return tuple(new for text, new in zip(group, changed, strict=True) if fold(text) != new)


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(folded_with_origins(text).text)


def _has_unit(text: str) -> bool:
    return _NUMBER.sub("", fold(text)) != ""


def _next_digit(digit: str) -> str:
    """Return the digit after this one, 1 after 9, as wide as it is."""
    value = int(digit)  # full-width digits are digits to Python too
    return chr(ord(digit) - value + value % 9 + 1)
