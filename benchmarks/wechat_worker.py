"""One server process of the simulation: the real bridge over an assistant of known slowness.

A question "题<id> <seconds>" is answered "答<id>" after so many seconds.
"""

import asyncio
import os
import re
import socket
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import uvicorn

from api.app import build_app
from api.bridges import bridges_of
from api.fakes import (
    MemoryStore,
    RememberedFeedback,
    ScriptedLibrary,
    ScriptedSearcher,
    SteadyPreparation,
)
from api.state import AppState
from bot.answer import Answer, Citation, Status
from bot.question import Question
from bot.settings import load_settings
from corpus import Document, Metadata, Validity

_ASKED = re.compile(r"题(\w+) ([\d.]+)")


class SlowAssistant:
    """Answers after the time that the question names."""

    async def answer(self, question: Question) -> Answer:
        """Return the answer that belongs to the question."""
        match = _ASKED.fullmatch(question.text)
        if match is None:
            raise ValueError("not a question of the simulation")
        await asyncio.sleep(float(match[2]))
        cited = Citation(
            1, "d", "文件", None, None, None, Validity.UNKNOWN, (), "原文", 0, 2, None, "/d#s0-2"
        )
        return Answer(
            "a", f"s{match[1]}", Status.ANSWERED, f"- 答{match[1]}。[1]", (cited,), generated=True
        )


class _Server(uvicorn.Server):
    """A server that leaves a file when it takes connections."""

    def __init__(self, config: uvicorn.Config, opened: Path) -> None:
        super().__init__(config)
        self._opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, and say so."""
        await super().startup(sockets)
        self._opened.touch()


def serve(listener: socket.socket, environment: Mapping[str, str], log: Path, opened: Path) -> None:
    """Serve on a socket with these settings; what is printed goes to the log."""
    with log.open("ab") as printed:
        os.dup2(printed.fileno(), sys.stdout.fileno())
        os.dup2(printed.fileno(), sys.stderr.fileno())
    os.environ.update(environment)
    assistant, preparation = SlowAssistant(), SteadyPreparation()
    document = Document("d", "0" * 64, "原文", Metadata(title="文件"), ())
    settings = load_settings()
    state = AppState(
        assistant=assistant,  # type: ignore[arg-type]  # it is never streamed from
        store=MemoryStore(document, ()),
        searcher=ScriptedSearcher(()),
        preparation=preparation,
        feedback=RememberedFeedback(),
        library=ScriptedLibrary(Path(tempfile.gettempdir())),
        admin_token=settings.admin_token,
        model_is_configured=False,
        examples=tuple,
        bridges=bridges_of(
            settings, assistant=assistant, require_answers=preparation.require_answers
        ),
    )
    config = uvicorn.Config(build_app(state), log_level="warning", access_log=False)
    _Server(config, opened).run(sockets=[listener])
