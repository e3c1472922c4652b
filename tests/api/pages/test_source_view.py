"""The source text laid out for reading."""

from hypothesis import given
from hypothesis import strategies as st

from api.pages.source_marks import pieces
from api.pages.source_view import BLOCK_CHARS, blocks, outline, page_marks, paragraphs
from corpus import Chunk, OffsetMap, Part, Span


def _chunk(start: int, *section: str) -> Chunk:
    return Chunk(str(start), "d", 0, "…", Span(start, start + 1), OffsetMap(()), section)


@given(st.text(alphabet=st.sampled_from("政策 \t\r\n\f\0😀#<&")))
def test_paragraph_stands_at_its_offset_one_character_for_one(source: str) -> None:
    for paragraph in paragraphs(source):
        original = source[paragraph.start : paragraph.start + len(paragraph.text)]
        assert len(original) == len(paragraph.text)
        for shown, received in zip(paragraph.text, original, strict=True):
            assert shown == received or received in "\r\0"


@given(st.text(alphabet=st.sampled_from("政策 \r\n😀")))
def test_no_character_that_shows_something_is_left_out(source: str) -> None:
    shown = "".join(paragraph.text for paragraph in paragraphs(source))

    assert "".join(shown.split()) == "".join(source.split())


def test_outline_lists_parts_with_the_headings_under_them() -> None:
    source = "报告\n一、进展\n（一）方面\n附件1\n一、情况\n（一）做法"
    parts = (Part("报告", Span(0, 15)), Part("某厅报告", Span(15, 30), "附件1"))
    chunks = [
        _chunk(3, "一、进展"),
        _chunk(8, "一、进展", "（一）方面"),
        _chunk(19, "附件1 某厅报告", "一、情况"),
        _chunk(24, "附件1 某厅报告", "一、情况", "（一）做法"),
    ]

    entries = outline(parts, chunks, paragraphs(source))

    assert [(entry.depth, entry.title) for entry in entries] == [
        (0, "报告"),
        (1, "一、进展"),
        (2, "（一）方面"),
        (0, "附件1 某厅报告"),
        (1, "一、情况"),
    ]


def test_heading_of_the_same_name_in_another_part_is_listed_again() -> None:
    parts = (Part("甲", Span(0, 5), "附件1"), Part("乙", Span(5, 9), "附件2"))

    entries = outline(
        parts, [_chunk(1, "一、情况"), _chunk(6, "一、情况")], paragraphs("甲甲甲甲\n乙乙乙")
    )

    assert [entry.title for entry in entries].count("一、情况") == 2


def test_outline_points_at_the_paragraph_that_holds_the_heading() -> None:
    (entry,) = outline((), [_chunk(8, "二、下一步")], paragraphs("一、进展\n前文。二、下一步"))

    assert entry.anchor == 5


def test_document_without_structure_has_no_outline() -> None:
    assert outline((), [_chunk(0)], paragraphs("一段话")) == []


def test_page_is_told_before_the_first_paragraph_that_begins_on_it() -> None:
    # Page 2 begins inside the second paragraph, page 3 behind the last one.
    lines = paragraphs("一\n二二二\n三")

    assert page_marks((0, 4, 9), lines) == {0: [1], 6: [2, 3]}
    assert page_marks((), lines) == {}
    assert page_marks((0,), []) == {}


def test_line_that_a_page_break_cut_goes_on_in_the_next() -> None:
    long = "一是进一步强化服务意识，以优化营商环境为出发点，在全省市场监管"
    lines = paragraphs(f"{long}\n\n系统开展活动。\n{long}。\n# {long}\n下一步\n打算")

    assert [line.goes_on for line in lines] == [True, False, False, False, False, False]


def test_comments_are_not_shown() -> None:
    source = "甲。\n<!-- INFO END -->\n<!-- 一\n二 -->\n乙。"

    assert [one.text for one in paragraphs(source)] == ["甲。", "乙。"]
    assert paragraphs(source)[1].start == source.index("乙")


def test_tags_that_a_conversion_left_in_a_cell_are_not_shown() -> None:
    source = "1\t<p><b>1.完善</b>机制。</p> <p>2.压缩到3<sub>天</sub>，x<y。</p>\t<p>一是</p>"

    found = pieces(paragraphs(source)[0], [])

    assert "".join(one.text for one in found) == source
    seen = ["\n" if one.is_line_end else "│" if one.is_cell_end else one.text
            for one in found if not one.is_raw]  # fmt: skip
    assert "".join(seen) == "1│1.完善机制。\n2.压缩到3天，x<y。│一是"


@given(st.lists(st.integers(min_value=1, max_value=3 * BLOCK_CHARS), max_size=8))
def test_blocks_hold_every_line_in_order_and_are_long_only_for_one_line(lengths: list[int]) -> None:
    lines = paragraphs("\n".join("政" * length for length in lengths))

    found = blocks(lines)

    assert [line for block in found for line in block] == lines
    for block in found:
        assert len(block) == 1 or sum(len(line.text) for line in block) <= BLOCK_CHARS
