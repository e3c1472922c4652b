"""Scores in, Markdown out: what a maintainer reads after a run."""

from collections.abc import Iterable, Mapping

from eval.calibration_section import calibration_section
from eval.check import CategoryCount
from eval.compare import Comparison
from eval.gold import GoldQuestion
from eval.markdown import DASH, interval, number, table
from eval.metrics import METRICS
from eval.record import Record
from eval.scores import Scores, Slice
from eval.worst import describe_case, worst

CATEGORY_METRICS = (
    "answer_accuracy",
    "abstention_recall",
    "clarify_accuracy",
    "evidence_recall",
    "citation_validity",
    "figure_support",
    "retrieval_recall@20",
    "ndcg@10",
    "answer_chars_p50",
    "latency_ms_p50",
)


def render_report(
    scores: Scores,
    gold: Mapping[str, GoldQuestion],
    records: Mapping[str, Record],
    *,
    n_worst: int,
) -> str:
    """Return the report of one run."""
    parts = (scores.total, *scores.gold_files)
    heads = [f"{part.name}（n={part.n}）" for part in parts]
    rows = [[name, *(_with_interval(name, part) for part in parts)] for name in METRICS]
    return "\n".join(
        [
            f"# {scores.run}",
            "",
            *_warnings(scores),
            "## 总表（方括号内是 95% 自助区间，n 是该指标适用的题数）",
            "",
            *table(["指标", *heads], rows),
            "",
            "## 按类别",
            "",
            *table(
                ["类别", "n", *CATEGORY_METRICS],
                [_category_row(part) for part in (*scores.categories, scores.total)],
            ),
            "",
            *calibration_section(scores),
            "",
            f"## 最差的 {n_worst} 题",
            "",
            *(
                line
                for each in worst(scores, n_worst)
                for line in describe_case(each, gold, records)
            ),
        ]
    )


def render_comparison(found: Comparison) -> str:
    """Return the comparison of two runs; `*` marks an interval that leaves out zero."""
    rows = [
        [
            change.metric + ("*" if change.is_clear else ""),
            number(change.metric, change.difference.value, signed=True),
            interval(change.metric, change.difference, signed=True),
            str(change.difference.n),
        ]
        for change in found.changes
    ]
    return "\n".join(
        [
            f"# {found.before} → {found.after}（共同题目 {found.n}）",
            "",
            *table(["指标（* 区间不含 0）", "差", "95% 区间（配对）", "n"], rows),
            "",
            f"由错变对 {len(found.gained)}：{'、'.join(found.gained) or DASH}",
            f"由对变错 {len(found.lost)}：{'、'.join(found.lost) or DASH}",
        ]
    )


def render_counts(counts: Iterable[CategoryCount]) -> str:
    """Return the table of gold categories with the share to be declined."""
    rows = [
        [
            each.category,
            str(each.n),
            str(each.to_decline),
            f"{each.to_decline / max(each.n, 1):.0%}",
        ]
        for each in counts
    ]
    return "\n".join(table(["类别", "题数", "应拒答", "占比"], rows))


def _warnings(scores: Scores) -> list[str]:
    notes = []
    if scores.total.failed:
        notes.append(f"- 有 {scores.total.failed} 题出错，按答错计。")
    if scores.unasked:
        notes.append(f"- 题目文件中有 {scores.unasked} 题没有问。")
    if scores.changed_gold:
        notes.append(f"- 打分时题目文件已与运行时不同：{'、'.join(scores.changed_gold)}。")
    return [*notes, ""] if notes else []


def _category_row(part: Slice) -> list[str]:
    values = (number(name, part.metrics[name].value) for name in CATEGORY_METRICS)
    return [part.name, str(part.n), *values]


def _with_interval(name: str, part: Slice) -> str:
    summary = part.metrics[name]
    if summary.value is None:
        return DASH
    return f"{number(name, summary.value)} {interval(name, summary)} n={summary.n}"
