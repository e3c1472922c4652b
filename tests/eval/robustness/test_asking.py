"""The slow step over the real product, by words alone, on a trial of one question."""

import gzip
import json
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.errors import RunUnusable
from eval.gold import DEV_GOLD, load_gold
from eval.robustness.asking import TrialConfig, begin, config_of
from eval.robustness.distracting import read_articles, write_statutes
from eval.run_folder import RunFolder


@pytest.fixture
def config(tmp_path: Path) -> TrialConfig:
    gold = tmp_path / "gold.jsonl"
    asked = [each for each in load_gold([DEV_GOLD])[0].questions if each.expect == "answer"]
    figures = [each for each in asked if not each.history and "科技贷" in each.question][:1]
    gold.write_text("".join(f"{each.model_dump_json()}\n" for each in figures), "utf-8")
    statutes = tmp_path / "articles.jsonl.gz"
    with gzip.open(statutes, "wt", encoding="utf-8") as file:
        for at in range(4):
            article = {"id": at, "title": f"法{at // 2}", "article": f"第{at}条", "text": "应当。"}
            file.write(json.dumps(article) + "\n")
    return TrialConfig(
        kind="distractors",
        gold=(gold,),
        n=9,
        words_only=True,
        policies=tmp_path,
        statutes=statutes,
        embedding_cache=tmp_path / "embeddings.sqlite3",
    )


def test_a_trial_is_asked_judged_and_not_asked_again(
    tmp_path: Path, config: TrialConfig, capsys: pytest.CaptureFixture[str]
) -> None:
    policies = tmp_path / "policies"
    policies.mkdir()
    (policies / "条例.md").write_text("# 某条例\n\n第一条 为了规范管理，制定本条例。\n", "utf-8")
    folder = tmp_path / "trial"
    begin(folder, config.model_copy(update={"policies": policies}))
    assert main(["robust", "distractors", "--resume", str(folder)]) == 0
    told = capsys.readouterr()
    assert "| 正确之差 | +0.000 | [+0.000, +0.000] | 1 |" in told.out
    assert "plain：1 题" in told.err
    assert len(RunFolder(folder / "crowded").records()) == 1
    assert list((folder / "data").iterdir()) == []
    assert main(["robust", "distractors", "--resume", str(folder)]) == 0
    again = capsys.readouterr()
    assert again.out == told.out
    assert "plain：1 题" not in again.err


def test_a_folder_is_begun_once(tmp_path: Path, config: TrialConfig) -> None:
    begin(tmp_path / "trial", config)
    assert config_of(tmp_path / "trial") == config
    with pytest.raises(RunUnusable):
        begin(tmp_path / "trial", config)
    with pytest.raises(RunUnusable):
        config_of(tmp_path)


def test_statutes_are_drawn_as_whole_laws(tmp_path: Path, config: TrialConfig) -> None:
    articles = read_articles(config.statutes, n=3)
    assert articles == read_articles(config.statutes, n=3)
    assert len(articles) == 3
    write_statutes(articles, tmp_path / "laws.jsonl")
    laws = [json.loads(line) for line in (tmp_path / "laws.jsonl").read_text("utf-8").splitlines()]
    assert [len(law["text"].split("\n")) for law in laws] == [3, 2]  # each begins with its title


def test_absent_statutes_are_told(tmp_path: Path) -> None:
    with pytest.raises(RunUnusable, match=r"none\.gz"):
        read_articles(tmp_path / "none.gz")
