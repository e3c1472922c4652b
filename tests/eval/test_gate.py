from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer import Answer
from eval.errors import GateInvalid
from eval.gate import load_gate, shortfalls
from eval.run_folder import RunFolder
from eval.score import score_run

MakeRun = Callable[..., RunFolder]


def test_gate_names_each_metric_below_its_floor_or_above_its_ceiling(
    make_run: MakeRun, answers: dict[str, Answer], tmp_path: Path
) -> None:
    path = tmp_path / "gate.toml"
    path.write_text(
        "[every.at_least]\nanswer_accuracy = 0.8\nevidence_recall = 0.4\nclarify_accuracy = 1.0\n"
        "[every.at_most]\nlatency_ms_p50 = 9\n"
        '["dev.jsonl".at_least]\nevidence_recall = 0.9\n',
        "utf-8",
    )
    assert shortfalls(score_run(make_run("run", answers)), load_gate(path)) == [
        "dev.jsonl：answer_accuracy 为 0.5，低于下限 0.8（n=2）",
        "dev.jsonl：evidence_recall 为 0.5，低于下限 0.9（n=2）",
        "dev.jsonl：latency_ms_p50 为 10，高于上限 9（n=4）",
    ]


def test_gate_with_an_unknown_metric_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_text("[every.at_least]\naccuracy = 1.0\n", "utf-8")
    with pytest.raises(GateInvalid, match="'accuracy'"):
        load_gate(path)
