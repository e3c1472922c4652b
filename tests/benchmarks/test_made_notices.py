"""The made notices are the same each time, and none is like another."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.made_notices import make_notices


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"text": f"第{n}条规定。"}) + "\n" for n in range(5))
    return path


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_the_same_notices_are_made_each_time(articles: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        make_notices(articles, 20, tmp_path / name, is_short=True)
    made = texts(tmp_path / "one")

    assert made == texts(tmp_path / "other")
    assert len(set(made.values())) == len(made) == 20


def test_a_short_notice_holds_one_article(articles: Path, tmp_path: Path) -> None:
    make_notices(articles, 3, tmp_path / "short", is_short=True)
    make_notices(articles, 3, tmp_path / "long", is_short=False)

    assert {text.count("规定。") for text in texts(tmp_path / "short").values()} == {1}
    assert min(text.count("规定。") for text in texts(tmp_path / "long").values()) >= 8
