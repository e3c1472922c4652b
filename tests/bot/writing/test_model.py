"""Whatever the model does, the facts are told within the time, in checked sentences."""

import asyncio
import itertools
import logging
from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from bot.contracts import Brief, Fact
from bot.errors import ModelRefused, ModelUnavailable
from bot.fakes import ScriptedModel
from bot.grounding.groundedness import Claim
from bot.writing import CircuitBreaker, ModelWriter
from bot.writing.breaker import FAILURES_TO_OPEN, OPEN_S
from bot.writing.model import MAX_PROMPT_TOKENS, MAX_SENTENCES
from corpus.tokens import count_tokens
from prompts import Prompt

FACTS = (
    "截至6月末，“科技贷”业务累计放款97.65亿元，支持企业1816家。",
    "扩大简易注销登记适用范围，将公示时间由45天压缩为20天。",
)
LOANS, NOTICE = "科技贷累计放款97.65亿元，支持企业1816家。[1]", "公示时间由45天压缩为20天。[2]"


class Endless:
    """Says one piece for ever, or nothing for ever."""

    name = "无尽"

    def __init__(self, piece: str | None) -> None:
        self._piece = piece
        self.said = 0
        self.is_closed = False

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        del prompt
        try:
            while True:
                if self._piece is None:
                    await asyncio.sleep(60)
                    continue
                self.said += 1
                yield self._piece
        finally:
            self.is_closed = True


@pytest.fixture
def brief() -> Brief:
    facts = tuple(Fact(text, (number,)) for number, text in enumerate(FACTS, start=1))
    return Brief("科技贷放款多少？公示多久？", facts, FACTS)


def writer_of(model: ScriptedModel | Endless, *, timeout_s: float = 5) -> ModelWriter:
    return ModelWriter(model, timeout_s=timeout_s, breaker=CircuitBreaker())


def write(writer: ModelWriter, brief: Brief) -> list[Claim]:
    async def collect() -> list[Claim]:
        return [claim async for claim in writer.write(brief)]

    return asyncio.run(collect())


def test_sentences_of_the_model_are_told_with_its_name(brief: Brief) -> None:
    claims = write(writer_of(ScriptedModel([[LOANS, NOTICE]], name="m")), brief)

    assert claims == [
        Claim("科技贷累计放款97.65亿元，支持企业1816家。", (1,), "m"),
        Claim("公示时间由45天压缩为20天。", (2,), "m"),
    ]


def test_claim_cites_every_source_of_the_fact(brief: Brief) -> None:
    facts = (Fact(FACTS[0], (1, 2)), Fact(FACTS[1], (3,)))
    wide = replace(brief, facts=facts, quotes=(FACTS[0], FACTS[0], FACTS[1]))

    claims = write(writer_of(ScriptedModel([[NOTICE, LOANS]])), wide)

    assert [claim.citations for claim in claims] == [(3,), (1, 2)]


def test_bad_sentence_gives_way_to_the_source(brief: Brief) -> None:
    bad = "科技贷累计放款99亿元。[1]"
    claims = write(writer_of(ScriptedModel([[bad, NOTICE]])), brief)

    assert [claim.text for claim in claims] == [FACTS[0], "公示时间由45天压缩为20天。"]
    assert [claim.model for claim in claims] == [None, "脚本"]


def test_what_the_model_leaves_out_is_told_at_the_end(brief: Brief) -> None:
    claims = write(writer_of(ScriptedModel([[NOTICE]])), brief)

    assert [claim.citations for claim in claims] == [(2,), (1,)]
    assert claims[1].text == FACTS[0]


def test_sentence_said_again_is_told_once(brief: Brief) -> None:
    claims = write(writer_of(ScriptedModel([[LOANS, LOANS, NOTICE, LOANS]])), brief)

    assert len(claims) == 2


@pytest.mark.parametrize(
    "draft",
    [
        [],
        ["", "  \n"],
        [ModelUnavailable("x")],
        ["<html><body>502 Bad Gateway</body></html>"],
        ['{"answer": "累计放款'],
        ["科技贷累计放款97.65亿元", ModelUnavailable("x")],
    ],
)
def test_model_that_brings_nothing_leaves_the_extractive_answer(
    brief: Brief, draft: list[str | Exception]
) -> None:
    claims = write(writer_of(ScriptedModel([draft, draft])), brief)

    assert [claim.text for claim in claims] == list(FACTS)
    assert {claim.model for claim in claims} == {None}


def test_silent_model_is_left_when_its_time_is_up(brief: Brief) -> None:
    model = Endless(None)
    claims = write(writer_of(model, timeout_s=0.05), brief)

    assert [claim.text for claim in claims] == list(FACTS)
    assert model.is_closed


