"""Words sent to people."""

import string

import pytest

from bot.understanding.intent import read_intent
from prompts import example_questions, message, refusal_patterns


def test_message_is_found_by_its_key() -> None:
    assert message("gap.text") == "资料中没有{missing}。"


@pytest.mark.parametrize("key", ["gap", "gap.nothing", "nothing.text", "gap.text.more"])
def test_key_without_a_message_is_refused(key: str) -> None:
    with pytest.raises(KeyError):
        message(key)


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("refused.text", {"example"}),
        ("out_of_scope.text", {"example"}),
        ("insufficient.text", {"missing"}),
        ("insufficient.missing_terms", {"terms"}),
        ("insufficient.missing_asked", {"subject", "asked"}),
        ("gap.text", {"missing"}),
        ("as_of.text", {"date", "meant"}),
        ("as_of.meant", {"years"}),
        ("as_of.year", {"stated", "year"}),
        ("jurisdiction.text", {"place", "higher"}),
        ("version.current", {"title"}),
        ("version.replaced", {"title", "published", "day"}),
    ],
)
def test_message_has_the_fields_that_are_filled_in(key: str, fields: set[str]) -> None:
    assert {field for _, field, _, _ in string.Formatter().parse(message(key)) if field} == fields


@pytest.mark.parametrize(
    "question",
    [
        "放款多少钱？",
        "支持了多少家？",
        "办结率是多少？",
        "要多久？",
        "什么时候开始？",
        "排第几？",
        "得了多少分？",
        "文号是多少？",
        "要哪些材料？",
        "电话是多少？",
        "在哪里办？",
    ],
)
def test_everything_that_can_be_wanted_has_a_name(question: str) -> None:
    wants = read_intent(question).wants
    assert wants
    assert all(message(f"asked.{want}") for want in wants)


def test_there_are_example_questions_for_an_empty_page() -> None:
    assert len(example_questions()) >= 3
    assert all(question.endswith("？") for question in example_questions())


def test_every_refusal_has_an_example() -> None:
    assert all(pattern.examples for pattern in refusal_patterns())
    assert len({pattern.demand for pattern in refusal_patterns()}) == len(refusal_patterns())
