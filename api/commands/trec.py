"""Searches in bulk, as a TREC run: queries in, `qid Q0 document_id rank score tag` lines out."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from api.commands.command_failed import CommandFailed
from retrieval import Retriever

TAG = "zhengce"
# Several chunks of a document fold into one line, so more chunks are asked for than lines wanted.
CHUNKS_PER_LINE = 2
# Scoring programs sort by score and break ties as they please: no two lines share one.
SCORE_STEP = 1e-6


class Query(BaseModel):
    """One line of a queries file; other fields are left alone. An id may be a number."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    id: str
    question: str


def read_queries(path: Path) -> list[Query]:
    """Read a queries file, one JSON object a line.

    Raises:
        CommandFailed: the file cannot be read or a line is not a query; the message names it.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandFailed(f"读不了 {path}：{error}") from error
    return [_query(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def run_lines(queries: Iterable[Query], retriever: Retriever, *, limit: int) -> Iterator[str]:
    """Yield at most `limit` lines a query, best first, each document once with its best score."""
    for query in queries:
        best: dict[str, float] = {}
        for passage in retriever.retrieve(query.question, k=limit * CHUNKS_PER_LINE):
            best.setdefault(passage.chunk.document_id, passage.score)
        last = float("inf")
        for rank, (document_id, score) in enumerate(list(best.items())[:limit], 1):
            last = min(round(score, 6), last - SCORE_STEP)
            yield f"{query.id} Q0 {document_id} {rank} {last:.6f} {TAG}"


def write_run(path: Path, lines: Iterable[str]) -> None:
    """Write the lines while they come.

    Raises:
        CommandFailed: the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise CommandFailed(f"写不了 {path}：{error.strerror or error}。") from error


def _query(path: Path, number: int, line: str) -> Query:
    try:
        return Query.model_validate_json(line)
    except ValidationError as error:
        raise CommandFailed(
            f'{path} 第 {number} 行不是 {{"id": …, "question": …}} 这样的一行 JSON'
        ) from error
