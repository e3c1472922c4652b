"""The server as a process of its own sees it: real sockets, real streams."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import httpx
import pytest
import uvicorn

from api.app import build_app
from api.commands.command_failed import CommandFailed
from api.serving import listen
from api.state import AppState
from bot.contracts import Event
from bot.fakes import ScriptedAssistant
from bot.question import Question


class _PausingAssistant(ScriptedAssistant):
    """Waits before each event behind the first, until it is let go on."""

    def __init__(self, scripted: ScriptedAssistant) -> None:
        super().__init__(scripted.result)
        self.may_go_on = threading.Event()
        self.was_left = threading.Event()

    async def stream(self, question: Question) -> AsyncIterator[Event]:
        try:
            async for event in super().stream(question):
                yield event
                await asyncio.to_thread(self.may_go_on.wait, 10)
        finally:
            self.was_left.set()


@pytest.fixture
def pausing(assistant: ScriptedAssistant) -> _PausingAssistant:
    return _PausingAssistant(assistant)


@pytest.fixture
def address(state: AppState, pausing: _PausingAssistant) -> Iterator[str]:
    listener = listen("127.0.0.1", 0)
    app = build_app(replace(state, assistant=pausing))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    pausing.may_go_on.set()
    server.should_exit = True
    thread.join(timeout=60)
    listener.close()


def test_first_event_arrives_while_the_answer_is_still_written(
    address: str, pausing: _PausingAssistant
) -> None:
    body = {"question": "科技贷累计放款多少？", "stream": True}

    with httpx.stream("POST", f"{address}/api/chat", json=body, timeout=60) as response:
        lines = response.iter_lines()
        assert next(lines) == "event: status"
        assert pausing.asked == []
        pausing.may_go_on.set()
        events = [line for line in lines if line.startswith("event: ")]

    assert events == ["event: citation", "event: delta", "event: done"]


def test_asker_who_leaves_ends_the_work(address: str, pausing: _PausingAssistant) -> None:
    body = {"question": "科技贷累计放款多少？", "stream": True}

    with httpx.stream("POST", f"{address}/api/chat", json=body, timeout=60) as response:
        assert next(response.iter_lines()) == "event: status"

    assert pausing.was_left.wait(timeout=60)
    assert pausing.asked == []


def test_port_in_use_is_told_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(CommandFailed, match="--port"):
            listen("127.0.0.1", taken.getsockname()[1])
