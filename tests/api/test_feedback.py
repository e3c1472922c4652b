"""`POST /api/feedback` as clients see it, and what is kept."""

from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine

from api.app import build_app
from api.fakes import RememberedFeedback
from api.rate_limit import RateLimit
from api.state import AppState
from bot.answer_ids import AnswerIds, stored_key
from bot.errors import FeedbackNotKept
from bot.feedback import FeedbackLog


def test_rating_is_kept_with_its_reason(client: TestClient, feedback: RememberedFeedback) -> None:
    said = {"answer_id": "a1", "rating": "down", "comment": "答非所问"}

    response = client.post("/api/feedback", json=said)

    assert response.status_code == 201
    assert response.json() == {"answer_id": "a1", "rating": "down"}
    assert feedback.said == [("a1", "down", "答非所问")]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"rating": "up"}, "缺少回答编号（answer_id），请补上。"),
        ({"answer_id": "a1", "rating": "5"}, "评价只能是 'up' 或 'down'。"),
        ({"answer_id": "a1", "rating": "up", "comment": "长" * 1001}, "最多 1000 个字"),
    ],
)
def test_unusable_rating_is_refused_with_a_sentence_that_helps(
    client: TestClient, said: dict[str, str], sentence: str
) -> None:
    response = client.post("/api/feedback", json=said)

    assert response.status_code == 422
    assert sentence in response.json()["error"]["message"]


def test_last_rating_of_an_answer_holds() -> None:
    log = FeedbackLog(create_engine("sqlite://"), is_known=lambda _: True)

    log.keep("a1", "up", None)
    log.keep("a1", "down", " 不完整\0 ")

    assert log.of("a1") == ("down", "不完整")
    assert log.of("a2") is None
    log.close()


def test_database_that_cannot_be_written_is_told() -> None:
    log = FeedbackLog(create_engine("sqlite:////nowhere/f.db"), is_known=lambda _: True)

    with pytest.raises(FeedbackNotKept):
        log.keep("a1", "up", None)
    log.close()


def test_rating_of_an_answer_that_was_never_given_is_refused(state: AppState) -> None:
    ids = AnswerIds(b"k" * 32)
    log = FeedbackLog(create_engine("sqlite://"), is_known=ids.is_ours)
    client = TestClient(build_app(replace(state, feedback=log)))
    given = ids.new()

    assert client.post("/api/feedback", json={"answer_id": given, "rating": "up"}).is_success
    for made_up in ("a1", AnswerIds(b"x" * 32).new(), given[:-1] + "答", given + "A"):
        refused = client.post("/api/feedback", json={"answer_id": made_up, "rating": "up"})
        assert refused.status_code == 404
        assert refused.json()["error"]["code"] == "answer_not_found"
    log.close()


def test_key_of_answers_outlives_the_process_and_a_database_that_cannot_keep_it() -> None:
    engine = create_engine("sqlite://")

    assert stored_key(engine) == stored_key(engine)
    assert len(stored_key(create_engine("sqlite:////nowhere/f.db"))) == 32
    engine.dispose()


def test_ratings_of_one_address_are_limited(client: TestClient) -> None:
    said = {"answer_id": "a1", "rating": "up"}
    statuses = [client.post("/api/feedback", json=said).status_code for _ in range(31)]
    refused = client.post("/api/feedback", json=said)

    assert statuses == [201] * 30 + [429]
    assert 1 <= int(refused.headers["retry-after"]) <= 60


def test_limit_counts_each_address_and_forgets_with_time() -> None:
    now = [0.0]
    limit = RateLimit(2, 60.0, clock=lambda: now[0])

    assert [limit.wait_s("a"), limit.wait_s("a"), limit.wait_s("a"), limit.wait_s("b")] == [
        0,
        0,
        60,
        0,
    ]
    now[0] = 60.0
    assert limit.wait_s("a") == 0
