"""The list of documents, and pieces of a source paragraph."""

from datetime import date

import pytest

from api.pages.document_list import PAGE, Pages, fields, page_number, pages, rows
from api.pages.source_marks import Piece, pieces
from api.pages.source_view import Paragraph, paragraphs
from corpus import DefectKind, DocumentRecord, Metadata, SourceDefect

DAY = date(2022, 9, 19)


def test_row_tells_what_is_known_of_a_document() -> None:
    metadata = Metadata("办法", issuer="某局", published=date(2021, 1, 1), kind="办法")

    (row,) = rows([DocumentRecord("a", "", metadata, 1, 1234, "1")], DAY)

    assert (row.id, row.title, row.validity) == ("a", "办法", None)
    assert row.facts == ("某局", "2021-01-01", "办法", "1,234 字")


def test_filters_tell_how_many_documents_have_each_value() -> None:
    counts = {"region": {"鹤壁市": 2, "河南省": 1}, "validity": {"unknown": 3}}

    (region, *_, validity) = fields(counts, {"region": "鹤壁市"})

    assert [(option.value, option.count) for option in region.options] == [
        ("鹤壁市", 2),
        ("河南省", 1),
    ]
    assert region.chosen == "鹤壁市"
    assert [(option.text, option.count) for option in validity.options] == [("未注明", 3)]


@pytest.mark.parametrize(
    ("written", "number"),
    [("", 1), ("2", 2), ("0", 1), ("-3", 1), ("x", 1), ("９", 1), ("9" * 30, 1)],
)
def test_page_that_makes_no_sense_is_the_first(written: str, number: int) -> None:
    assert page_number(written) == number


def test_pages_lead_to_their_neighbours_with_what_is_asked_for() -> None:
    asked = {"region": "鹤壁市", "q": "a&b"}

    middle, only = pages(2, 2 * PAGE + 1, asked), pages(1, PAGE, {})

    kept = "/documents?region=%E9%B9%A4%E5%A3%81%E5%B8%82&q=a%26b&page="
    assert middle == Pages(2, 3, f"{kept}1", f"{kept}3")
    assert only == Pages(1, 1, None, None)
    assert pages(9, PAGE, {}).before == "/documents?page=1"


def test_pieces_are_the_paragraph_with_its_doubts_and_its_raw_marks() -> None:
    paragraph = Paragraph(10, "## **完结率**９５９％。", is_heading=True)
    at = 10 + paragraph.text.index("９")
    defect = SourceDefect("d", "d#1", at, at + 4, "９５９％", DefectKind.RATE, "漏了小数点")

    found = pieces(paragraph, [defect])

    assert "".join(piece.text for piece in found) == paragraph.text
    assert found == [
        Piece("## ", is_raw=True),
        Piece("**", is_raw=True),
        Piece("完结率"),
        Piece("**", is_raw=True),
        Piece("９５９％", defect=1),
        Piece("。"),
    ]


def test_tabs_part_the_cells_of_a_row() -> None:
    (row,) = paragraphs("序号\t事项")

    assert row.is_row
    assert pieces(row, []) == [Piece("序号"), Piece("\t", is_cell_end=True), Piece("事项")]
