"""Points become facts with verified, numbered citations."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.citations import CitationMaker
from bot.evidence import Evidence
from bot.resolving import related, resolve
from bot.selection import Point
from corpus import Document, Metadata

MakeEvidence = Callable[..., Evidence]

# 0-5 共67种。 5-11 共389项。 11-18 共2959项。
SOURCE = "共67种。共389项。共2959项。"


@pytest.fixture
def maker() -> CitationMaker:
    document = Document("report", "0" * 64, SOURCE, Metadata("报告"))
    return CitationMaker({"report": document}.get, today=lambda: date(2022, 9, 20))


def test_citations_are_numbered_in_the_order_of_first_use(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    types, items, all_items = (
        make_evidence("共67种。"),
        make_evidence("共389项。", at=5),
        make_evidence("共2959项。", at=11),
    )
    resolved = resolve([Point(all_items, (types,)), Point(items)], maker)
    assert [fact.citations for fact in resolved.facts] == [(1, 2), (3,)]
    assert [citation.index for citation in resolved.citations] == [1, 2, 3]
    assert [citation.quote for citation in resolved.citations] == [
        "共2959项。",
        "共67种。",
        "共389项。",
    ]
    assert resolved.quotes == ("共2959项。", "共67种。", "共389项。")


def test_point_whose_own_sentence_cannot_be_cited_is_not_told(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    borne = make_evidence("共67种。")
    elsewhere = make_evidence("共76种。")
    resolved = resolve([Point(elsewhere, (borne,)), Point(borne)], maker)
    assert [fact.text for fact in resolved.facts] == ["共67种。"]
    assert [citation.index for citation in resolved.citations] == [1]


def test_further_source_that_cannot_be_cited_is_left_out(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    point = Point(make_evidence("共67种。"), (make_evidence("共76种。"),))
    resolved = resolve([point], maker)
    assert [fact.citations for fact in resolved.facts] == [(1,)]
    assert len(resolved.citations) == len(resolved.quotes) == 1


def test_place_is_told_only_where_the_answer_speaks_of_several(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    hebi = Point(make_evidence("共67种。", region="鹤壁市"))
    province = Point(make_evidence("共389项。", at=5, region="河南省"))
    assert [fact.source for fact in resolve([hebi], maker).facts] == [None]
    assert [fact.source for fact in resolve([hebi, province], maker).facts] == ["鹤壁市", "河南省"]


def test_issuer_is_told_where_points_are_compared(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    points = [Point(make_evidence("共67种。")), Point(make_evidence("共389项。", at=5))]
    sources = [fact.source for fact in resolve(points, maker, is_comparison=True).facts]
    assert sources == ["河南省人民政府", "河南省人民政府"]
    assert [fact.source for fact in resolve(points, maker).facts] == [None, None]


def test_nothing_to_tell_is_nothing_resolved(maker: CitationMaker) -> None:
    resolved = resolve([], maker)
    assert (resolved.facts, resolved.citations, resolved.quotes) == ((), (), ())


def test_related_passages_are_numbered_on_their_own_without_gaps(
    make_evidence: MakeEvidence, maker: CitationMaker
) -> None:
    found = related(
        [make_evidence("共67种。"), make_evidence("共76种。"), make_evidence("共389项。", at=5)],
        maker,
    )
    assert [(one.index, one.quote) for one in found] == [(1, "共67种。"), (2, "共389项。")]
