"""`POST /api/chat` as clients see it."""

import json
import logging

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from api.errors import failure_of
from api.fakes import SteadyPreparation
from bot.answer import ANSWER, Answer
from bot.errors import ModelUnavailable, QuestionRejected
from bot.fakes import ScriptedAssistant
from corpus.errors import StoreUnavailable
from retrieval.errors import IndexStale


def _ask(client: TestClient, **body: object) -> Response:
    return client.post("/api/chat", json={"question": "科技贷累计放款多少？", **body})


def _events(text: str) -> list[tuple[str, dict[str, object]]]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [
        (head.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for head, data in blocks
    ]


def test_answer_has_the_fields_and_order_of_the_contract(client: TestClient) -> None:
    response = _ask(client)

    assert response.status_code == 200
    body = response.json()
    assert list(body) == [
        "id",
        "session_id",
        "status",
        "answer",
        "citations",
        "notices",
        "related",
        "clarify",
        "follow_ups",
        "mode",
        "model",
        "generated",
        "timings_ms",
    ]
    assert body["citations"][0]["published"] == "2021-08-27"
    assert body["citations"][0]["href"] == "/documents/hebi#s21-36"


def test_request_reaches_the_assistant_as_it_was_sent(
    client: TestClient, assistant: ScriptedAssistant
) -> None:
    _ask(
        client,
        session_id="s1",
        region="鹤壁市",
        mode="extractive",
        history=[{"role": "user", "content": "你好"}, {"role": "assistant", "content": "您好"}],
    )

    (asked,) = assistant.asked
    assert asked.text == "科技贷累计放款多少？"
    assert (asked.session_id, asked.region, asked.mode) == ("s1", "鹤壁市", "extractive")
    assert [(turn.role, turn.content) for turn in asked.history] == [
        ("user", "你好"),
        ("assistant", "您好"),
    ]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"question": ""}, "问题是空的，请写下您想知道的内容。"),
        ({"question": " \n　"}, "问题是空的，请写下您想知道的内容。"),
        ({"question": "问" * 1001}, "问题最多 1000 个字，请缩短后再试。"),
        ({"question": 7}, "问题要写成文字（字符串）。"),
        ({"question": None}, "问题要写成文字（字符串）。"),
        ({"question": ["问"]}, "问题要写成文字（字符串）。"),
        ({}, "缺少问题（question），请补上。"),
        ({"question": "问", "mode": "best"}, "回答方式只能是 'auto', 'extractive' 或 'model'。"),
        ({"question": "问", "stream": "maybe"}, "流式开关只能是 true 或 false。"),
        (
            {"question": "问", "history": [{"role": "user", "content": "问"}] * 21},
            "历史对话最多 20 条，请只保留最近的。",
        ),
        (
            {"question": "问", "history": [{"role": "system", "content": "问"}]},
            "角色只能是 'user' 或 'assistant'。",
        ),
        ({"question": "问", "history": "问"}, "历史对话要写成列表。"),
        ([], "请求体要写成 JSON 对象。"),
    ],
)
def test_unusable_request_is_refused_with_a_sentence_that_helps(
    client: TestClient, body: object, sentence: str
) -> None:
    response = client.post("/api/chat", json=body)

    assert response.status_code == 422
    error = response.json()["error"]
    assert error["code"] == "invalid_request"
    assert error["message"] == sentence
    assert error["request_id"] == response.headers["x-request-id"]


def test_thousand_characters_beyond_the_basic_plane_are_accepted(client: TestClient) -> None:
    assert _ask(client, question="𠀀" * 1000).status_code == 200


def test_lone_surrogate_is_refused_not_crashed_on(client: TestClient) -> None:
    response = client.post(
        "/api/chat",
        content=rb'{"question": "\ud800"}',
        headers={"content-type": "application/json"},
    )

    assert response.status_code == 422
    assert response.json()["error"]["message"].startswith("问题")


@pytest.mark.parametrize(
    ("content", "media_type", "status", "code"),
    [
        (b"{", "application/json", 422, "invalid_request"),
        (b"", "application/json", 422, "invalid_request"),
        (b'"\xff"', "application/json", 400, "bad_request"),
        (b"[" * 100_000, "application/json", 400, "bad_request"),
        (b'{"question": "x"}', "text/plain", 415, "unsupported_media_type"),
        (b"question=x", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        (b" " * 1_048_577, "application/json", 413, "body_too_large"),
    ],
)
def test_unreadable_body_is_named_for_what_it_is(
    client: TestClient, content: bytes, media_type: str, status: int, code: str
) -> None:
    response = client.post("/api/chat", content=content, headers={"content-type": media_type})

    assert response.status_code == status
    assert response.json()["error"]["code"] == code


def test_oversized_body_without_a_length_is_stopped(client: TestClient) -> None:
    pieces = (b" " * 65_536 for _ in range(20))

    response = client.post(
        "/api/chat", content=pieces, headers={"content-type": "application/json"}
    )

    assert response.status_code == 413


def test_model_mode_without_an_endpoint_is_a_conflict(
    client: TestClient, assistant: ScriptedAssistant
) -> None:
    response = _ask(client, mode="model")

    assert response.status_code == 409
    assert response.json()["error"]["code"] == "model_not_configured"
    assert assistant.asked == []


def test_question_before_the_documents_are_in_is_told_to_wait(
    client: TestClient, preparation: SteadyPreparation
) -> None:
    preparation.is_up = False

    response = _ask(client)

    assert response.status_code == 503
    assert response.json()["error"]["code"] == "starting"
    assert int(response.headers["retry-after"]) > 0


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (QuestionRejected("请换个说法。"), 422, "question_rejected"),
        (ModelUnavailable("timeout"), 503, "model_unavailable"),
        (StoreUnavailable("locked"), 503, "store_unavailable"),
        (IndexStale("built with other settings"), 503, "index_stale"),
        (ZeroDivisionError("secret detail"), 503, "internal_error"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_failure_of_the_assistant_has_the_same_body_whole_and_streamed(
    client: TestClient,
    assistant: ScriptedAssistant,
    error: Exception,
    status: int,
    code: str,
    stream: bool,
) -> None:
    assistant.result = error

    response = _ask(client, stream=stream)

    if stream:
        name, body = _events(response.text)[-1]
        assert name == "error"
    else:
        assert response.status_code == status
        body = response.json()
    assert body["error"] == {
        "code": code,
        "message": failure_of(error).message,
        "request_id": response.headers["x-request-id"],
    }
    assert "secret" not in response.text
    assert "Traceback" not in response.text


def test_stream_sends_status_then_pieces_then_the_whole_answer(
    client: TestClient, answer: Answer
) -> None:
    response = _ask(client, stream=True)

    assert response.headers["content-type"].startswith("text/event-stream")
    events = _events(response.text)
    assert [name for name, _ in events] == ["status", "citation", "delta", "done"]
    assert events[-1][1] == ANSWER.dump_python(answer, mode="json")
    assert events[2][1] == {"text": "科技贷累计放款97.65亿元。[1]"}


def test_question_text_stays_out_of_the_logs(
    client: TestClient, assistant: ScriptedAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    _ask(client, question="我的身份证号是410000")
    _ask(client, question="我的身份证号是410000" * 100)
    client.get("/api/search", params={"q": "我的身份证号是410000"})

    # The test's own client logs the addresses that it calls.
    own = [record for record in caplog.records if not record.name.startswith("httpx")]
    assert not any("410000" in str(vars(record)) for record in own)
