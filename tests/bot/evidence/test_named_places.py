"""What a city lays down for one county by name answers who asks for that county."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.evidence import named_places
from bot.evidence.features import Candidate
from bot.evidence.scoring import Evidence
from bot.understanding.jurisdiction import place_of
from bot.understanding.understood import Asked

MakeEvidence = Callable[..., Evidence]
MakeAsked = Callable[..., Asked]

QUESTION = "禹州的采砂许可有效期多久？"


def chance(asked: Asked, made: Evidence, *, kind: str) -> float:
    metadata = replace(made.passage.metadata, kind=kind)
    candidate = Candidate(replace(made.passage, metadata=metadata), made.text)
    features = made.features._replace(wants_met=1.0)
    return named_places.weighed(asked, candidate, features, 0.3)


@pytest.fixture
def asked(make_asked: MakeAsked) -> Asked:
    return replace(make_asked(QUESTION, "采砂"), place=place_of(QUESTION, None))


def test_sentence_of_the_city_that_names_the_county_is_surer(
    asked: Asked, make_evidence: MakeEvidence
) -> None:
    made = make_evidence("其中禹州市为2年，长葛市为3年。", region="许昌市")
    assert chance(asked, made, kind="办法") > 0.5


def test_sentence_on_other_counties_is_not(asked: Asked, make_evidence: MakeEvidence) -> None:
    made = make_evidence("其中襄城县为2年，长葛市为3年。", region="许昌市")
    assert chance(asked, made, kind="办法") == 0.3


def test_report_names_counties_for_many_matters(asked: Asked, make_evidence: MakeEvidence) -> None:
    made = make_evidence("其中禹州市为2年，长葛市为3年。", region="许昌市")
    assert chance(asked, made, kind="报告") == 0.3