def test_failure_in_the_middle_keeps_what_was_told(brief: Brief) -> None:
    draft: list[str | Exception] = [LOANS, "公示时间", ModelUnavailable("x")]
    claims = write(writer_of(ScriptedModel([draft])), brief)

    assert [(claim.citations, claim.model) for claim in claims] == [((1,), "脚本"), ((2,), None)]


@pytest.mark.parametrize("piece", ["企业可以放心。[1]", "好", "好。", "\n", "。", "[1]", "<"])
def test_endless_draft_is_cut_off(brief: Brief, piece: str) -> None:
    model = Endless(piece)
    claims = write(writer_of(model), brief)

    assert [claim.text for claim in claims] == list(FACTS)
    assert model.is_closed


def test_no_more_sentences_are_judged_than_an_answer_can_hold(brief: Brief) -> None:
    model = Endless("企业可以放心。[1]")
    write(writer_of(model), brief)

    assert model.said <= MAX_SENTENCES + 1


def test_failure_before_the_first_piece_is_tried_again(brief: Brief) -> None:
    model = ScriptedModel([[ModelUnavailable("x")], [LOANS, NOTICE]])

    assert {claim.model for claim in write(writer_of(model), brief)} == {"脚本"}
    assert len(model.prompts) == 2


def test_refusal_is_not_tried_again(brief: Brief) -> None:
    model = ScriptedModel([[ModelRefused("x")]])

    assert len(write(writer_of(model), brief)) == 2
    assert len(model.prompts) == 1


def test_endpoint_that_keeps_failing_is_left_alone_and_tried_later(brief: Brief) -> None:
    clock = itertools.chain([0.0] * 20, itertools.repeat(OPEN_S)).__next__
    refused: list[list[str | Exception]] = [[ModelRefused("x")]] * FAILURES_TO_OPEN
    model = ScriptedModel([*refused, [LOANS, NOTICE]])
    breaker = CircuitBreaker(clock=clock)
    writer = ModelWriter(model, timeout_s=5, breaker=breaker)
    for _ in refused:
        write(writer, brief)
    assert not writer.is_ready

    write(writer, brief)
    assert len(model.prompts) == FAILURES_TO_OPEN
    for _ in range(20):
        write(writer, brief)
        if writer.is_ready:
            break

    assert len(model.prompts) == FAILURES_TO_OPEN + 1


def test_place_of_a_fact_is_named_where_places_stand_side_by_side(brief: Brief) -> None:
    facts = (
        Fact(FACTS[0], (1,), "河南省", "河南省"),
        Fact("推出了67种首错免罚清单。", (2,), "鹤壁市", "鹤壁市"),
    )
    quotes = (FACTS[0], "推出了67种首错免罚清单。")
    draft = [LOANS, "鹤壁推出了67种首错免罚清单。[2]"]

    claims = write(writer_of(ScriptedModel([draft])), Brief("问题", facts, quotes))

    assert claims[0].text == "河南省：科技贷累计放款97.65亿元，支持企业1816家。"
    assert claims[1].text == "鹤壁推出了67种首错免罚清单。"


def test_prompt_stays_within_its_budget_and_the_rest_is_told_all_the_same() -> None:
    long = "扩大简易注销登记适用范围，压缩公示时间。" * 60
    facts = tuple(Fact(f"第{number}项：{long}", (number,)) for number in range(1, 6))
    model = ScriptedModel([[]] * 2)

    claims = write(writer_of(model), Brief("公示多久？", facts, tuple(f.text for f in facts)))

    prompt = model.prompts[0]
    assert count_tokens(prompt.system) + count_tokens(prompt.user) <= MAX_PROMPT_TOKENS
    assert "[1]" in prompt.user
    assert "[5]" not in prompt.user
    assert len(claims) == 5


def test_faults_are_counted_in_the_log_and_nothing_said_is(
    brief: Brief, caplog: pytest.LogCaptureFixture
) -> None:
    draft = ["科技贷放款99亿元。[1]", "无据。", NOTICE]
    with caplog.at_level(logging.DEBUG):
        write(writer_of(ScriptedModel([draft])), brief)

    (record,) = [one for one in caplog.records if one.message == "draft checked"]
    assert record.__dict__["n_sentences"] == 3
    assert record.__dict__["n_shown"] == 1
    assert record.__dict__["n_replaced"] == 1
    assert record.__dict__["faults"] == {"figure": 1, "uncited": 1}
    assert not any(
        "99亿元" in str(one.__dict__) for one in caplog.records if one.name.startswith("bot")
    )
