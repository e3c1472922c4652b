"""What a law's replaced version says is told behind the version in force, and as what it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.answering.editions import Edition, editions, ended_notice
from bot.evidence.points import Point
from bot.evidence.scoring import Evidence
from corpus import Metadata
from corpus.document import END_UNDATED

MakeEvidence = Callable[..., Evidence]
TODAY = date(2026, 11, 26)
TITLE = "保障中小企业款项支付条例"
OLD = Metadata(
    TITLE,
    "国务院",
    None,
    published=date(2020, 7, 5),
    effective_from=date(2020, 9, 1),
    repealed_on=date(2025, 6, 1),
    superseded_by="new",
)
NEW = Metadata(TITLE, "国务院", None, published=date(2025, 3, 17), effective_from=date(2025, 6, 1))


def of(metadata: Metadata, item: Evidence) -> Evidence:
    return replace(item, passage=replace(item.passage, metadata=metadata))


def test_version_in_force_comes_first_and_each_is_named(make_evidence: MakeEvidence) -> None:
    old = Point(of(OLD, make_evidence("第八条 最长不得超过90日。")))
    new = Point(of(NEW, make_evidence("第九条 最长不得超过60日。")))
    known = editions([old, new], TODAY)
    assert known.points == (new, old)
    assert [known.of(point) for point in known.points] == [Edition.CURRENT, Edition.REPLACED]


def test_replaced_version_backs_no_sentence_that_is_worded_otherwise(
    make_evidence: MakeEvidence,
) -> None:
    old = of(OLD, make_evidence("第八条 可以自交付之日起支付。"))
    new = of(NEW, make_evidence("第九条 应当自交付之日起支付。"))
    (told,) = editions([Point(new, (old,))], TODAY).points
    assert told.sources == (new,)


def test_what_both_versions_say_word_for_word_is_told_once(make_evidence: MakeEvidence) -> None:
    old = of(OLD, make_evidence("第八条 应当自交付之日起支付。"))
    new = of(NEW, make_evidence("第九条 应当自交付之日起支付。"))
    known = editions([Point(old), Point(new)], TODAY)
    assert known.points == (Point(new, (old,)),)
    assert known.of(known.points[0]) is Edition.BOTH


@pytest.mark.parametrize(
    ("end", "edition", "words"),
    [
        ({"repealed_on": END_UNDATED}, Edition.EXPIRED, "不再有效（未注明日期）"),
        ({"repealed_on": date(2024, 1, 1), "repealed_by": "b"}, Edition.REPEALED, "自2024年1月1日"),
        (
            {"repealed_on": date(2024, 1, 1), "valid_until": date(2023, 12, 31)},
            Edition.EXPIRED,
            "有效期至2023年12月31日",
        ),
    ],
)
def test_what_is_over_is_repealed_only_where_something_repealed_it(
    make_evidence: MakeEvidence, end: dict[str, Any], edition: Edition, words: str
) -> None:
    metadata = Metadata("许昌市奖励办法", **end)
    point = Point(of(metadata, make_evidence("第八条 奖励5万元。")))
    assert editions([point], TODAY).of(point) is edition
    notice = ended_notice(metadata, TODAY)
    assert notice is not None
    assert words in notice.text


def test_law_told_in_force_alone_needs_no_name(make_evidence: MakeEvidence) -> None:
    point = Point(of(NEW, make_evidence("第九条 应当自交付之日起支付。")))
    assert editions([point], TODAY).of(point) is None


def test_repealed_rule_without_successor_is_told_as_repealed(make_evidence: MakeEvidence) -> None:
    gone = replace(OLD, superseded_by=None)
    point = Point(of(gone, make_evidence("第八条 应当自交付之日起支付。")))
    assert editions([point], TODAY).of(point) is Edition.REPEALED
