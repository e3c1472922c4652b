"""The part of the report on calibration: scores in, Markdown out."""

from collections.abc import Iterable, Iterator

from eval.bootstrap import summarize
from eval.markdown import DASH, table
from eval.metrics.calibration import (
    Bin,
    Outcome,
    brier_score,
    expected_calibration_error,
    reliability,
)
from eval.scores import QuestionScore, Scores

BAR_CHARS = 20


def calibration_section(scores: Scores) -> list[str]:
    """Return the reliability curve of each gold file with its Brier score and calibration error."""
    return [
        "## 校准（首选证据确能回答的预测概率，与实际之比）",
        "",
        *(
            line
            for part in scores.gold_files
            for line in _of_file(
                part.name,
                _outcomes(each for each in scores.questions if each.gold_file == part.name),
            )
        ),
    ]


def _outcomes(questions: Iterable[QuestionScore]) -> list[Outcome]:
    return [
        Outcome(each.chance, each.came_true)
        for each in questions
        if each.chance is not None and each.came_true is not None
    ]


def _of_file(name: str, outcomes: list[Outcome]) -> Iterator[str]:
    brier, error = brier_score(outcomes), expected_calibration_error(outcomes)
    if brier is None or error is None:
        yield f"{name}：没有可比的预测{DASH}"
        return
    squared = [(each.chance - each.is_right) ** 2 for each in outcomes]
    spread = summarize(squared, "mean", with_interval=True)
    yield (
        f"{name}：n={len(outcomes)}，Brier {brier:.3f} [{spread.low:.3f}, {spread.high:.3f}]"
        f"（Brier 1950），ECE {error:.3f}（Naeini 等 2015，等宽 10 档）"
    )
    yield ""
    head = ["预测概率", "n", "平均预测", "实际答中", "95% 区间", "曲线（█ 实际，┃ 预测）"]
    yield from table(head, (_row(each) for each in reliability(outcomes)))
    yield ""


def _row(part: Bin) -> list[str]:
    spread = summarize([float(each.is_right) for each in part.outcomes], "mean", with_interval=True)
    return [
        f"{part.low:.1f}–{part.high:.1f}",
        str(len(part.outcomes)),
        f"{part.mean_chance:.3f}",
        f"{part.share_right:.3f}",
        f"[{spread.low:.3f}, {spread.high:.3f}]",
        _bar(part),
    ]


def _bar(part: Bin) -> str:
    """Draw the share that came true as a bar, with a mark where the prediction put its end."""
    cells = ["█" if at < round(part.share_right * BAR_CHARS) else "·" for at in range(BAR_CHARS)]
    cells[min(int(part.mean_chance * BAR_CHARS), BAR_CHARS - 1)] = "┃"
    return "`" + "".join(cells) + "`"
