"""The pure step of a trial: scores of its worlds in, shares with intervals out."""

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from eval.bootstrap import Summary, difference, summarize
from eval.folding import folded_with_origins
from eval.gold import GoldQuestion
from eval.metrics.answers import missing_groups
from eval.record import Record
from eval.robustness.figures import old_figures
from eval.robustness.paraphrasing import MARK, RULES, kind_of, original_id
from eval.robustness.trials import PLAIN
from eval.scores import QuestionScore
from eval.worst import stage_at_fault


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of one world with what came of it and how it was scored."""

    gold: GoldQuestion
    record: Record
    score: QuestionScore

    @property
    def is_declined(self) -> bool:
        """Whether the question was declined."""
        return self.score.values["abstention_precision"] is not None

    @property
    def status(self) -> str:
        """The status of the answer; `error` without one."""
        return self.record.answer.status if self.record.answer else "error"


@dataclass(frozen=True, slots=True)
class Row:
    """A share, or a difference of shares, over so many questions."""

    label: str
    share: Summary
    is_difference: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The rows of a trial's table; `held` is the row that it is judged by.

    `stages` counts what went wrong in the changed world by the stage at fault, `failed` names it.
    """

    rows: tuple[Row, ...]
    held: Row
    stages: Mapping[str, int]
    failed: tuple[str, ...]


Worlds = Mapping[str, Mapping[str, Asked]]
Judge = Callable[[Worlds], Judgement]


def judge_counterfactual(worlds: Worlds) -> Judgement:
    """Of the answers that were right, how many change with the figure in the source."""
    plain, changed = worlds[PLAIN], _changed(worlds)
    was_right = {id_ for id_, asked in plain.items() if asked.score.right}
    stale = {id_ for id_, asked in changed.items() if _tells_old(plain[id_].gold, asked)}
    follows = {id_: asked.score.right and id_ not in stale for id_, asked in changed.items()}
    held = _row("其中原文时答对的，随之改变", [follows[id_] for id_ in changed if id_ in was_right])
    rows = (
        _row("原文时答对", [asked.score.right for asked in plain.values()]),
        _row("改后答案随之改变", list(follows.values())),
        held,
        _row("改后仍说旧数字", [id_ in stale for id_ in changed]),
        _row("改后拒答", [asked.is_declined for asked in changed.values()]),
    )
    wrong = [changed[id_] for id_ in changed if id_ in was_right and not follows[id_]]
    return _judgement(rows, held, wrong)


def judge_leave_out(worlds: Worlds) -> Judgement:
    """Of the questions whose sources are left out, how many are declined."""
    plain, changed = worlds[PLAIN], _changed(worlds)
    declined = {id_: asked.is_declined for id_, asked in changed.items()}
    held = _row("去掉出处后拒答", list(declined.values()))
    left = [
        not missing_groups(plain[id_].gold, asked.record.answer) for id_, asked in changed.items()
    ]
    rows = (
        _row("原文时答对", [asked.score.right for asked in plain.values()]),
        held,
        _row(
            "其中原文时答对的，拒答", [declined[id_] for id_ in declined if plain[id_].score.right]
        ),
        _row("答案仍含全部要点（另有出处未去掉）", left),
    )
    return _judgement(rows, held, [each for each in changed.values() if not each.is_declined])


def judge_distractors(worlds: Worlds) -> Judgement:
    """How much is lost, in shares, with other documents beside the bundled ones."""
    plain, crowded = worlds[PLAIN], _changed(worlds)
    pairs = [(plain[id_], crowded[id_]) for id_ in plain]
    rows: list[Row] = []
    held = Row("正确之差", _difference(pairs, _right), is_difference=True)
    for label, value in (
        ("正确", _right),
        ("答对", _metric("answer_accuracy")),
        ("该拒答的拒答", _metric("abstention_recall")),
        ("拒答得当", _metric("abstention_precision")),
        ("引到证据", _metric("evidence_recall")),
    ):
        for name, side in (("原样", 0), ("加干扰", 1)):
            values = [value(pair[side]) for pair in pairs]
            share = summarize(values, "mean", with_interval=True)
            rows.append(Row(f"{label}，{name}", share))
        gap = held if label == "正确" else Row(f"{label}之差", _difference(pairs, value), True)
        rows.append(gap)
    bundled = {hit.document_id for asked in plain.values() for hit in asked.record.hits}
    led = [
        _cites_only_others(after, bundled) for _, after in pairs if after.gold.expect == "abstain"
    ]
    rows.append(_row("该拒答，却据干扰文件作答（文件里也许真有答案）", led))
    lost = [after for before, after in pairs if before.score.right and not after.score.right]
    return _judgement(tuple(rows), held, lost)


def judge_paraphrase(worlds: Worlds) -> Judgement:
    """How many variants have the verdict of the question that they put in other words."""
    every = worlds[PLAIN]
    put = {id_: asked for id_, asked in every.items() if MARK in id_}
    same = {id_: _has_verdict_of(asked, every[original_id(id_)]) for id_, asked in put.items()}
    held = _row("判定相同", list(same.values()))
    kinds = {kind: [same[id_] for id_ in same if kind_of(id_) == kind] for kind in RULES}
    rows = (
        _row("原句正确", [asked.score.right for id_, asked in every.items() if id_ not in put]),
        _row("变体正确", [asked.score.right for asked in put.values()]),
        held,
        *(_row(f"判定相同：{_KINDS[kind]}", values) for kind, values in kinds.items()),
        _row("状态相同", [put[id_].status == every[original_id(id_)].status for id_ in put]),
    )
    lost = [asked for id_, asked in put.items() if not same[id_] and not asked.score.right]
    return _judgement(rows, held, lost)


JUDGES: dict[str, Judge] = {
    "counterfactual": judge_counterfactual,
    "leave-out": judge_leave_out,
    "distractors": judge_distractors,
    "paraphrase": judge_paraphrase,
}
_KINDS = {"slip": "错别字", "traditional": "繁体", "polite": "客套", "order": "语序"}


def _changed(worlds: Worlds) -> dict[str, Asked]:
    return {
        id_: asked
        for name, world in worlds.items()
        if name != PLAIN
        for id_, asked in world.items()
    }


def _tells_old(before: GoldQuestion, asked: Asked) -> bool:
    """Whether the answer itself tells a figure that the sources no longer state."""
    said = folded_with_origins(asked.record.answer.answer if asked.record.answer else "")
    return any(said.contains(text) for text in old_figures(before, asked.gold))


def _cites_only_others(asked: Asked, bundled: Container[str]) -> bool:
    citations = asked.record.answer.citations if asked.record.answer else ()
    return bool(citations) and all(one.document_id not in bundled for one in citations)


def _has_verdict_of(asked: Asked, original: Asked) -> bool:
    return asked.score.right == original.score.right


def _right(asked: Asked) -> float | None:
    return float(asked.score.right)


def _metric(name: str) -> Callable[[Asked], float | None]:
    return lambda asked: asked.score.values[name]


def _row(label: str, values: Sequence[bool]) -> Row:
    return Row(label, summarize([float(value) for value in values], "mean", with_interval=True))


def _difference(
    pairs: Sequence[tuple[Asked, Asked]], value: Callable[[Asked], float | None]
) -> Summary:
    return difference([value(old) for old, _ in pairs], [value(new) for _, new in pairs], "mean")


def _judgement(rows: tuple[Row, ...], held: Row, wrong: Sequence[Asked]) -> Judgement:
    stages = Counter(stage_at_fault(each.score, each.record, each.gold) for each in wrong)
    return Judgement(rows, held, stages, tuple(each.gold.id for each in wrong))
