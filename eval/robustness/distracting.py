"""What is put beside the bundled documents to mislead: policy files and statute articles.

The statutes come as articles, one a line of a gzipped JSONL file; they are read as the laws that
they are of, so that what is ingested looks like what an operator would bring.
"""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError

from eval.errors import RunUnusable

SHARED = Path("../shared")
POLICIES = SHARED / "policies"
STATUTES = SHARED / "statutes" / "articles.jsonl.gz"
N_ARTICLES = 2000
SEED = 20220919


class Article(BaseModel):
    """An article (条) of a law."""

    id: int
    title: str
    article: str
    text: str


_ARTICLE = TypeAdapter(Article)


def write_statutes(articles: Sequence[Article], path: Path) -> None:
    """Write articles as documents, one a law, in the shape that the product ingests."""
    laws: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        laws[article.title].append(article)
    with path.open("w", encoding="utf-8") as file:
        for title, its_own in laws.items():
            text = "\n".join([title, *(f"{one.article} {one.text}" for one in its_own)])
            line = {"id": f"statute-{its_own[0].id}", "title": title, "text": text}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def read_articles(path: Path, *, n: int = N_ARTICLES) -> list[Article]:
    """Return n articles of whole laws, drawn by lot, the same at every call.

    Raises:
        RunUnusable: the file is absent or not of this shape.
    """
    laws: dict[str, list[Article]] = defaultdict(list)
    try:
        with gzip.open(path, "rb") as lines:
            for line in lines:
                article = _ARTICLE.validate_json(line)
                laws[article.title].append(article)
    except (OSError, EOFError, ValidationError) as error:
        raise RunUnusable(f"{path}：读不出法条，{error}") from error
    return list(_drawn(laws, n))


def _drawn(laws: dict[str, list[Article]], n: int) -> Iterator[Article]:
    titles = sorted(laws)
    random.Random(SEED).shuffle(titles)
    left = n
    for title in titles:
        yield from laws[title][:left]
        left -= min(left, len(laws[title]))
