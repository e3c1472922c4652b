"""A rule whose reason is a fault is a rule."""

from bot.evidence.faults import tells_fault


def test_rule_made_because_something_is_lacking_is_told() -> None:
    assert not tells_fault("考虑到码头泊位不足，渔船可以在2025年底以前停靠旧港。")
    assert not tells_fault("鉴于检测机构尚未建成，样品一律送省里检测。")


def test_what_is_lacking_stays_a_fault() -> None:
    assert tells_fault("由于码头泊位不足，渔船排队严重，仍然存在安全隐患。")
    assert tells_fault("考虑到现状，码头泊位不足，渔船可以停靠旧港。")
