"""What is examined, and the description of it that a run folder keeps."""

import os
import platform
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from pydantic import JsonValue, TypeAdapter

from bot.answer import Answer
from bot.evidence.judging import Finding
from bot.question import Mode, Question
from bot.settings import Settings
from corpus import Document, DocumentRecord
from eval.errors import RunUnusable
from eval.gold import GoldFile
from eval.record import GoldRef, RunConfig
from eval.selection import Selection
from retrieval import SearchResult

USER_INFO = re.compile(r"(?<=://)[^/@\s\"]+@")
_JSON = TypeAdapter(dict[str, JsonValue])


class Answering(Protocol):
    """Answers a question."""

    async def answer(self, question: Question) -> Answer:
        """Return the whole answer."""
        ...

    def searched_for(self, question: Question) -> str:
        """Return the question with what it leans on, as it is searched for."""
        ...

    def findings(self, question: Question) -> list[Finding]:
        """Return what is found for a question: what its answer is made of."""
        ...


class Searching(Protocol):
    """Searches as who looks passages up does."""

    def search(self, text: str, *, limit: int) -> SearchResult:
        """Return the first hits."""
        ...


class Documents(Protocol):
    """The documents that answers are drawn from."""

    def records(self) -> list[DocumentRecord]:
        """Return what is kept, without texts."""
        ...

    def document(self, document_id: str) -> Document | None:
        """Return a document with its source text."""
        ...

    def fingerprint(self) -> str:
        """Return the hash over all documents."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """What is examined: the parts of the product that a run touches."""

    assistant: Answering
    searcher: Searching
    store: Documents
    settings: Settings


def describe(
    subject: Subject, name: str, files: Sequence[GoldFile], selection: Selection, *, mode: Mode
) -> RunConfig:
    """Return the config of a run that is about to begin."""
    return RunConfig(
        name=name,
        started=datetime.now(UTC),
        gold=tuple(GoldRef(path=file.path, sha256=file.sha256) for file in files),
        categories=selection.categories,
        limit=selection.limit,
        mode=mode,
        settings=_without_secrets(subject.settings),
        corpus_fingerprint=subject.store.fingerprint(),
        git_commit=_git_commit(),
        python=platform.python_version(),
        cpu_count=os.cpu_count(),
        load_average=os.getloadavg(),
    )


def check_same(config: RunConfig, subject: Subject, files: Sequence[GoldFile]) -> None:
    """Make sure that a stopped run goes on with what it began with.

    Raises:
        RunUnusable: gold, documents or settings are not the same.
    """
    gold = tuple(GoldRef(path=file.path, sha256=file.sha256) for file in files)
    same = {
        "题目文件": gold == config.gold,
        "资料": subject.store.fingerprint() == config.corpus_fingerprint,
        "设置": _without_secrets(subject.settings) == config.settings,
    }
    changed = [part for part, unchanged in same.items() if not unchanged]
    if changed:
        raise RunUnusable(f"{'、'.join(changed)}已变，不能续跑 {config.name!r}；请重新 run")


def _without_secrets(settings: Settings) -> dict[str, JsonValue]:
    # Keys are SecretStr and dump as asterisks; database URLs can hold a password as well.
    return _JSON.validate_json(USER_INFO.sub("***@", settings.model_dump_json()))


def _git_commit() -> str | None:
    command = ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(
            command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
