"""The questions that went worst, each with what was missing and the stage at fault."""

from collections.abc import Mapping, Sequence

from eval.gold import GoldQuestion
from eval.record import Record
from eval.scores import QuestionScore, Scores


def worst(scores: Scores, n: int) -> list[QuestionScore]:
    """Return the n questions that went wrong worst: least evidence cited, most words missing."""
    wrong = [each for each in scores.questions if not each.right]
    return sorted(wrong, key=_badness)[:n]


def describe_case(
    score: QuestionScore, gold: Mapping[str, GoldQuestion], records: Mapping[str, Record]
) -> list[str]:
    """Return the lines on one question: what was asked, said and missing."""
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
