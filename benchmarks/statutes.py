"""The statutes collection: articles, their vectors, lay questions with what answers them.

The files lie outside the repository; `--statutes` names their folder.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, TypeAdapter

from retrieval.contracts import Vectors

DEFAULT_FOLDER = Path("../shared/statutes")
FOLDS = 5  # each holds out a fifth of the questions
SPLIT_SEED = 0


class Article(BaseModel):
    """One article of a law."""

    id: int
    title: str
    article: str
    text: str

    @property
    def name(self) -> str:
        """The law and the number: its title as a document of its own."""
        return self.title + self.article


class Lay(BaseModel):
    """A lay question and the articles that are relevant to it."""

    id: int
    question: str
    relevant: tuple[int, ...]


@dataclass(frozen=True)
class Statutes:
    """Row n of `vectors` is article n: float32, unit length."""

    articles: Sequence[Article]
    queries: Sequence[Lay]
    vectors: Vectors


def load_statutes(folder: Path) -> Statutes:
    """Read the collection."""
    with gzip.open(folder / "articles.jsonl.gz", "rb") as lines:
        articles = [Article.model_validate_json(line) for line in lines]
    queries = load_queries(folder)
    vectors = np.load(folder / "e5-small-q4.f16.npy").astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Statutes(articles, queries, vectors)


def load_queries(folder: Path) -> list[Lay]:
    """Read the questions alone."""
    text = (folder / "queries.dev.jsonl").read_text(encoding="utf-8")
    return TypeAdapter(list[Lay]).validate_python(
        [json.loads(line) for line in text.splitlines() if line.strip()]
    )


def folds(n: int) -> list[NDArray[np.int64]]:
    """Return the positions that each fold holds out; the first is the held-out 20 %."""
    order = np.random.default_rng(SPLIT_SEED).permutation(n)
    return [np.sort(part) for part in np.array_split(order, FOLDS)]


def document_lines(articles: Sequence[Article]) -> Iterator[str]:
    """Yield each article as a line of a documents file."""
    for article in articles:
        line = {"id": str(article.id), "title": article.name, "text": article.text}
        yield json.dumps(line, ensure_ascii=False)
