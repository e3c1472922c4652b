"""The list of documents, and pieces of a source paragraph."""

from datetime import date

from api.document_list import fields, listed
from api.source_marks import Piece, pieces
from api.source_view import Paragraph, paragraphs
from corpus import DefectKind, DocumentRecord, Metadata, SourceDefect

DAY = date(2022, 9, 19)
RECORDS = [
    DocumentRecord(
        "a", "", Metadata("办法", region="鹤壁市", published=date(2021, 1, 1)), 1, 9, "1"
    ),
    DocumentRecord(
        "b", "", Metadata("条例", region="河南省", published=date(2022, 1, 1)), 1, 9, "1"
    ),
    DocumentRecord("c", "", Metadata("通知", doc_no="豫政〔2022〕1号"), 1, 9, "1"),
]


def test_list_is_narrowed_by_every_choice_and_the_latest_comes_first() -> None:
    assert [row.id for row in listed(RECORDS, {}, words="", day=DAY)] == ["b", "a", "c"]
    assert [row.id for row in listed(RECORDS, {"year": "2021"}, words="", day=DAY)] == ["a"]
    assert [row.id for row in listed(RECORDS, {"region": "河南省"}, words="办法", day=DAY)] == []


def test_list_is_searched_by_title_and_number() -> None:
    assert [row.id for row in listed(RECORDS, {}, words="〔2022〕1号", day=DAY)] == ["c"]


def test_filters_count_all_documents() -> None:
    (region, *_, validity) = fields(RECORDS, {"region": "鹤壁市"}, day=DAY)

    assert {option.value: option.count for option in region.options} == {"鹤壁市": 1, "河南省": 1}
    assert region.chosen == "鹤壁市"
    assert [(option.text, option.count) for option in validity.options] == [("未注明", 3)]


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
