"""What holds for every route: health, error shape, headers, the documented schema."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.errors import FAILURES, INTERNAL, failure_of
from api.fakes import SteadyPreparation
from bot.errors import BotError
from corpus.errors import CorpusError
from retrieval.errors import RetrievalError

SNAPSHOT = Path(__file__).parent / "openapi.json"


def test_process_is_up_while_the_documents_are_read(
    client: TestClient, preparation: SteadyPreparation
) -> None:
    preparation.is_up = False

    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize(("is_whole", "status"), [(True, "ready"), (False, "degraded")])
def test_ready_as_soon_as_questions_can_be_answered(
    client: TestClient, preparation: SteadyPreparation, is_whole: bool, status: str
) -> None:
    preparation.is_whole = is_whole

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["status"] == status
    parts = {"database", "keyword", "vector", "model", "embedding", "rerank"}
    assert set(response.json()["parts"]) == parts


def test_preparation_runs_while_the_app_does(
    client: TestClient, preparation: SteadyPreparation
) -> None:
    assert preparation.is_started
    client.close()


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nowhere", 404, "not_found"),
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/static/nowhere.js", 404, "not_found"),
        ("GET", "/static/../errors.py", 404, "not_found"),
        ("GET", "/api/chat", 405, "method_not_allowed"),
        ("DELETE", "/api/documents/hebi", 405, "method_not_allowed"),
        ("POST", "/readyz", 405, "method_not_allowed"),
    ],
)
def test_wrong_address_or_method_has_the_error_shape(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    response = client.request(method, path)

    assert response.status_code == status
    error = response.json()["error"]
    assert error["code"] == code
    assert error["message"].endswith("。")
    assert error["request_id"] == response.headers["x-request-id"]


def test_wrong_method_names_the_right_one(client: TestClient) -> None:
    assert client.get("/api/chat").headers["allow"] == "POST"


@pytest.mark.parametrize(
    ("offered", "is_kept"),
    [("abc-123", True), ("a" * 64, True), ("a" * 65, False), ("x\ty", False), ("", False)],
)
def test_request_id_of_the_client_is_kept_if_it_is_harmless(
    client: TestClient, offered: str, is_kept: bool
) -> None:
    answered = client.get("/healthz", headers={"x-request-id": offered}).headers["x-request-id"]

    assert (answered == offered) is is_kept
    assert answered


@pytest.mark.parametrize("path", ["/", "/healthz", "/static/chat.js", "/nowhere"])
def test_no_response_lets_foreign_scripts_in(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def _subclasses(kind: type[Exception]) -> set[type[Exception]]:
    return {kind}.union(*(_subclasses(child) for child in kind.__subclasses__()))


@pytest.mark.parametrize("base", [CorpusError, RetrievalError, BotError])
def test_every_failure_of_the_packages_below_is_translated(base: type[Exception]) -> None:
    own = {kind for kind in _subclasses(base) if kind.__module__.endswith(".errors")}
    mapped = {kind for kind, _ in FAILURES}

    assert {kind.__name__ for kind in own - mapped} <= {"QuestionRejected"}
    for kind in own - {base}:
        assert failure_of(kind("x")) is not INTERNAL


def test_more_special_failures_stand_before_their_base() -> None:
    kinds = [kind for kind, _ in FAILURES]

    for position, kind in enumerate(kinds):
        assert not any(issubclass(later, kind) for later in kinds[position + 1 :])


def test_schema_is_the_one_last_reviewed(client: TestClient) -> None:
    """Write the new schema where it differs, so that the change is seen in review."""
    current = client.get("/api/openapi.json").json()
    known = json.loads(SNAPSHOT.read_text(encoding="utf-8")) if SNAPSHOT.exists() else None

    if current != known:
        text = json.dumps(current, ensure_ascii=False, indent=1, sort_keys=True)
        SNAPSHOT.write_text(text + "\n", encoding="utf-8")
    assert current == known, f"the schema changed; look through the new {SNAPSHOT.name}"
