"""What was not found at first is looked for again beside what was found."""

import re
from collections.abc import Sequence
from datetime import date

from bot.evidence.close_reading import CloseReader
from bot.evidence.features import Features
from bot.evidence.finding import Finder
from bot.evidence.scoring import Model, Weights
from bot.understanding.understood import understand_question
from corpus import Chunk, Metadata, OffsetMap, Span
from retrieval import Passage, Scope, SentenceReader, Told

VILLAGES = "认定首批195个示范村。每个村拟安排500万元资金。"
ELSEWHERE = "每个项目安排300万元资金。"
QUESTION = "示范村每个村安排多少万元？首批多少个村？"


class Words:
    """A hundred chunks that know three words."""

    chunk_count = 100

    def words(self, text: str) -> list[str]:
        return re.findall("示范村|安排|首批|资金", text)

    def corrected(self, text: str) -> str:
        return text

    def document_frequency(self, word: str) -> int:
        return 3 if word else 0

    def stand_together(self, words: Sequence[str]) -> bool:
        return bool(words)

    def issuers(self) -> list[str]:
        return []


class Passages:
    """Finds the same passages for every question."""

    def __init__(self, *texts: str) -> None:
        self._found = [passage(text, at) for at, text in enumerate(texts)]

    def retrieve(self, question: str, *, k: int = 20, scope: Scope | None = None) -> list[Passage]:
        return self._found[:k] if question and scope is None else []


def passage(text: str, at: int) -> Passage:
    chunk = Chunk(f"c{at}", "d", at, text, Span(0, len(text)), OffsetMap(((0, 0, len(text)),)))
    return Passage(chunk, Metadata("报告"), score=1.0, rank=at + 1)


def weights(unit_met: float) -> Weights:
    """Sentences in the measure words asked for are surer; all others have a chance of 0.4."""
    nothing = Features(*([0.0] * len(Features._fields)))
    model = Model(tuple(nothing), tuple(nothing._replace(unit_met=unit_met)), bias=-0.4)
    return Weights(model, model, answer_threshold=0.5, add_threshold=0.3)


class Inclined:
    """Takes every sentence for a likely answer."""

    def read(self, question: str, sentences: Sequence[Told]) -> list[float]:
        return [1.0 if question else 0.0] * len(sentences)


def told(
    *texts: str,
    question: str = QUESTION,
    encoder: SentenceReader | None = None,
    unit_met: float = 8.0,
) -> list[list[str]]:
    finder = Finder(
        Passages(*texts),
        similarities=lambda *_: None,
        weights=weights(unit_met),
        today=lambda: date(2022, 9, 30),
        reader=CloseReader(encoder),
    )
    findings = finder.find(understand_question(question, [], None, Words()))
    return [[point.evidence.text for point in finding.points] for finding in findings]


def test_what_stands_beside_what_was_found_is_found_too() -> None:
    assert told(VILLAGES) == [["每个村拟安排500万元资金。"], ["认定首批195个示范村。"]]


def test_what_stands_elsewhere_is_not() -> None:
    assert told(ELSEWHERE, "认定首批195个示范村。") == [[], ["认定首批195个示范村。"]]


def test_sentence_that_answers_two_things_is_told_to_both_in_the_same_words() -> None:
    filler = "、".join(["规范会费", "规范评比", "规范收费"] * 10) + "，"
    whole = "示范村安排500万元资金，一批落地，一批开工，一批储备，一批招引，首批195个村。"
    first, second = told(filler + whole, question="示范村安排多少万元？首批多少个村？")
    assert first == second == [whole]


def test_where_half_is_not_found_only_reading_tells_what_is_likely() -> None:
    half, question = "示范村安排500万元资金。", "示范村安排多少万元？首批多少个村？"

    assert told(half, question=question, unit_met=1.0) == [[], []]
    assert told(half, question=question, unit_met=1.0, encoder=Inclined()) == [[half], []]
