from collections.abc import Callable

from bot.answer import Answer
from eval.gold import GoldQuestion
from eval.record import Predicted
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


def test_report_shows_how_far_predicted_chances_came_true(
    make_run: MakeRun, answers: dict[str, Answer], gold: dict[str, GoldQuestion]
) -> None:
    folder = make_run("run", answers)
    # q1 foresees its quote with 0.95; q3, to be declined, foresees another with 0.15.
    for id_, chance in (("q1", 0.95), ("q3", 0.15)):
        record = folder.records()[id_]
        at = Predicted(chance=chance, document_id="004_a", start=0, end=20)
        folder.append(record.model_copy(update={"predicted": at}))
    text = render_report(score_run(folder), gold, folder.records(), n_worst=1)
    # Brier (0.05² + 0.15²) / 2 = 0.0125, calibration error (0.05 + 0.15) / 2
    assert "dev.jsonl：n=2，Brier 0.013" in text or "dev.jsonl：n=2，Brier 0.012" in text
    assert "ECE 0.100" in text
    assert "| 0.9–1.0 | 1 | 0.950 | 1.000 | [1.000, 1.000] |" in text
    assert "| 0.1–0.2 | 1 | 0.150 | 0.000 | [0.000, 0.000] |" in text
