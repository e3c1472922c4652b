"""A quote bears a text when nothing but whole lines of the page is left out of it."""

import pytest

from corpus import Document, Metadata, OffsetMap, Span, chunk_document, quoted_span, split_units

PAGE = (
    "现将有关情况报告如下，共支持科技型企业\n\n{between}\n\n"
    "一千八百一十六家，放款近百亿元。\n\n特此报告。\n"
)


@pytest.mark.parametrize("between", ["— 3 —", "第 3 页 共 9 页"])
def test_sentence_that_the_number_of_a_page_divides_can_be_quoted(between: str) -> None:
    source = PAGE.format(between=between)
    document = Document("a", "0" * 64, source, Metadata("报告"))
    (chunk,) = chunk_document(document)
    sentence = split_units(chunk.text)[0]

    span = quoted_span(source, chunk.text, chunk.offsets, sentence.start, sentence.end)

    assert chunk.text[sentence.start : sentence.end].endswith(
        "企业一千八百一十六家，放款近百亿元。"
    )
    assert span is not None
    assert between in source[span.start : span.end]


def test_words_left_out_within_a_line_are_not_borne() -> None:
    source = "共有不足67种。"
    assert quoted_span(source, "共有67种。", OffsetMap(((0, 0, 2), (2, 4, 4))), 0, 6) is None


def test_lines_in_another_order_are_not_borne() -> None:
    source = "甲。\n乙。"
    assert quoted_span(source, "乙。\n甲。", OffsetMap(((0, 3, 2), (3, 0, 2))), 0, 5) is None


def test_lines_left_out_are_bounded() -> None:
    source = "甲，\n" + "丙" * 401 + "\n乙。"
    runs = OffsetMap(((0, 0, 2), (2, 405, 2)))
    assert quoted_span(source, "甲，乙。", runs, 0, 4) is None
    shorter, runs = source.replace("丙", "", 1), OffsetMap(((0, 0, 2), (2, 404, 2)))
    assert quoted_span(shorter, "甲，乙。", runs, 0, 4) == Span(0, 406)
