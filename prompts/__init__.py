"""Words sent to people and to models: versioned files, read once, typed."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class WrittenExample:
    """A question, and the id of the bundled document that answers it."""

    text: str
    document_id: str


@dataclass(frozen=True, slots=True)
class RefusalPattern:
    """A demand to break the rules, and the expression that recognises it.

    `in_documents`: a sentence of a document that matches is an order to the assistant, too.
    """

    demand: str
    regex: re.Pattern[str]
    examples: tuple[str, ...]
    in_documents: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told: the rules, and the question with its evidence."""

    version: int
    system: str
    user: str


@cache
def _table(name: str) -> dict[str, object]:
    return tomllib.loads(files("prompts").joinpath(name).read_text(encoding="utf-8"))


@cache
def message(key: str) -> str:
    """Return the message at a dotted key of `messages.toml`, such as `gap.text`.

    Raises:
        KeyError: there is no such message.
    """
    node: object = _table("messages.toml")
    for step in key.split("."):
        if not isinstance(node, dict) or step not in node:
            raise KeyError(key)
        node = node[step]
    if not isinstance(node, str):
        raise KeyError(key)
    return node


@cache
def written_examples() -> tuple[WrittenExample, ...]:
    """Return the example questions that were written for the bundled documents."""
    rows = _table("examples.toml")["questions"]
    if not isinstance(rows, list):
        raise TypeError("examples.toml holds no questions")
    return tuple(WrittenExample(row["text"], row["document"]) for row in rows)


def example_questions() -> tuple[str, ...]:
    """Return the words of the written examples."""
    return tuple(example.text for example in written_examples())


@cache
def refusal_patterns() -> tuple[RefusalPattern, ...]:
    """Return the demands that are refused."""
    table = _table("refusals.toml")
    rows, words = table["pattern"], table["words"]
    if not isinstance(rows, list) or not isinstance(words, dict):
        raise TypeError("refusals.toml holds no patterns or no words")

    def spelled_out(regex: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"@(\w+)@", lambda match: str(words[match[1]]), regex))

    return tuple(
        RefusalPattern(
            row["demand"],
            spelled_out(row["regex"]),
            tuple(row["examples"]),
            row.get("in_documents", False),
        )
        for row in rows
    )


def answer_prompt(question: str, evidence: str) -> Prompt:
    """Return what the writing model is told of a question and its numbered evidence."""
    table = _table("answer.toml")
    version, system, user = table["version"], table["system"], table["user"]
    if not (isinstance(version, int) and isinstance(system, str) and isinstance(user, str)):
        raise TypeError("answer.toml needs a version, a system and a user text")
    return Prompt(
        version, system.strip(), user.format(question=question, evidence=evidence).strip()
    )


__all__ = [
    "Prompt",
    "RefusalPattern",
    "WrittenExample",
    "answer_prompt",
    "example_questions",
    "message",
    "refusal_patterns",
]
