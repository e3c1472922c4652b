from collections.abc import Callable
from dataclasses import replace

from bot.answer import Answer
from eval.gold import GoldQuestion
from eval.metrics.evidence import citation_validity, evidence_recall
from eval.sources import Sources

MakeGold = Callable[..., GoldQuestion]
MakeAnswer = Callable[..., Answer]


def test_a_citation_that_overlaps_the_quote_counts(
    make_gold: MakeGold, make_answer: MakeAnswer, sources: Sources
) -> None:
    gold = make_gold("梳理2959项免罚", "首错免罚67种")
    # 2959 lies within the first quote; the second quote is not cited: 1 of 2 groups.
    assert evidence_recall(gold, make_answer("…[1]", "**2959** 项"), sources=sources) == 0.5


def test_two_citations_of_one_group_count_once(
    make_gold: MakeGold, make_answer: MakeAnswer, sources: Sources
) -> None:
    gold = make_gold("梳理2959项免罚", "首错免罚67种")
    answer = make_answer("…[1][2]", "2959", "项免罚")
    assert evidence_recall(gold, answer, sources=sources) == 0.5


def test_touching_is_not_overlapping(
    make_gold: MakeGold, make_answer: MakeAnswer, sources: Sources
) -> None:
    gold = make_gold("免罚67种")
    assert evidence_recall(gold, make_answer("…[1]", "鹤壁市梳理首错"), sources=sources) == 0.0


def test_any_place_of_a_repeated_quote_is_met(
    make_gold: MakeGold, make_answer: MakeAnswer, sources: Sources
) -> None:
    # 免罚 stands in both sentences; the citation meets the second.
    assert evidence_recall(make_gold("免罚"), make_answer("…", "免罚67种"), sources=sources) == 1.0


def test_recall_without_answer_or_evidence(
    make_gold: MakeGold, make_answer: MakeAnswer, sources: Sources
) -> None:
    assert evidence_recall(make_gold("免罚"), None, sources=sources) == 0.0
    assert evidence_recall(make_gold(), make_answer("…"), sources=sources) is None


def test_validity_is_the_share_of_exact_quotes(make_answer: MakeAnswer, sources: Sources) -> None:
    answer = make_answer("…[1][2]", "2959", "免罚67种")
    moved = replace(answer.citations[1], start=answer.citations[1].start + 1)
    assert citation_validity(answer, sources=sources) == 1.0
    assert (
        citation_validity(replace(answer, citations=(answer.citations[0], moved)), sources=sources)
        == 0.5
    )


def test_citations_of_unknown_documents_and_empty_quotes_are_not_valid(
    make_answer: MakeAnswer, sources: Sources
) -> None:
    citation = make_answer("…", "2959").citations[0]
    for wrong in (
        replace(citation, document_id="005"),
        replace(citation, quote="", end=citation.start),
        replace(citation, start=-4, end=-1),
    ):
        answer = replace(make_answer("…"), citations=(wrong,))
        assert citation_validity(answer, sources=sources) == 0.0


def test_validity_does_not_apply_without_citations(
    make_answer: MakeAnswer, sources: Sources
) -> None:
    assert citation_validity(make_answer("没有"), sources=sources) is None
    assert citation_validity(None, sources=sources) is None
