"""`POST /api/follow_ups` as clients see it."""

from dataclasses import replace

from fastapi.testclient import TestClient

from api.app import build_app
from api.fakes import ScriptedFollowUps
from api.state import AppState
from bot.next_questions import Cited
from bot.question import Question

SPAN = {"document_id": "d", "start": 2, "end": 9}


def test_suggestions_come_for_the_citations_of_an_answer(state: AppState) -> None:
    scripted = ScriptedFollowUps(("科技贷累计放款多少元？",))
    app = build_app(replace(state, follow_ups=scripted))

    response = TestClient(app).post(
        "/api/follow_ups", json={"question": "科技贷怎么申请？", "citations": [SPAN]}
    )

    assert response.json() == {"follow_ups": ["科技贷累计放款多少元？"]}
    asked = Question("科技贷怎么申请？", mode="extractive")
    assert scripted.asked == [(asked, [Cited("d", 2, 9)])]


def test_too_many_citations_are_refused(client: TestClient) -> None:
    asked = {"question": "科技贷", "citations": [SPAN] * 21}

    assert client.post("/api/follow_ups", json=asked).status_code == 422
