"""A list that a question counts is found by the head that counts the same."""

import pytest

from bot.evidence.counted_lists import heads_the_counted


@pytest.mark.parametrize(
    ("question", "head", "is_it"),
    [
        ("五个“全覆盖”是哪五个？", "（四）推进五个全覆盖。", True),
        ("5个全覆盖都有啥？", "推进五个“全覆盖”。", True),
        ("五个全覆盖是哪五个？", "推进三个“全覆盖”。", False),
        ("五个全覆盖是哪五个？", "抓好五个方面。", False),
        ("都有哪些全覆盖？", "推进五个“全覆盖”。", False),
    ],
)
def test_head_counts_the_same_kind(question: str, head: str, *, is_it: bool) -> None:
    assert heads_the_counted(question, head) is is_it
