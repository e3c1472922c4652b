"""When a figure holds, as days."""

from datetime import date

import pytest

from corpus import Period, as_of, find_figures, times_of

PUBLISHED = date(2022, 9, 19)


def _period(since: str | None, until: str | None) -> Period:
    return Period(*(date.fromisoformat(day) if day else None for day in (since, until)))


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("截至2022年8月，", None, "2022-08-31"),
        ("截止2021年底", None, "2021-12-31"),
        ("截至6月末，", None, "2022-06-30"),
        ("截至2022年8月31日", None, "2022-08-31"),
        ("截至12月底", None, "2021-12-31"),  # no report of September counts up to December
        ("截至目前", None, "2022-09-19"),
        ("截至今年上半年", None, "2022-06-30"),
        ("今年以来", "2022-01-01", "2022-09-19"),
        ("年初以来", "2022-01-01", "2022-09-19"),
        ("去年下半年以来", "2021-07-01", "2022-09-19"),
        ("2019年以来", "2019-01-01", "2022-09-19"),
        ("去年", "2021-01-01", "2021-12-31"),
        ("去年底", "2021-12-31", "2021-12-31"),
        ("去年12月", "2021-12-01", "2021-12-31"),
        ("上半年", "2022-01-01", "2022-06-30"),
        ("2021年上半年", "2021-01-01", "2021-06-30"),
        ("前三季度", "2022-01-01", "2022-09-30"),
        ("今年前7个月", "2022-01-01", "2022-07-31"),
        ("1-7月，", "2022-01-01", "2022-07-31"),
        ("2021年1月至2022年7月", "2021-01-01", "2022-07-31"),
        ("8月**15**日", "2022-08-15", "2022-08-15"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
    ],
)
def test_time_is_read_as_days(text: str, since: str | None, until: str | None) -> None:
    (time,) = times_of(text, PUBLISHED)
    assert time.period == _period(since, until)


@pytest.mark.parametrize(
    "text",
    [
        "较去年增长12%",
        "较2021年底增长6.9%",
        "比上年同期",
        "去年同期",
        "同比增长",
        "近年来",
        "1年以上",
        "以上年份",
        "7个月内",
    ],
)
def test_what_is_compared_with_and_durations_are_no_time(text: str) -> None:
    assert times_of(text, PUBLISHED) == []


def test_year_that_is_left_out_is_told() -> None:
    named = times_of("截至6月末放款97.65亿元，2021年底为80亿元。", PUBLISHED)
    assert [(time.text, time.year) for time in named] == [("截至6月末", 2022), ("2021年底", None)]


def test_without_a_day_of_publication_only_written_years_are_known() -> None:
    assert times_of("今年以来", None)[0].period == Period(None, None)
    assert times_of("2021年", None)[0].period == _period("2021-01-01", "2021-12-31")


@pytest.mark.parametrize(
    ("text", "figure", "day"),
    [
        ("截至2021年底有45家，截至2022年8月底有60家。", "45家", "2021-12-31"),
        ("截至2021年底有45家，截至2022年8月底有60家。", "60家", "2022-08-31"),
        ("现将截至7月底的情况报告如下。累计放款97.65亿元。", "97.65亿元", "2022-07-31"),
        ("上年情况如下。去年放款1亿元。\n今后放款97.65亿元。", "97.65亿元", "2022-09-19"),
        ("累计放款97.65亿元（截至6月末）。", "97.65亿元", "2022-06-30"),
        ("共有67种。", "67种", "2022-09-19"),
    ],
)
def test_figure_holds_as_of_the_time_that_governs_it(text: str, figure: str, day: str) -> None:
    (found,) = [one for one in find_figures(text) if one.text == figure]
    assert as_of(text, found.start, found.end, PUBLISHED).day == date.fromisoformat(day)


def test_day_that_two_documents_mean_is_one_however_it_is_written() -> None:
    ours = as_of("截至6月末，放款97.65亿元。", 6, 9, PUBLISHED)
    theirs = as_of("截至2022年6月30日，放款99亿元。", 12, 15, date(2022, 10, 8))
    assert ours.is_same(theirs, one_document=False)


def test_this_year_of_two_documents_is_not_surely_one_time() -> None:
    ours = as_of("今年以来，放款97.65亿元。", 6, 9, PUBLISHED)
    theirs = as_of("今年以来，放款99亿元。", 6, 9, date(2022, 10, 8))
    assert not ours.is_same(theirs, one_document=False)


def test_times_that_are_not_known_are_one_only_in_one_document() -> None:
    ours, theirs = (as_of("今年放款1亿元。", 3, 7, None) for _ in range(2))
    assert ours.is_same(theirs, one_document=True)
    assert not ours.is_same(theirs, one_document=False)
