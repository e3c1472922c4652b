import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer import Answer
from eval.errors import RunUnusable
from eval.run_folder import RunFolder
from eval.score import score_run
from eval.scores import load_scores

MakeRun = Callable[..., RunFolder]


def test_totals_by_hand(make_run: MakeRun, answers: dict[str, Answer]) -> None:
    metrics = score_run(make_run("run", answers)).total.metrics
    values = {name: (summary.n, summary.value) for name, summary in metrics.items()}
    assert values["answer_accuracy"] == (2, 0.5)
    assert values["abstention_recall"] == (2, 0.5)
    assert values["abstention_precision"] == (1, 1.0)
    assert values["clarify_accuracy"] == (0, None)
    assert values["evidence_recall"] == (2, 0.5)
    assert values["citation_validity"] == (3, 1.0)
    assert metrics["figure_support"].n == 3
    assert metrics["figure_support"].value == pytest.approx(2 / 3)
    assert values["retrieval_recall@5"] == (2, 1.0)
    assert values["answer_chars_p50"] == (3, 10.0)
    assert values["latency_ms_p95"] == (4, 10.0)


def test_scores_say_what_was_missing(make_run: MakeRun, answers: dict[str, Answer]) -> None:
    folder = make_run("run", answers)
    scored = {each.id: each for each in score_run(folder).questions}
    assert scored["q1"].right
    assert scored["q2"].missing_must == (("67种",),)
    assert scored["q2"].uncited == ("首错免罚67种",)
    assert scored["q2"].unsupported_figures == ("66种",)
    assert scored["q3"].right
    assert not scored["q4"].right
    assert load_scores(folder) == score_run(folder)


def test_failed_and_unasked_questions_are_counted(
    make_run: MakeRun, answers: dict[str, Answer]
) -> None:
    scores = score_run(make_run("run", {"q1": None, "q3": answers["q3"]}))
    assert (scores.total.n, scores.total.failed, scores.unasked) == (2, 1, 2)
    assert scores.total.metrics["answer_accuracy"].value == 0.0


def test_gold_that_changed_since_the_run_is_told(
    make_run: MakeRun, answers: dict[str, Answer], tmp_path: Path
) -> None:
    assert score_run(make_run("run", answers)).changed_gold == (str(tmp_path / "dev.jsonl"),)


def test_a_run_without_answers_cannot_be_scored(make_run: MakeRun) -> None:
    with pytest.raises(RunUnusable, match="还没有一题"):
        score_run(make_run("run", {}))


def test_an_unscored_run_says_what_to_do(make_run: MakeRun, answers: dict[str, Answer]) -> None:
    with pytest.raises(RunUnusable, match="python -m eval score"):
        load_scores(make_run("run", answers))


def test_scores_file_has_null_where_a_metric_does_not_apply(
    make_run: MakeRun, answers: dict[str, Answer]
) -> None:
    folder = make_run("run", answers)
    score_run(folder)
    kept = json.loads((folder.path / "scores.json").read_text("utf-8"))
    assert kept["total"]["metrics"]["clarify_accuracy"]["value"] is None
