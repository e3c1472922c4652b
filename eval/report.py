"""Scores in, Markdown out: what a maintainer reads after a run."""

from collections.abc import Iterable, Mapping, Sequence

from eval.bootstrap import Summary
from eval.check import CategoryCount
from eval.compare import Comparison
from eval.gold import GoldQuestion
from eval.metrics import METRICS
from eval.run_folder import Record
from eval.score import QuestionScore, Scores, Slice

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
DASH = "–"


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
            *_table(["指标", *heads], rows),
            "",
            "## 按类别",
            "",
            *_table(
                ["类别", "n", *CATEGORY_METRICS],
                [_category_row(part) for part in (*scores.categories, scores.total)],
            ),
            "",
            f"## 最差的 {n_worst} 题",
            "",
            *(line for each in worst(scores, n_worst) for line in _case(each, gold, records)),
        ]
    )


def render_comparison(found: Comparison) -> str:
    """Return the comparison of two runs; `*` marks an interval that leaves out zero."""
    rows = [
        [
            change.metric + ("*" if change.is_clear else ""),
            _number(change.metric, change.difference.value, signed=True),
            _interval(change.metric, change.difference, signed=True),
            str(change.difference.n),
        ]
        for change in found.changes
    ]
    return "\n".join(
        [
            f"# {found.before} → {found.after}（共同题目 {found.n}）",
            "",
            *_table(["指标（* 区间不含 0）", "差", "95% 区间（配对）", "n"], rows),
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
    return "\n".join(_table(["类别", "题数", "应拒答", "占比"], rows))


def worst(scores: Scores, n: int) -> list[QuestionScore]:
    """Return the n questions that went wrong worst: least evidence cited, most words missing."""
    wrong = [each for each in scores.questions if not each.right]
    return sorted(wrong, key=_badness)[:n]


def stage_at_fault(score: QuestionScore, record: Record, gold: GoldQuestion) -> str:
    """Name the first stage at which a wrong answer went wrong."""
    if record.error is not None or record.answer is None:
        return "程序出错"
    if gold.expect != "answer":
        return "拒答判断" if gold.expect == "abstain" else "反问判断"
    if not all(score.found):
        return "检索（前 20 没有全部证据）"
    if not record.answer.citations:
        return "拒答判断（证据已检到）"
    return "选句（证据已检到，未引用）" if score.uncited else "成文（证据已引用，要点不全）"


def _badness(score: QuestionScore) -> tuple[float, int, str]:
    recall = score.values["evidence_recall"]
    return (0.0 if recall is None else recall, -len(score.missing_must), score.id)


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
    values = (_number(name, part.metrics[name].value) for name in CATEGORY_METRICS)
    return [part.name, str(part.n), *values]


def _with_interval(name: str, part: Slice) -> str:
    summary = part.metrics[name]
    if summary.value is None:
        return DASH
    return f"{_number(name, summary.value)} {_interval(name, summary)} n={summary.n}"


def _interval(name: str, summary: Summary, *, signed: bool = False) -> str:
    if summary.low is None or summary.high is None:
        return DASH
    low, high = (_number(name, end, signed=signed) for end in (summary.low, summary.high))
    return f"[{low}, {high}]"


def _number(name: str, value: float | None, *, signed: bool = False) -> str:
    if value is None:
        return DASH
    sign = "+" if signed else ""
    return f"{value:{sign}.3f}" if METRICS[name].is_share else f"{value:{sign}.0f}"


def _case(
    score: QuestionScore, gold: Mapping[str, GoldQuestion], records: Mapping[str, Record]
) -> list[str]:
    question, record = gold[score.id], records[score.id]
    answer = record.answer
    said = (answer.answer if answer else record.error or "").replace("\n", " / ")
    lines = [
        f"### {score.id} {question.question}",
        "",
        f"- {score.gold_file} · {score.category} · 应 {question.expect}"
        f" · 得 {answer.status if answer else '出错'}",
        f"- 问题所在：{stage_at_fault(score, record, question)}",
        f"- 答：{said}",
        *_named("缺的要点", [" | ".join(group) for group in score.missing_must]),
        *_named("不该说的", score.forbidden),
        *_named("没引用的证据", score.uncited),
        *_named("引文里没有的数字", score.unsupported_figures),
    ]
    return [*lines, ""]


def _named(label: str, texts: Sequence[str]) -> list[str]:
    shown = "；".join(text.replace("\n", " ") for text in texts)
    return [f"- {label}：{shown}"] if texts else []


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]
