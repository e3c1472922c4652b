from collections.abc import Callable

from bot.answer import Answer
from eval.gold import GoldQuestion
from eval.report import render_report
from eval.run_folder import RunFolder
from eval.score import score_run
from eval.worst import worst

MakeRun = Callable[..., RunFolder]


def test_report_shows_totals_categories_and_worst(
    make_run: MakeRun, answers: dict[str, Answer], gold: dict[str, GoldQuestion]
) -> None:
    folder = make_run("run", answers)
    scores = score_run(folder)
    text = render_report(scores, gold, folder.records(), n_worst=10)
    assert [each.id for each in worst(scores, 10)] == ["q2", "q4"]
    assert "| answer_accuracy | 0.500 [0.000, 1.000] n=2 | 0.500 [0.000, 1.000] n=2 |" in text
    assert "| out_of_scope | 1 |" in text
    assert "### q2 鹤壁多少种？" in text
    assert "- 问题所在：选句（证据已检到，未引用）" in text
    assert "- 缺的要点：67种" in text
