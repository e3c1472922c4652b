"""The HTTP adapter to a chat model: pieces come through, failures have one name, keys stay in."""

import asyncio
import json
import traceback

import httpx
import pytest
import respx
from pydantic import SecretStr

from bot.errors import ModelRefused, ModelUnavailable
from bot.writing.endpoint import ChatEndpoint
from prompts import Prompt

URL = "http://model.test/v1/chat/completions"
PROMPT = Prompt(1, "规则", "问题")
EVENTS = {"content-type": "text/event-stream"}


def chunk(text: str | None, **fields: object) -> str:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
    body = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [choice],
    }
    return f"data: {json.dumps(body | fields, ensure_ascii=False)}\n\n"


def said(*texts: str) -> httpx.Response:
    body = "".join(chunk(text) for text in texts) + "data: [DONE]\n\n"
    return httpx.Response(200, text=body, headers=EVENTS)


def endpoint(key: str = "sk-verysecret") -> ChatEndpoint:
    return ChatEndpoint("http://model.test/v1", "m", api_key=SecretStr(key), timeout_s=5)


async def pieces(model: ChatEndpoint) -> list[str]:
    return [piece async for piece in model.stream(PROMPT) if piece]


@respx.mock
def test_pieces_come_through_in_order() -> None:
    respx.post(URL).mock(return_value=said("公示", "20天。", "[1]"))

    assert asyncio.run(pieces(endpoint())) == ["公示", "20天。", "[1]"]


@respx.mock
def test_request_holds_the_prompt_the_model_and_the_key() -> None:
    route = respx.post(URL).mock(return_value=said("好"))
    asyncio.run(pieces(endpoint()))

    request = route.calls[0].request
    body = json.loads(request.content)
    assert request.headers["authorization"] == "Bearer sk-verysecret"
    assert (body["model"], body["stream"], body["temperature"]) == ("m", True, 0)
    assert [turn["content"] for turn in body["messages"]] == ["规则", "问题"]


@respx.mock
def test_key_of_the_environment_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-something-else")
    route = respx.post(URL).mock(return_value=said("好"))
    asyncio.run(pieces(endpoint("")))

    assert "something-else" not in str(route.calls[0].request.headers.raw)


@respx.mock
def test_one_endpoint_serves_one_event_loop_after_another() -> None:
    respx.post(URL).mock(side_effect=[said("好"), said("好")])
    model = endpoint()

    assert asyncio.run(pieces(model)) == asyncio.run(pieces(model)) == ["好"]


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>502</html>", headers={"content-type": "text/html"}),
        httpx.Response(200, text=""),
        httpx.Response(200, text='data: {"id": "1", "choi', headers=EVENTS),
        httpx.Response(200, text='data: {"id": "1", "choi\n\n', headers=EVENTS),
        httpx.Response(200, text="data: [1, 2]\n\n", headers=EVENTS),
        httpx.Response(200, text='data: {"choices": [{"delta": null}]}\n\n', headers=EVENTS),
        httpx.Response(200, text='data: {"error": {"message": "x"}}\n\n', headers=EVENTS),
        httpx.Response(200, content=b"data: \xff\xfe\n\n", headers=EVENTS),
        httpx.Response(429),
        httpx.Response(500, text="x"),
        httpx.Response(503, json={"error": "loading"}),
    ],
    ids=lambda answer: f"{answer.status_code}-{answer.content[:24]!r}",
)
@respx.mock
def test_whatever_is_no_answer_has_one_name(answer: httpx.Response) -> None:
    respx.post(URL).mock(return_value=answer)

    with pytest.raises(ModelUnavailable) as failure:
        asyncio.run(pieces(endpoint()))
    assert not isinstance(failure.value, ModelRefused)


@pytest.mark.parametrize(
    "error", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")]
)
@respx.mock
def test_endpoint_that_is_away_has_the_same_name(error: httpx.TransportError) -> None:
    respx.post(URL).mock(side_effect=error)

    with pytest.raises(ModelUnavailable):
        asyncio.run(pieces(endpoint()))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
@respx.mock
def test_refusal_is_told_apart(status: int) -> None:
    respx.post(URL).mock(return_value=httpx.Response(status, json={"error": {"message": "no"}}))

    with pytest.raises(ModelRefused):
        asyncio.run(pieces(endpoint()))


@respx.mock
def test_key_echoed_by_an_endpoint_is_not_repeated_by_our_own_error() -> None:
    body = {"error": {"message": "Incorrect API key provided: sk-verysecret"}}
    respx.post(URL).mock(return_value=httpx.Response(401, json=body))

    with pytest.raises(ModelRefused) as failure:
        asyncio.run(pieces(endpoint()))
    assert "verysecret" not in "".join(traceback.format_exception_only(failure.value))


def test_leaving_early_closes_the_connection() -> None:
    async def leave() -> None:
        is_left = asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
            writer.write((head + chunk("公示")).encode())
            while await reader.read(1000):
                pass
            is_left.set()
            writer.close()

        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            url = f"http://127.0.0.1:{port}/v1"
            model = ChatEndpoint(url, "m", api_key=SecretStr("k"), timeout_s=60)
            stream = model.stream(PROMPT)
            assert await anext(stream) == "公示"
            await stream.aclose()
            await asyncio.wait_for(is_left.wait(), 30)

    asyncio.run(leave())
