from datetime import date

import pytest

from corpus import Document, Metadata, OffsetMap, Span, Validity


def test_source_span_covers_the_gap_between_runs() -> None:
    # clean "ab" from source "a**b": b stands at 3
    assert OffsetMap(((0, 0, 1), (1, 3, 1))).source_span(0, 2) == Span(0, 4)


def test_source_span_of_one_character_that_stands_for_several() -> None:
    # clean "〈清" from source "&lt;清"
    offsets = OffsetMap(((0, 0, 1), (0, 3, 2)))
    assert offsets.source_span(0, 1) == Span(0, 4)
    assert offsets.source_span(1, 2) == Span(4, 5)


def test_a_character_without_source_has_no_span() -> None:
    with pytest.raises(ValueError, match="no source"):
        OffsetMap(((0, 0, 1), (2, 5, 1))).source_span(1, 2)


@pytest.mark.parametrize(
    ("day", "validity"),
    [
        (date(2019, 12, 31), Validity.UNKNOWN),
        (date(2020, 1, 1), Validity.IN_FORCE),
        (date(2024, 7, 1), Validity.AMENDED),
    ],
)
def test_validity_follows_the_dates(day: date, validity: Validity) -> None:
    metadata = Metadata(
        "条例", effective_from=date(2020, 1, 1), repealed_on=date(2024, 7, 1), superseded_by="b"
    )
    assert metadata.validity_on(day) is validity


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (4, 1), (5, 3), (8, 3), (9, 4), (99, 4)])
def test_an_offset_is_on_the_page_that_begins_last_before_it(offset: int, page: int) -> None:
    document = Document("d", "", "文" * 12, Metadata("题"), page_starts=(0, 5, 5, 9))
    assert document.page_at(offset) == page


def test_a_document_without_pages_has_no_page() -> None:
    assert Document("d", "", "文", Metadata("题")).page_at(0) is None
