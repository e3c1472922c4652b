"""What `/readyz` says of the parts that answers are made with."""

import pytest

from api.readiness import Endpoints, ModelPart, readiness_of
from retrieval import IndexStatus, PartStatus

WHOLE = IndexStatus(keyword=PartStatus(True, 5, 5), vector=PartStatus(True, 5, 5))


@pytest.mark.parametrize(
    ("model", "status"),
    [
        (ModelPart(ready=False, configured=False), "ready"),
        (ModelPart(ready=True, configured=True), "ready"),
        (ModelPart(ready=False, configured=True), "degraded"),
    ],
)
def test_model_that_is_configured_and_away_degrades_the_service(
    model: ModelPart, status: str
) -> None:
    endpoints = Endpoints(
        has_model=model.configured,
        is_model_ready=model.ready,
        has_embedding=False,
        has_rerank=False,
    )
    readiness = readiness_of(WHOLE, has_words=True, endpoints=endpoints)

    assert readiness.status == status
    assert readiness.parts.model == model
