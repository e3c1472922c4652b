"""`POST /api/feedback` as clients see it, and what is kept."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine

from api.fakes import RememberedFeedback
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
    log = FeedbackLog(create_engine("sqlite://"))

    log.keep("a1", "up", None)
    log.keep("a1", "down", " 不完整\0 ")

    assert log.of("a1") == ("down", "不完整")
    assert log.of("a2") is None
    log.close()


def test_database_that_cannot_be_written_is_told() -> None:
    log = FeedbackLog(create_engine("sqlite:////nowhere/feedback.db"))

    with pytest.raises(FeedbackNotKept):
        log.keep("a1", "up", None)
    log.close()
