"""Reading judged apart from retrieval: lines of a question with its passages in, answers out.

Answers are kept as they come, so that a stopped reading goes on where it ended. A line that cannot
be read is told and left out; the rest goes on.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.answer import Status
from bot.errors import BotError
from bot.reader import Reading
from eval.errors import ContextsUnusable
from eval.json_lines import append_line, drop_cut_line, whole_lines
from prompts import message

log = logging.getLogger(__name__)

Id = str | int


class Context(BaseModel):
    """A line of the input; fields of another name are passed over."""

    model_config = ConfigDict(frozen=True, strict=True)

    id: Id
    question: str = Field(min_length=1)
    passages: tuple[str, ...]


class PassageCitation(BaseModel):
    """A quote that is exactly a part of passage number `passage`, counted from 0."""

    passage: int
    quote: str


class ReaderAnswer(BaseModel):
    """A line of the output; `citations[n - 1]` is what the marker `[n]` in the answer points to."""

    id: Id
    status: Status
    answer: str
    citations: tuple[PassageCitation, ...]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line without an answer, counted from 1, with the reason in Chinese."""

    number: int
    reason: str


class Reads(Protocol):
    """Answers a question from passages."""

    async def answer(self, question: str, passages: tuple[str, ...]) -> Reading:
        """Return the answer."""
        ...


OnProgress = Callable[[int], None]


async def read_all(
    contexts: Path, out: Path, reader: Reads, *, on_progress: OnProgress
) -> list[BadLine]:
    """Answer every line that has no answer yet, in order; return the lines that could not be.

    Raises:
        ContextsUnusable: the input cannot be opened, or the output is something else.
    """
    answered = _answered(out)
    seen: set[Id] = set()
    bad: list[BadLine] = []
    for number, line in _lines(contexts):
        context = _context(number, line, seen)
        if isinstance(context, Context) and context.id not in answered:
            context = await _read(number, context, out, reader)
        if isinstance(context, BadLine):
            bad.append(context)
        on_progress(number)
    return bad


def _context(number: int, line: bytes, seen: set[Id]) -> Context | BadLine:
    try:
        context = Context.model_validate_json(line)
    except ValidationError as error:
        return BadLine(number, _reason(error))
    if context.id in seen:
        return BadLine(number, f"id {context.id!r} 重复")
    seen.add(context.id)
    return context


async def _read(number: int, context: Context, out: Path, reader: Reads) -> Context | BadLine:
    # Whatever one line raises, the answers already paid for are kept.
    try:
        reading = await reader.answer(context.question, context.passages)
    except BotError as error:
        return BadLine(number, str(error))
    except Exception as error:
        log.exception("line failed", extra={"line": number})
        return BadLine(number, f"{type(error).__name__}: {error}")
    append_line(out, _told(context.id, reading).model_dump_json())
    return context


def _told(id_: Id, reading: Reading) -> ReaderAnswer:
    answer = reading.answer
    citations = tuple(
        PassageCitation(passage=quote.passage, quote=quote.text) for quote in reading.quotes
    )
    # What is near is told apart from the answer, and has no place in this output.
    text = answer.answer.removesuffix(message("insufficient.related"))
    return ReaderAnswer(id=id_, status=answer.status, answer=text, citations=citations)


def _answered(out: Path) -> set[Id]:
    drop_cut_line(out)
    try:
        return {ReaderAnswer.model_validate_json(line).id for line in whole_lines(out)}
    except ValidationError as error:
        raise ContextsUnusable(f"{out} 里不是 reader 的答案；请换一个 --out") from error


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line.removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise ContextsUnusable(f"{path}：读不出来，{error}") from error


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return "不是合法的 JSON"
    where = ".".join(str(step) for step in first["loc"] if step not in ("str", "int")) or "整行"
    return f"{where}：{first['msg']}"
