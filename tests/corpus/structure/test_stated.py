from datetime import date

import pytest

from corpus import Validity
from corpus.document import END_UNDATED
from corpus.metadata.document_metadata import read_metadata
from corpus.structure.stated import ended_day, is_end_note, unmarked_title

TODAY = date(2026, 11, 26)
TITLE = "濮阳市促进夜间经济发展若干措施"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (["时效性：失效"], END_UNDATED),
        (["效力状态：已废止", "废止日期：2024-01-01"], date(2024, 1, 1)),
        (["（本文件已于2024年1月1日废止）"], date(2024, 1, 1)),
        (["【此文件已失效】"], END_UNDATED),
        (["注：本办法已被濮政办〔2023〕5号文件废止。"], END_UNDATED),
        (["时效性：现行有效"], None),
        (["时效性：部分失效"], None),
        (["时效性：全文已被废止"], END_UNDATED),
        # Never done with, if 已被 is one word and two words to the pattern.
        (["时效性：" + "已被" * 29], None),
        (["有效性：有效"], None),
        # Another document, and what this one does to others, say nothing of it.
        (["本通知自印发之日起施行，《濮阳市奖励办法》同时废止。"], None),
        (["该办法已于2020年废止的说法不实，仍应执行。"], None),
    ],
)
def test_an_end_that_is_stated_beside_the_text_is_read(head: list[str], day: date | None) -> None:
    assert ended_day(TITLE, head, []) == day


@pytest.mark.parametrize(
    "title", [f"【已废止】{TITLE}", f"{TITLE}（失效）", f"{TITLE}〔全文废止〕"]
)
def test_a_mark_of_the_title_ends_a_document_and_is_no_part_of_its_name(title: str) -> None:
    assert ended_day(title, [], []) == END_UNDATED
    assert unmarked_title(title) == TITLE


def test_a_document_about_repeals_is_not_itself_over() -> None:
    title = "驻马店市人民政府关于废止和宣布失效一批规范性文件的决定"
    assert ended_day(title, [title], []) is None
    assert unmarked_title(title) == title
    assert not is_end_note("本决定自公布之日起生效，上述文件同时废止。")


def test_a_page_that_is_marked_as_over_never_passes_for_in_force() -> None:
    source = f"# {TITLE}\n\n发文字号：濮政办〔2021〕20号\n\n时效性：失效\n\n一、奖励30万元。\n"
    metadata = read_metadata(f"{source}\n本措施自2021年6月1日起施行。\n", TITLE, "a.html")
    assert metadata.validity_on(TODAY) is Validity.REPEALED
    assert metadata.has_expired_on(TODAY)
    assert (metadata.ended_on, metadata.effective_from) == (None, date(2021, 6, 1))


def test_the_day_of_effect_is_not_taken_for_the_day_of_publication() -> None:
    source = f"# {TITLE}\n\n施行日期：2021-07-01\n\n发布日期：2021-06-10\n\n一、奖励30万元。\n"
    metadata = read_metadata(source, TITLE, "a.html")
    assert (metadata.published, metadata.effective_from) == (date(2021, 6, 10), date(2021, 7, 1))


def test_a_guide_is_dated_by_what_it_states_at_its_end() -> None:
    source = f"{TITLE}\n\n{'正文内容。' * 90}\n\n发布日期：2024-01-15\n"
    assert read_metadata(source, TITLE, "a.md").published == date(2024, 1, 15)
