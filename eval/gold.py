"""Gold questions: JSONL files in, validated questions out.

The shape is that of `contract.md`. Reading stops at the first fault, since a score over half of
the questions would be mistaken for a score over all.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.errors import GoldInvalid

GOLD_FOLDER = Path(__file__).parent / "gold"
DEV_GOLD = GOLD_FOLDER / "dev.jsonl"
DEFAULT_GOLD = (DEV_GOLD, GOLD_FOLDER / "test.jsonl")

Text = Annotated[str, Field(min_length=1)]
Group = Annotated[tuple[Text, ...], Field(min_length=1)]


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldTurn(_Gold):
    """One earlier message of the conversation, oldest first."""

    role: Literal["user", "assistant"]
    content: Text


class GoldQuote(_Gold):
    """Words of a source; `doc` is what the document's id begins with."""

    doc: Text
    quote: Text


class EvidenceGroup(_Gold):
    """One piece of evidence that an answer needs; any one of the quotes satisfies it."""

    any: Annotated[tuple[GoldQuote, ...], Field(min_length=1)]


class GoldQuestion(_Gold):
    """A question with what a right answer must hold.

    `must` is a list of groups, each a list of alternatives of which one has to be present;
    `must_not` is a list of texts of which none may be.
    """

    id: Text
    question: Text
    asker: Literal["enterprise", "staff"]
    category: Text
    history: tuple[GoldTurn, ...] = ()
    expect: Literal["answer", "abstain", "clarify"]
    must: tuple[Group, ...] = ()
    must_not: tuple[Text, ...] = ()
    evidence: tuple[EvidenceGroup, ...] = ()
    difficulty: Annotated[int, Field(ge=1, le=3)] = 2
    note: str = ""


@dataclass(frozen=True, slots=True)
class GoldFile:
    """The questions of one file, with its path as given and the hash of its bytes."""

    path: str
    sha256: str
    questions: tuple[GoldQuestion, ...]

    @property
    def name(self) -> str:
        """The file's name without folders, by which reports and gates call it."""
        return Path(self.path).name


def load_gold(paths: Iterable[Path]) -> list[GoldFile]:
    """Read gold files in the order given.

    Raises:
        GoldInvalid: a file is absent, a line is not a gold question, or an id comes twice.
    """
    files = [_load_file(path) for path in paths]
    seen: dict[str, str] = {}
    for file in files:
        for question in file.questions:
            if question.id in seen:
                raise GoldInvalid(
                    f"{file.path}：题号 {question.id!r} 重复，已见于 {seen[question.id]}"
                )
            seen[question.id] = file.path
    return files


def _load_file(path: Path) -> GoldFile:
    try:
        data = path.read_bytes()
        text = data.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldInvalid(f"{path}：读不出来，{error}") from error
    questions = tuple(_questions(path, text))
    return GoldFile(str(path), hashlib.sha256(data).hexdigest(), questions)


def _questions(path: Path, text: str) -> Iterator[GoldQuestion]:
    # Not splitlines(): U+2028 and the like may stand unescaped inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield GoldQuestion.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"]) or "整行"
            raise GoldInvalid(f"{path} 第 {number} 行：{where}：{first['msg']}") from error
