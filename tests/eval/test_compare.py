from collections.abc import Callable

from bot.answer import Answer
from eval.compare import compare
from eval.report import render_comparison
from eval.run_folder import RunFolder
from eval.score import score_run

MakeAnswer = Callable[..., Answer]
MakeRun = Callable[..., RunFolder]


def test_comparison_names_verdicts_that_changed(
    make_run: MakeRun, answers: dict[str, Answer], make_answer: MakeAnswer
) -> None:
    before = score_run(make_run("before", answers))
    better = answers | {"q2": make_answer("共67种[1]。", "免罚67种"), "q3": answers["q1"]}
    found = compare(before, score_run(make_run("after", better)))
    assert (found.n, found.gained, found.lost) == (4, ("q2",), ("q3",))
    changes = {change.metric: change.difference.value for change in found.changes}
    assert changes["answer_accuracy"] == 0.5
    assert changes["abstention_recall"] == -0.5
    assert "由错变对 1：q2" in render_comparison(found)
