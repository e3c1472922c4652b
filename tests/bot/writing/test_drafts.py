"""Hand-made drafts: every bad one is stopped, every good one is shown."""

import asyncio
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.contracts import Brief, Fact
from bot.fakes import ScriptedModel
from bot.grounding.groundedness import Claim, faults
from bot.writing import CircuitBreaker, ModelWriter

HERE = Path(__file__).parent
EVIDENCE = json.loads((HERE / "evidence.json").read_text(encoding="utf-8"))


class Drafted(NamedTuple):
    id: str
    evidence: str
    draft: str
    kind: str = "good"


def drafts(name: str) -> list[Drafted]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [Drafted(**json.loads(line)) for line in lines]


BAD, GOOD = drafts("bad_drafts.jsonl"), drafts("good_drafts.jsonl")


def brief_of(evidence: str) -> Brief:
    rows = EVIDENCE[evidence]
    facts = tuple(
        Fact(text, (number,), source[0] if source else None, origin)
        for number, (text, origin, *source) in enumerate(rows, start=1)
    )
    return Brief("问题", facts, tuple(row[0] for row in rows))


def written(drafted: Drafted, *, pieces_of: int = 3) -> list[Claim]:
    text = drafted.draft
    pieces = [text[at : at + pieces_of] for at in range(0, len(text), pieces_of)]
    writer = ModelWriter(ScriptedModel([pieces]), timeout_s=5, breaker=CircuitBreaker())

    async def collect() -> list[Claim]:
        return [claim async for claim in writer.write(brief_of(drafted.evidence))]

    return asyncio.run(collect())


def test_there_are_enough_of_each_kind() -> None:
    assert len(BAD) >= 100
    assert len(GOOD) >= 30
    assert min(Counter(one.kind for one in BAD).values()) >= 4


@pytest.mark.parametrize("drafted", BAD, ids=lambda one: f"{one.id}-{one.kind}")
def test_bad_draft_is_stopped_and_the_source_speaks_instead(drafted: Drafted) -> None:
    claims = written(drafted)

    assert [claim.text for claim in claims if claim.model is not None] == []
    brief = brief_of(drafted.evidence)
    assert {index for claim in claims for index in claim.citations} == set(
        range(1, len(brief.facts) + 1)
    )


@pytest.mark.parametrize("drafted", GOOD, ids=lambda one: one.id)
def test_good_draft_is_shown_as_it_was_written(drafted: Drafted) -> None:
    claims = written(drafted)

    assert any(claim.model == "脚本" for claim in claims)
    cited = {index for claim in claims if claim.model for index in claim.citations}
    assert not [c.text for c in claims if c.model is None and cited & set(c.citations)]
    assert all(not faults(claim, brief_of(drafted.evidence).quotes) for claim in claims)


@pytest.mark.parametrize("pieces_of", [1, 2, 7, 1000])
def test_sentences_are_the_same_however_they_arrive(pieces_of: int) -> None:
    for drafted in GOOD:
        assert written(drafted, pieces_of=pieces_of) == written(drafted)
